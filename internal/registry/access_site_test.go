package registry_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
)

// ties walks through what refers to each record that there is, page by page.
func ties(f func(id record.Ref, after string) ([]publish.Tie, string, error)) (any, error) {
	var out []any
	for _, id := range known() {
		for after := ""; ; {
			rows, next, err := f(id, after)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", id, err)
			}
			if out, after = append(out, rows), next; next == "" {
				break
			}
		}
	}
	return out, nil
}

// sitePaths are the ways of the public site that the table does not hold already.
func sitePaths() map[string]path {
	return map[string]path{
		"Public.TiesOf": {
			one: func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
				rows, _, err := w.Public().TiesOf(t.Context(), id, record.KindMission, "", 10)
				return rows, err
			},
			whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
				return ties(func(id record.Ref, after string) ([]publish.Tie, string, error) {
					return w.Public().TiesOf(t.Context(), id, record.KindMission, after, 2)
				})
			},
			of: ofKinds(record.KindMission),
		},
		"Public.NewestTies": {
			one: func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
				rows, _, err := w.Public().NewestTies(t.Context(), id, 10)
				return rows, err
			},
			whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
				return ties(func(id record.Ref, _ string) ([]publish.Tie, string, error) {
					rows, _, err := w.Public().NewestTies(t.Context(), id, 50)
					return rows, "", err
				})
			},
			of: ofKinds(record.KindMission),
		},
		"Public.Latest": {whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
			var kinds []record.Kind
			for _, d := range record.Definitions() {
				kinds = append(kinds, d.Kind)
			}
			return w.Public().Latest(t.Context(), kinds, 500)
		}},
	}
}

// TestALargeFileIsReadInPieces: it comes whole, and not at all once the document is hidden.
func TestALargeFileIsReadInPieces(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		data := bytes.Repeat([]byte("0123456789abcdef"), 50_000) // 800 000 bytes
		made := &record.Document{
			Meta:  record.Meta{ID: id(record.KindDocument, 0), Kind: record.KindDocument, Office: office(0), Visibility: record.Public},
			Title: record.Text{FR: "Texte signé"}, FileName: "texte.pdf", Size: int64(len(data)), SHA256: exchange.Checksum(data),
		}
		d := made.ID
		w.MustImport(t, registrytest.Of([]exchange.Item{
			{Where: "test", File: &exchange.File{Kind: "file", ID: exchange.Checksum(data), Office: office(0), Data: data}}, {Where: "test", Record: made},
		}))
		body, doc, err := w.Public().File(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(body)
		if err != nil || !bytes.Equal(got, data) || doc.Size != int64(len(data)) {
			t.Errorf("read %d bytes of %d: %v", len(got), len(data), err)
		}
		body, _, err = w.Public().File(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(body, make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Withdraw(t.Context(), access.OperatorActor(), d, 1, ""); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(body); err == nil {
			t.Error("a file goes on being read after its document was hidden")
		}
	})
}
