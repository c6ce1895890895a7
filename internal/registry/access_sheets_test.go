package registry_test

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"

	"entente/internal/access"
	"entente/internal/column"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
	"entente/internal/sheet"
)

// sheetNothing are the methods about spreadsheets on their way in, which are of the actor's own office. What they tell of
// records is tried below, by all of them together.
func sheetNothing() []string {
	return []string{
		"Registry.NewSheet", "Registry.DescribeSheet", "Registry.MapSheet", "Registry.CancelSheet", // titles, columns, what was said of them
		"Registry.CommitSheet", // what was told before, written
		"Registry.SheetOf", "Registry.Sheets", "Registry.SettleSheet", "Registry.SheetRows", "Registry.SheetChoices", "Registry.RefusedSheet",
	}
}

// oneTools are made once: they do not change.
var oneTools = sync.OnceValues(func() (*column.Tools, error) {
	catalogs, err := i18n.New()
	if err != nil {
		return nil, err
	}
	places, err := place.Load()
	return column.NewTools(catalogs, places), err
})

// sheetPaths are the ways to learn something by bringing spreadsheets in: ids and addresses that they hold are looked up, and
// reasons given.
func sheetPaths() map[string]path {
	learn := func(t *testing.T, w *registrytest.World, a access.Actor, data string) (any, error) {
		t.Helper()
		tools, err := oneTools()
		if err != nil {
			return nil, err
		}
		s, err := w.NewSheet(t.Context(), a, tools, registry.Upload{Kind: record.KindParticipation, Office: a.Office, File: "a.csv", Lang: i18n.FR}, strings.NewReader(data))
		if err != nil {
			return nil, err
		}
		if err := w.MapSheet(t.Context(), a, s.ID, s.Mapping); err != nil {
			return nil, err
		}
		if err := w.CheckSheet(t.Context(), a, tools, s.ID, quiet); err != nil {
			return nil, err
		}
		var refused bytes.Buffer
		if err := w.RefusedSheet(t.Context(), a, tools, s.ID, i18n.FR, sheet.FormatCSV, &refused); err != nil {
			return nil, err
		}
		rows, _, err := w.SheetRows(t.Context(), a, s.ID, nil, 0, 100)
		if err != nil {
			return nil, err
		}
		choices, err := w.SheetChoices(t.Context(), a, s.ID)
		if err != nil {
			return nil, err
		}
		out := []any{refused.String()}
		for _, r := range rows {
			r.Record = "" // made for this row
			out = append(out, r)
		}
		seen := map[string]int{} // keys follow from the texts, which are told apart by the id alone
		for _, c := range choices {
			seen[c.Field+c.Code]++
		}
		return append(out, seen), nil
	}
	one := func(t *testing.T, w *registrytest.World, a access.Actor, ref record.Ref) (any, error) {
		var b strings.Builder
		b.WriteString("title.fr,mission,themes,documents,partners.1.who,id\n")
		for i, way := range []string{string(ref), "Un nom [" + ref.Short() + "]", "https://example.org/fr/x/nom-" + ref.Short()} {
			for at := range 5 {
				cells := []string{fmt.Sprintf("Essai %d %d", i, at), "", "", "", "", ""}
				cells[1+at] = way
				b.WriteString(strings.Join(cells, ",") + "\n")
			}
		}
		return learn(t, w, a, b.String())
	}
	return map[string]path{
		"Registry.CheckSheet": {one: one},
		"Registry.ExportSheet": {
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				tools, err := oneTools()
				if err != nil {
					return nil, err
				}
				var b bytes.Buffer
				for _, d := range record.Definitions() {
					if err := w.ExportSheet(t.Context(), a, tools, registry.SheetExport{Kind: d.Kind, Lang: i18n.FR, Format: sheet.FormatCSV, Personal: true}, &b); err != nil {
						return nil, err
					}
				}
				return b.String(), nil
			},
			of: func(_ access.Actor, r record.Record) string {
				if r.Head().Withdrawn != "" {
					return ""
				}
				return string(r.Head().ID)
			},
		},
	}
}
