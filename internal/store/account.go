package store

import (
	"context"

	"entente/internal/record"
)

// Account is a row of who may sign in.
type Account struct {
	ID         record.Ref
	Office     record.Ref
	Name       string
	NameKey    string // by which the office knows no other
	Email      string
	EmailKey   string // by which nobody knows another
	Role       string
	Lang       string
	Theme      string
	Shortcuts  bool
	Password   string // its digest, "" for none
	PasswordAt string
	Factor     string // the secret of the second factor, sealed where there is a key; "" for none
	FactorAt   string // "" while it is not confirmed
	FactorStep int64  // the last step of the time whose code was used
	CreatedAt  string
	CreatedBy  string
	SeenAt     string
	DisabledAt string
}

const accountColumns = `a.id, a.office, a.name, a.name_key, a.email, a.email_key, a.role, a.lang, a.theme, a.shortcuts, a.password, a.password_at,
	a.factor, a.factor_at, a.factor_step, a.created_at, a.created_by, a.seen_at, a.disabled_at`

func (a *Account) fields(shortcuts *int) []any {
	return []any{&a.ID, &a.Office, &a.Name, &a.NameKey, &a.Email, &a.EmailKey, &a.Role, &a.Lang, &a.Theme, shortcuts, &a.Password, &a.PasswordAt,
		&a.Factor, &a.FactorAt, &a.FactorStep, &a.CreatedAt, &a.CreatedBy, &a.SeenAt, &a.DisabledAt}
}

func scanAccount(scan func(...any) error) (Account, error) {
	var a Account
	var shortcuts int
	err := scan(a.fields(&shortcuts)...)
	a.Shortcuts = shortcuts != 0
	return a, err
}

// one is the only row, or record.ErrNotFound.
func one[T any](rows []T, err error, format string, args ...any) (T, error) {
	var none T
	if err != nil {
		return none, err
	}
	if len(rows) == 0 {
		return none, record.Errorf(record.NotFound, format, args...)
	}
	return rows[0], nil
}

// Account reads one account.
func (tx *Tx) Account(ctx context.Context, id record.Ref) (Account, error) {
	rows, err := query(ctx, tx.q, scanAccount, `SELECT `+accountColumns+` FROM account a WHERE a.id = $1`, id)
	return one(rows, err, "no account %s", id)
}

// AccountByEmail reads the account of an address, as folded.
func (tx *Tx) AccountByEmail(ctx context.Context, key string) (Account, error) {
	rows, err := query(ctx, tx.q, scanAccount, `SELECT `+accountColumns+` FROM account a WHERE a.email_key = $1`, key)
	return one(rows, err, "no account of that address")
}

// AccountByIdentity reads the account that a provider's subject has.
func (tx *Tx) AccountByIdentity(ctx context.Context, issuer, subject string) (Account, error) {
	rows, err := query(ctx, tx.q, scanAccount, `SELECT `+accountColumns+` FROM account_identity i JOIN account a ON a.id = i.account
		WHERE i.issuer = $1 AND i.subject = $2`, issuer, subject)
	return one(rows, err, "no account of that identity")
}

// AccountNamed tells which account of an office has a name, as folded.
func (tx *Tx) AccountNamed(ctx context.Context, office record.Ref, key string) (Account, error) {
	rows, err := query(ctx, tx.q, scanAccount, `SELECT `+accountColumns+` FROM account a WHERE a.office = $1 AND a.name_key = $2`, office, key)
	return one(rows, err, "no account of that name")
}

// Accounts reads those of an office, or all when it is "", in the order of their names.
func (tx *Tx) Accounts(ctx context.Context, office record.Ref) ([]Account, error) {
	w := &where{}
	if office != "" {
		w.and("a.office = %s", office)
	}
	return query(ctx, tx.q, scanAccount, `SELECT `+accountColumns+` FROM account a`+w.String()+` ORDER BY a.office, a.name_key, a.id`, w.args...)
}

// CountAccounts counts all.
func (tx *Tx) CountAccounts(ctx context.Context) (int, error) {
	return tx.count(ctx, `SELECT COUNT(*) FROM account`)
}

// CountAble counts the accounts of an office that have a role and may sign in.
func (tx *Tx) CountAble(ctx context.Context, office record.Ref, role string) (int, error) {
	return tx.count(ctx, `SELECT COUNT(*) FROM account WHERE disabled_at = '' AND office = $1 AND role = $2`, office, role)
}

func (tx *Tx) count(ctx context.Context, text string, args ...any) (int, error) {
	rows, err := query(ctx, tx.q, func(scan func(...any) error) (int, error) {
		var n int
		err := scan(&n)
		return n, err
	}, text, args...)
	return one(rows, err, "nothing was counted")
}

// AddAccount writes a new account.
func (tx *Tx) AddAccount(ctx context.Context, a Account) error {
	shortcuts := truth(a.Shortcuts)
	_, err := tx.exec(ctx, `INSERT INTO account(id, office, name, name_key, email, email_key, role, lang, theme, shortcuts, password, password_at,
		factor, factor_at, factor_step, created_at, created_by, seen_at, disabled_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
		a.ID, a.Office, a.Name, a.NameKey, a.Email, a.EmailKey, a.Role, a.Lang, a.Theme, shortcuts, a.Password, a.PasswordAt,
		a.Factor, a.FactorAt, a.FactorStep, a.CreatedAt, a.CreatedBy, a.SeenAt, a.DisabledAt)
	return err
}

// SetAccount writes what may change of an account: all but its id, its office and who made it.
func (tx *Tx) SetAccount(ctx context.Context, a Account) error {
	n, err := tx.exec(ctx, `UPDATE account SET name = $1, name_key = $2, email = $3, email_key = $4, role = $5, lang = $6, theme = $7, shortcuts = $8,
		password = $9, password_at = $10, factor = $11, factor_at = $12, factor_step = $13, seen_at = $14, disabled_at = $15 WHERE id = $16`,
		a.Name, a.NameKey, a.Email, a.EmailKey, a.Role, a.Lang, a.Theme, truth(a.Shortcuts), a.Password, a.PasswordAt, a.Factor, a.FactorAt,
		a.FactorStep, a.SeenAt, a.DisabledAt, a.ID)
	if err == nil && n == 0 {
		return record.Errorf(record.NotFound, "no account %s", a.ID)
	}
	return err
}

// UseStep notes that the code of a step was used. It tells whether it is the first to do so: two sign-ins with the same code
// that come at once cannot both succeed.
func (tx *Tx) UseStep(ctx context.Context, account record.Ref, step int64) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE account SET factor_step = $1 WHERE id = $2 AND factor_step < $1`, step, account)
	return n == 1, err
}

// Factors reads what is kept of the secrets of second factors, by account.
func (tx *Tx) Factors(ctx context.Context) (map[record.Ref]string, error) {
	out := map[record.Ref]string{}
	_, err := query(ctx, tx.q, func(scan func(...any) error) (struct{}, error) {
		var id record.Ref
		var factor string
		err := scan(&id, &factor)
		out[id] = factor
		return struct{}{}, err
	}, `SELECT id, factor FROM account WHERE factor <> ''`)
	return out, err
}

// SetFactor keeps the secret of a second factor otherwise.
func (tx *Tx) SetFactor(ctx context.Context, account record.Ref, factor string) error {
	_, err := tx.exec(ctx, `UPDATE account SET factor = $1 WHERE id = $2`, factor, account)
	return err
}

// AddIdentity ties an account to a provider's subject.
func (tx *Tx) AddIdentity(ctx context.Context, issuer, subject string, account, office record.Ref, at string) error {
	_, err := tx.exec(ctx, `INSERT INTO account_identity(issuer, subject, account, office, at) VALUES ($1, $2, $3, $4, $5)`, issuer, subject, account, office, at)
	return err
}

// SetRecoveries replaces the codes that stand in for an account's second factor.
func (tx *Tx) SetRecoveries(ctx context.Context, account, office record.Ref, digests []string) error {
	if _, err := tx.exec(ctx, `DELETE FROM account_recovery WHERE account = $1`, account); err != nil {
		return err
	}
	var rows [][]any
	for _, d := range digests {
		rows = append(rows, []any{account, d, office, ""})
	}
	return tx.insert(ctx, "account_recovery(account, digest, office, used_at)", rows)
}

// UseRecovery uses a code up, and tells whether it was there to be used.
func (tx *Tx) UseRecovery(ctx context.Context, account record.Ref, digest, at string) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE account_recovery SET used_at = $1 WHERE account = $2 AND digest = $3 AND used_at = ''`, at, account, digest)
	return n == 1, err
}

// RecoveriesLeft counts the codes that are still good.
func (tx *Tx) RecoveriesLeft(ctx context.Context, account record.Ref) (int, error) {
	return tx.count(ctx, `SELECT COUNT(*) FROM account_recovery WHERE account = $1 AND used_at = ''`, account)
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// CommitteesOf reads the committees on which an office sits: those that name the organisation it stands for.
func (tx *Tx) CommitteesOf(ctx context.Context, office record.Ref) ([]record.Ref, error) {
	return query(ctx, tx.q, func(scan func(...any) error) (record.Ref, error) {
		var id record.Ref
		err := scan(&id)
		return id, err
	}, `SELECT DISTINCT c.source FROM link o JOIN link c ON c.target = o.target AND c.kind = 'committee' AND c.field IN ('members.who', 'coordinator')
		JOIN record r ON r.id = c.source AND r.withdrawn_at = '' WHERE o.source = $1 AND o.field = 'organisation' ORDER BY c.source`, office)
}
