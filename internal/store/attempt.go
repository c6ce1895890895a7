package store

import (
	"context"

	"entente/internal/record"
)

// Attempt counts how often something was tried within a window of time.
type Attempt struct {
	N     int
	Until string // when the window closes
}

// Try counts one more attempt in a bucket, and returns the count of the window that at falls in. It is counted before it is
// known whether the attempt succeeds, so that many at once, on whichever node, cannot slip through together.
func (tx *Tx) Try(ctx context.Context, bucket, at, until string) (Attempt, error) {
	rows, err := query(ctx, tx.q, func(scan func(...any) error) (Attempt, error) {
		var a Attempt
		err := scan(&a.N, &a.Until)
		return a, err
	}, `INSERT INTO attempt(bucket, n, since, until) VALUES ($1, 1, $2, $3)
		ON CONFLICT (bucket) DO UPDATE SET n = CASE WHEN attempt.until <= $2 THEN 1 ELSE attempt.n + 1 END,
			since = CASE WHEN attempt.until <= $2 THEN excluded.since ELSE attempt.since END,
			until = CASE WHEN attempt.until <= $2 THEN excluded.until ELSE attempt.until END
		RETURNING n, until`, bucket, at, until)
	return one(rows, err, "nothing was counted")
}

// Forgive empties a bucket.
func (tx *Tx) Forgive(ctx context.Context, bucket string) error {
	_, err := tx.exec(ctx, `DELETE FROM attempt WHERE bucket = $1`, bucket)
	return err
}

// TakeBack takes one attempt off a bucket.
func (tx *Tx) TakeBack(ctx context.Context, bucket string) error {
	_, err := tx.exec(ctx, `UPDATE attempt SET n = n - 1 WHERE bucket = $1 AND n > 0`, bucket)
	return err
}

// DropSettings forgets the settings whose names lie in [from, to).
func (tx *Tx) DropSettings(ctx context.Context, from, to string) error {
	_, err := tx.exec(ctx, `DELETE FROM setting WHERE name >= $1 AND name < $2`, from, to)
	return err
}

// AddSetting remembers something unless a value is there already, and returns the one that stands.
func (tx *Tx) AddSetting(ctx context.Context, name, value string) (string, error) {
	if _, err := tx.exec(ctx, `INSERT INTO setting(name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, name, value); err != nil {
		return "", err
	}
	return tx.Setting(ctx, name)
}

// AccountEvent is what became of an account.
type AccountEvent struct {
	ID      record.Ref
	Office  record.Ref
	Account record.Ref
	Actor   string
	What    string
	Detail  string
	Browser string
	At      string
}

// AddAccountEvent writes one.
func (tx *Tx) AddAccountEvent(ctx context.Context, e AccountEvent) error {
	_, err := tx.exec(ctx, `INSERT INTO account_event(id, office, account, actor, what, detail, browser, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		e.ID, e.Office, e.Account, e.Actor, e.What, e.Detail, e.Browser, e.At)
	return err
}

// AccountEvents reads a page of them, the last first: of an office, or of all when it is ""; of an account when it is given;
// before an id when it is given.
func (tx *Tx) AccountEvents(ctx context.Context, office, account, before record.Ref, n int) ([]AccountEvent, error) {
	w := &where{}
	if office != "" {
		w.and("office = %s", office)
	}
	if account != "" {
		w.and("account = %s", account)
	}
	if before != "" {
		w.and("id < %s", before)
	}
	return query(ctx, tx.q, func(scan func(...any) error) (AccountEvent, error) {
		var e AccountEvent
		err := scan(&e.ID, &e.Office, &e.Account, &e.Actor, &e.What, &e.Detail, &e.Browser, &e.At)
		return e, err
	}, `SELECT id, office, account, actor, what, detail, browser, at FROM account_event`+w.String()+order(true, "id")+limit(n), w.args...)
}
