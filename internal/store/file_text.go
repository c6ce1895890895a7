package store

import (
	"context"

	"entente/internal/record"
)

// States of the words of a file.
const (
	TextWaiting = "waiting"
	TextRead    = "read"
	TextNone    = "none"   // its sort holds no words that are read
	TextBroken  = "broken" // it could not be read
)

// FileText is the row of table file_text.
type FileText struct {
	SHA256 string
	Rules  int // by which the words were taken out; 0 before
	Tries  int // that were begun and have not ended
	State  string
	Text   string
}

// await notes that the words of a file are to be taken out.
func (tx *Tx) await(ctx context.Context, f File) error {
	_, err := tx.exec(ctx, `INSERT INTO file_text(sha256, office, rules, tries, state, text) VALUES ($1, $2, 0, 0, $3, '') ON CONFLICT (sha256) DO NOTHING`,
		f.SHA256, f.Office, TextWaiting)
	return err
}

func scanFileText(scan func(...any) error) (FileText, error) {
	var t FileText
	err := scan(&t.SHA256, &t.Rules, &t.Tries, &t.State, &t.Text)
	return t, err
}

// FileTexts reads the words of files, those that have some.
func (tx *Tx) FileTexts(ctx context.Context, sums []string) (map[string]string, error) {
	out := map[string]string{}
	const most = 200
	for len(sums) > 0 {
		n := min(most, len(sums))
		w := &where{}
		in(w, "sha256", sums[:n])
		sums = sums[n:]
		rows, err := query(ctx, tx.q, scanFileText, `SELECT sha256, rules, tries, state, text FROM file_text`+w.String(), w.args...)
		if err != nil {
			return nil, err
		}
		for _, t := range rows {
			if t.Text != "" {
				out[t.SHA256] = t.Text
			}
		}
	}
	return out, nil
}

// FileText reads what is known of a file, its words left out; record.ErrNotFound when it is not kept.
func (tx *Tx) FileText(ctx context.Context, sum string) (FileText, error) {
	rows, err := query(ctx, tx.q, scanFileText, `SELECT sha256, rules, tries, state, '' FROM file_text WHERE sha256 = $1`, sum)
	if err == nil && len(rows) == 0 {
		err = record.Errorf(record.NotFound, "no file %s", sum)
	}
	if err != nil {
		return FileText{}, err
	}
	return rows[0], nil
}

// Unread reads what is known of the next file after one whose words were not taken out by some rules, its words left out; none
// when there is no other.
func (tx *Tx) Unread(ctx context.Context, rules int, after string) ([]FileText, error) {
	return query(ctx, tx.q, scanFileText, `SELECT sha256, rules, tries, state, '' FROM file_text WHERE rules < $1 AND sha256 > $2 ORDER BY sha256 LIMIT 1`, rules, after)
}

// Begun notes that a file is about to be opened. Should that be the end of the program, the note remains.
func (tx *Tx) Begun(ctx context.Context, sum string) error {
	_, err := tx.exec(ctx, `UPDATE file_text SET tries = tries + 1 WHERE sha256 = $1`, sum)
	return err
}

// SetFileText keeps what came of a file.
func (tx *Tx) SetFileText(ctx context.Context, t FileText) error {
	_, err := tx.exec(ctx, `UPDATE file_text SET rules = $1, tries = $2, state = $3, text = $4 WHERE sha256 = $5`, t.Rules, t.Tries, t.State, t.Text, t.SHA256)
	return err
}

// Marked reads the records, withdrawn ones too, that have a mark.
func (tx *Tx) Marked(ctx context.Context, field, value string) ([]record.Ref, error) {
	return query(ctx, tx.q, scanRef, `SELECT source FROM mark WHERE field = $1 AND value = $2 ORDER BY source`, field, value)
}

// Reword writes the index rows of records of which words have come to be known, without a new version.
func (tx *Tx) Reword(ctx context.Context, rows []Row) error {
	tx.touch(rows)
	return tx.Index(ctx, rows)
}

// TextOf reads the words of the file of a document, if the document is published.
func (r *Reader) TextOf(ctx context.Context, document record.Ref, sha256 string) (string, error) {
	rows, err := query(ctx, r.db.read, func(scan func(...any) error) (string, error) {
		var s string
		err := scan(&s)
		return s, err
	}, `SELECT t.text FROM published p JOIN file_text t ON t.sha256 = $1 WHERE p.record = $2`, sha256, document)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0], nil
}
