package registrytest

import (
	"testing"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/record"
	"entente/internal/record/recordtest"
)

// Pairs is how many pairs of seeds Fill makes records of: enough for every state that activities may be in.
const Pairs = 3

// Fill writes, for every kind, records whose every field is filled: private, shared, public, withdrawn and restored, with
// several states each, personal fields, one person erased, and the bytes of documents.
func (w *World) Fill(t testing.TB) {
	t.Helper()
	op := access.OperatorActor()
	for pair := range Pairs {
		for round, note := range []string{"première note", "deuxième note"} {
			var items []exchange.Item
			for i, r := range recordtest.World(pair) {
				m := r.Head()
				m.Note.FR = recordtest.Marker + " " + note
				if m.Kind == record.KindOffice && m.ID != recordtest.ID(record.KindOffice, 0) {
					r.(*record.Office).Main = false
				}
				switch (i + pair) % 4 {
				case 0:
					m.Visibility, m.SharedWith, m.Withdrawn = record.Private, nil, ""
				case 1:
					m.Visibility, m.Withdrawn = record.Shared, ""
				case 2:
					m.Withdrawn = ""
				}
				if m.Kind == record.KindOffice {
					m.Visibility, m.Withdrawn = record.Public, ""
				}
				if round == 1 && i%3 == 0 {
					m.Withdrawn = "2026-11-20T00:00:00.000000Z"
				}
				items = append(items, exchange.Item{Where: "test", Record: r})
			}
			for _, seed := range []int{2 * pair, 2*pair + 1} {
				data := recordtest.Bytes(seed)
				items = append(items, exchange.Item{Where: "test", File: &exchange.File{
					Kind: "file", ID: exchange.Checksum(data), Office: recordtest.ID(record.KindOffice, seed), Data: data,
				}})
			}
			w.MustImport(t, Of(items))
		}
		for i, r := range recordtest.World(pair) {
			if i%6 != 0 {
				continue
			}
			if _, err := w.Restore(t.Context(), op, r.Head().ID, 2, "rétabli"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Erase(t.Context(), op, recordtest.ID(record.KindPerson, 2)); err != nil {
		t.Fatal(err)
	}
}
