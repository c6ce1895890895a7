package store

import (
	"context"
	"fmt"

	"entente/internal/access"
	"entente/internal/record"
)

// Visit notes that an account looked at a record, and forgets all but the last most.
func (tx *Tx) Visit(ctx context.Context, account, id record.Ref, at string, most int) error {
	if _, err := tx.exec(ctx, `INSERT INTO visited(account, record, at) VALUES ($1, $2, $3) ON CONFLICT (account, record) DO UPDATE SET at = excluded.at`,
		account, id, at); err != nil {
		return err
	}
	_, err := tx.exec(ctx, fmt.Sprintf(`DELETE FROM visited WHERE account = $1 AND at < (SELECT COALESCE(MIN(k.at), '') FROM
		(SELECT v.at FROM visited v WHERE v.account = $2 ORDER BY v.at DESC LIMIT %d) k)`, most), account, account)
	return err
}

// Visited reads the records in scope that an account looked at last, the last one first.
func (tx *Tx) Visited(ctx context.Context, s access.Scope, account record.Ref, n int) ([]Head, error) {
	w := &where{}
	w.and("v.account = %s", account)
	w.scope(s)
	return query(ctx, tx.q, scanHead, `SELECT `+headColumns+` FROM visited v JOIN record r ON r.id = v.record`+w.String()+
		fmt.Sprintf(` ORDER BY v.at DESC, v.record LIMIT %d`, n), w.args...)
}

// SavedView is a list that somebody saved.
type SavedView struct {
	ID      record.Ref
	Office  record.Ref
	Account record.Ref
	Kind    record.Kind
	Name    string
	Query   string
	Shared  bool // with the office
	At      string
}

// PutView keeps a view, in the place of that of the same id.
func (tx *Tx) PutView(ctx context.Context, v SavedView) error {
	_, err := tx.exec(ctx, `INSERT INTO saved_view(id, office, account, kind, name, query, shared, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query, shared = excluded.shared, at = excluded.at`,
		v.ID, v.Office, v.Account, v.Kind, v.Name, v.Query, truth(v.Shared), v.At)
	return err
}

const viewColumns = `id, office, account, kind, name, query, shared, at`

func scanView(scan func(...any) error) (SavedView, error) {
	var v SavedView
	var shared int
	err := scan(&v.ID, &v.Office, &v.Account, &v.Kind, &v.Name, &v.Query, &shared, &v.At)
	v.Shared = shared == 1
	return v, err
}

// Views reads the views of a kind ("" for all) that an account saved, and those that its office shares.
func (tx *Tx) Views(ctx context.Context, office, account record.Ref, kind record.Kind) ([]SavedView, error) {
	w := &where{}
	w.and("(account = %s OR (shared = 1 AND office = %s))", account, office)
	if kind != "" {
		w.and("kind = %s", kind)
	}
	return query(ctx, tx.q, scanView, `SELECT `+viewColumns+` FROM saved_view`+w.String()+` ORDER BY id`, w.args...)
}

// ViewOf reads a view; record.ErrNotFound when there is none.
func (tx *Tx) ViewOf(ctx context.Context, id record.Ref) (SavedView, error) {
	rows, err := query(ctx, tx.q, scanView, `SELECT `+viewColumns+` FROM saved_view WHERE id = $1`, id)
	if err != nil {
		return SavedView{}, err
	}
	if len(rows) == 0 {
		return SavedView{}, record.Errorf(record.NotFound, "no view %s", id)
	}
	return rows[0], nil
}

// DropView removes a view.
func (tx *Tx) DropView(ctx context.Context, id record.Ref) error {
	_, err := tx.exec(ctx, `DELETE FROM saved_view WHERE id = $1`, id)
	return err
}

// Draft is a form that somebody has begun.
type Draft struct {
	Account record.Ref
	Form    string
	Office  record.Ref
	At      string
	Data    string
}

// PutDraft keeps a draft in the place of the one before.
func (tx *Tx) PutDraft(ctx context.Context, d Draft) error {
	_, err := tx.exec(ctx, `INSERT INTO draft(account, form, office, at, data) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (account, form) DO UPDATE SET office = excluded.office, at = excluded.at, data = excluded.data`, d.Account, d.Form, d.Office, d.At, d.Data)
	return err
}

func scanDraft(scan func(...any) error) (Draft, error) {
	var d Draft
	err := scan(&d.Account, &d.Form, &d.Office, &d.At, &d.Data)
	return d, err
}

// DraftOf reads the draft of a form; record.ErrNotFound when there is none.
func (tx *Tx) DraftOf(ctx context.Context, account record.Ref, form string) (Draft, error) {
	rows, err := query(ctx, tx.q, scanDraft, `SELECT account, form, office, at, data FROM draft WHERE account = $1 AND form = $2`, account, form)
	if err != nil {
		return Draft{}, err
	}
	if len(rows) == 0 {
		return Draft{}, record.Errorf(record.NotFound, "no draft of %s", form)
	}
	return rows[0], nil
}

// DraftsOf reads the last drafts of an account without what is in them, the last one first.
func (tx *Tx) DraftsOf(ctx context.Context, account record.Ref, n int) ([]Draft, error) {
	return query(ctx, tx.q, scanDraft, fmt.Sprintf(`SELECT account, form, office, at, '' FROM draft WHERE account = $1 ORDER BY at DESC, form LIMIT %d`, n), account)
}

// DropDraft removes a draft.
func (tx *Tx) DropDraft(ctx context.Context, account record.Ref, form string) error {
	_, err := tx.exec(ctx, `DELETE FROM draft WHERE account = $1 AND form = $2`, account, form)
	return err
}

// DropDrafts removes the drafts that were last kept before an instant, and tells how many.
func (tx *Tx) DropDrafts(ctx context.Context, before string) (int64, error) {
	return tx.exec(ctx, `DELETE FROM draft WHERE at < $1`, before)
}

// DropDraftsOfForm removes every account's draft of a form, and of those below it.
func (tx *Tx) DropDraftsOfForm(ctx context.Context, form string) error {
	_, err := tx.exec(ctx, `DELETE FROM draft WHERE form = $1 OR substr(form, 1, CAST($2 AS INTEGER)) = $3`, form, len(form)+1, form+"/")
	return err
}
