package store

import (
	"context"

	"entente/internal/record"
)

// Backup is a row of table backup: a copy that was made, or tried.
type Backup struct {
	ID      record.Ref `json:"id"`
	At      string     `json:"at"`
	EndedAt string     `json:"ended_at"`
	Node    string     `json:"node"`
	Path    string     `json:"path"`
	Size    int64      `json:"size"`
	SHA256  string     `json:"sha256"`
	Schema  int64      `json:"schema"`
	Records int        `json:"records"`
	Heads   string     `json:"heads"`
	Outcome string     `json:"outcome"` // good; unsound: the copy is true, but check found something wrong; failed
	Said    string     `json:"said"`
}

const backupColumns = `id, at, ended_at, node, path, size, sha256, schema, records, heads, outcome, said`

// AddBackup notes a copy.
func (tx *Tx) AddBackup(ctx context.Context, b Backup) error {
	_, err := tx.exec(ctx, `INSERT INTO backup(`+backupColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		b.ID, b.At, b.EndedAt, b.Node, b.Path, b.Size, b.SHA256, b.Schema, b.Records, b.Heads, b.Outcome, b.Said)
	return err
}

// LastBackup reads the newest copy of an outcome, or of any for "".
func (tx *Tx) LastBackup(ctx context.Context, outcome string) (b Backup, ok bool, err error) {
	w := &where{}
	if outcome != "" {
		w.and("outcome = %s", outcome)
	}
	rows, err := query(ctx, tx.q, func(scan func(...any) error) (Backup, error) {
		var b Backup
		err := scan(&b.ID, &b.At, &b.EndedAt, &b.Node, &b.Path, &b.Size, &b.SHA256, &b.Schema, &b.Records, &b.Heads, &b.Outcome, &b.Said)
		return b, err
	}, `SELECT `+backupColumns+` FROM backup`+w.String()+` ORDER BY at DESC, id DESC LIMIT 1`, w.args...)
	if err != nil || len(rows) == 0 {
		return Backup{}, false, err
	}
	return rows[0], true, nil
}

// ForgetBackups removes what is noted of copies made before an instant, but of the last good one.
func (tx *Tx) ForgetBackups(ctx context.Context, before string) (int, error) {
	n, err := tx.exec(ctx, `DELETE FROM backup WHERE at < $1 AND at < (SELECT COALESCE(MAX(b.at), '') FROM backup b WHERE b.outcome = 'good')`, before)
	return int(n), err
}
