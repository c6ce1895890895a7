package registry_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/column"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
	"entente/internal/sheet"
)

func sheetTools(t *testing.T, w *registrytest.World) *column.Tools {
	t.Helper()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	return column.NewTools(catalogs, w.Places)
}

// bringing is a spreadsheet on its way into the sample office.
type bringing struct {
	*registrytest.World

	t     *testing.T
	a     access.Actor
	tools *column.Tools
	id    record.Ref
}

func quiet(int, int) {}

// bring uploads a spreadsheet and looks at its rows as it is proposed.
func bring(t *testing.T, w *registrytest.World, a access.Actor, kind record.Kind, name string, data []byte) *bringing {
	t.Helper()
	b := &bringing{World: w, t: t, a: a, tools: sheetTools(t, w)}
	s, err := w.NewSheet(t.Context(), a, b.tools, registry.Upload{Kind: kind, File: name, Lang: i18n.FR, Office: a.Office}, bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	b.id = s.ID
	b.check(s.Mapping)
	return b
}

func (b *bringing) check(m column.Mapping) {
	b.t.Helper()
	if err := b.MapSheet(b.t.Context(), b.a, b.id, m); err != nil {
		b.t.Fatal(err)
	}
	b.again()
}

func (b *bringing) again() {
	b.t.Helper()
	if err := b.CheckSheet(b.t.Context(), b.a, b.tools, b.id, quiet); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bringing) settle(s registry.Settle) {
	b.t.Helper()
	if err := b.SettleSheet(b.t.Context(), b.a, b.id, s); err != nil {
		b.t.Fatal(err)
	}
	b.again()
}

func (b *bringing) commit() registry.Batch {
	b.t.Helper()
	batch, err := b.CommitSheet(b.t.Context(), b.a, b.tools, b.id, quiet)
	if err != nil {
		b.t.Fatal(err)
	}
	return batch
}

func (b *bringing) rows() []registry.SheetRow {
	b.t.Helper()
	var out []registry.SheetRow
	for after := 0; ; {
		rows, next, err := b.SheetRows(b.t.Context(), b.a, b.id, nil, after, 3)
		if err != nil {
			b.t.Fatal(err)
		}
		out = append(out, rows...)
		if after = next; after == 0 {
			return out
		}
	}
}

// counts writes how many rows are in each state.
func (b *bringing) counts() string {
	b.t.Helper()
	s, err := b.SheetOf(b.t.Context(), b.a, b.id)
	if err != nil {
		b.t.Fatal(err)
	}
	var out []string
	for _, k := range slices.Sorted(maps.Keys(s.Counts)) {
		out = append(out, fmt.Sprint(k, " ", s.Counts[k]))
	}
	return strings.Join(out, ", ")
}

func testdata(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../sheet/testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func cityOffice(t *testing.T, e registrytest.Engine) (*registrytest.World, access.Actor) {
	t.Helper()
	w := registrytest.Open(t, e)
	w.LoadSample(t)
	return w, access.Member("Officière", access.Officer, record.KeyID("", record.KindOffice, "ville-de-quebec"))
}

func TestAMessySpreadsheetComesInWithCorrectionsIsUndoneAndComesInAgain(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, a := cityOffice(t, e)
		b := bring(t, w, a, record.KindMission, "missions-2024.csv", testdata(t, "missions-excel-fr.csv"))
		if got := b.counts(); got != "doubt 5" {
			t.Fatalf("all are there already: %s", got)
		}
		if err := b.SettleSheet(t.Context(), a, b.id, registry.Settle{Doubts: "merge"}); !errors.Is(err, record.ErrInvalid) {
			t.Errorf("rows are to be merged: %v", err)
		}
		b.settle(registry.Settle{Doubts: "same", Rows: map[int]string{9: "skip"}}) // Lausanne may be two missions
		if rows := b.rows(); rows[0].Decision != "same:"+string(rows[0].Record) || rows[2].State != registry.RowDoubt || rows[4].State != registry.RowSkipped {
			t.Errorf("all decided at once: %+v", rows)
		}
		b.settle(registry.Settle{Rows: map[int]string{5: "", 6: "", 8: "", 9: ""}})
		if got := b.counts(); got != "doubt 5" {
			t.Fatalf("taken back: %s", got)
		}
		correct := func(b *bringing) {
			rows := b.rows()
			b.settle(registry.Settle{Rows: map[int]string{
				5: "same:" + string(rows[0].Likely[0].ID), 6: "same:" + string(rows[1].Likely[0].ID), 7: "skip", 8: "new", 9: "new",
			}})
			if got := b.counts(); got != "changed 2, new 2, skipped 1" {
				t.Fatalf("after the corrections: %s %+v", got, b.rows())
			}
		}
		correct(b)
		boston := b.rows()[0]
		// The lead and the theme stand already; the themes of the spreadsheet are fewer.
		if len(boston.Changes) != 1 || boston.Changes[0].Field != "themes" || boston.Changes[0].Column != 5 ||
			boston.Changes[0].Old != "Développement économique; Développement durable et climat" || boston.Changes[0].New != "Développement économique" {
			t.Errorf("what changes of the mission to Boston: %+v", boston.Changes)
		}
		missions := func() string {
			page, err := w.List(t.Context(), a, publishQuery())
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, h := range page.Heads {
				e, err := w.Get(t.Context(), a, h.ID)
				if err != nil {
					t.Fatal(err)
				}
				if e.Record.Head().Withdrawn == "" {
					n++
				}
			}
			return fmt.Sprint(n)
		}
		if got := missions(); got != "8" {
			t.Fatalf("a dry run wrote: %s", got)
		}
		batch := b.commit()
		if batch.Created != 2 || batch.Changed != 2 || batch.What != "missions-2024.csv" || missions() != "10" {
			t.Fatalf("%+v, %s missions", batch, missions())
		}
		made, err := w.Get(t.Context(), a, b.rows()[3].Record)
		if err != nil {
			t.Fatal(err)
		}
		m := made.Record.(*record.Mission)
		if m.Title.FR != "Déplacement à New York avec le Port de Québec" || m.Dates != "2024" || m.Visibility != record.Private || len(m.Stops) != 1 ||
			m.Stops[0].Place.Country != "US" || m.Stops[0].Place.City == "" || !slices.Equal(m.External, []string{"missions/6"}) || !slices.Equal(m.Themes, []record.Ref{record.TermID("theme", "economy")}) {
			t.Errorf("made %+v", m)
		}
		// The same file says nothing new: its numbers tell which mission each row is about.
		again := bring(t, w, a, record.KindMission, "missions-2025.csv", testdata(t, "missions-excel-fr.csv"))
		if got := again.counts(); got != "doubt 1, same 4" {
			t.Errorf("the same file again: %s", got)
		}
		// Undone, it is as if it had not been; then it comes in again.
		if _, err := w.Undo(t.Context(), a, batch.ID); err != nil {
			t.Fatal(err)
		}
		if got := missions(); got != "8" {
			t.Errorf("after the undo: %s missions", got)
		}
		third := bring(t, w, a, record.KindMission, "missions-2024.csv", testdata(t, "missions-excel-fr.csv"))
		if got := third.counts(); got != "doubt 5" {
			t.Fatalf("after the undo: %s", got)
		}
		correct(third)
		if batch := third.commit(); batch.Created != 2 || batch.Changed != 2 || missions() != "10" {
			t.Errorf("the second time: %+v, %s missions", batch, missions())
		}
		if s, err := w.SheetOf(t.Context(), a, third.id); err != nil || s.State != registry.SheetDone || !s.Remembered {
			t.Errorf("%+v: %v", s, err)
		}
		w.MustBeSound(t)
	})
}

func publishQuery() publish.Query { return publish.Query{Kind: record.KindMission, Limit: 100} }

func TestNamesThatAreThereAlreadyAreSuspected(t *testing.T) {
	t.Parallel()
	w, a := cityOffice(t, registrytest.Engines()[0])
	b := bring(t, w, a, record.KindOrganisation, "doublons.csv", testdata(t, "doublons.csv"))
	want := []string{"Ville de Lausanne", "Rennes Métropole", "Organisation des villes du patrimoine mondial", "Association internationale des maires francophones",
		"Bureau du Québec à São Paulo", "Ville de Bordeaux", "Ville de Bordeaux"}
	for i, r := range b.rows() {
		got := ""
		if len(r.Likely) > 0 {
			got = r.Likely[0].Title
		}
		if got != want[i] {
			t.Errorf("row %d, %s: %q, want %q", r.N, r.Title, got, want[i])
		}
	}
}

func TestUnknownNamesAreAskedOnceAndMade(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, a := cityOffice(t, e)
		data := []byte("Titre;Partenaire;Notre organisme;Type\nJumelage A;Ville de Namur;Ville de Québec;Jumelage\nJumelage B;ville de  Namur;Ville de Québec;Jumelage\nAmitié;AIVP;Ville de Québec;Amitié\nRien;;Ville de Québec;Amitié\n")
		b := bring(t, w, a, record.KindRelation, "liens.csv", data)
		if got := b.counts(); got != "new 1, refused 1, unknown 2" {
			t.Fatalf("%s: %+v", got, b.rows())
		}
		choices, err := w.SheetChoices(t.Context(), a, b.id)
		if err != nil || len(choices) != 2 {
			t.Fatalf("%+v %v", choices, err)
		}
		c := choices[0]
		if c.Code != "unknown_name" || !slices.ContainsFunc(c.Proposals, func(p column.Proposal) bool { return p.Value == registry.MakeValue(record.KindOrganisation) }) {
			t.Errorf("asked %+v", c)
		}
		b.settle(registry.Settle{Choices: map[string]string{choices[0].Key: registry.MakeValue(record.KindOrganisation)}})
		choices, err = w.SheetChoices(t.Context(), a, b.id)
		if err != nil {
			t.Fatal(err)
		}
		_, id, _ := strings.Cut(strings.TrimPrefix(choices[slices.IndexFunc(choices, func(c registry.SheetChoice) bool { return c.Decided })].Value, "make:"), ":")
		open := choices[slices.IndexFunc(choices, func(c registry.SheetChoice) bool { return !c.Decided })]
		b.settle(registry.Settle{Choices: map[string]string{open.Key: registry.UseValue(record.Ref(id))}})
		if got := b.counts(); got != "new 3, refused 1" {
			t.Fatalf("after the choices: %s %+v", got, b.rows())
		}
		batch := b.commit()
		if batch.Created != 4 {
			t.Fatalf("%+v %+v", batch, b.rows())
		}
		made, err := w.Get(t.Context(), a, record.Ref(id))
		if err != nil || made.Record.Label().FR != "Ville de Namur" || made.Record.Head().Visibility != record.Private {
			t.Errorf("%+v %v", made, err)
		}
		for _, r := range b.rows()[:2] {
			e, err := w.Get(t.Context(), a, r.Record)
			if err != nil || e.Record.(*record.Relation).Partner != record.Ref(id) {
				t.Errorf("row %d: %+v %v", r.N, e.Record, err)
			}
		}
		w.MustBeSound(t)
	})
}

// TestWhatStopsGoesOn: a commit that is stopped at any transaction goes on where it ended, and nothing is written twice.
func TestWhatStopsGoesOn(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, a := cityOffice(t, e)
		var file strings.Builder
		file.WriteString("No;Titre;Date\n")
		const rows = 450 // more than two of the steps that a spreadsheet is written in
		for i := range rows {
			fmt.Fprintf(&file, "%d;Rencontre numéro %d;%d\n", i+1, i+1, 1000+i)
		}
		b := bring(t, w, a, record.KindEvent, "rencontres.csv", []byte(file.String()))
		if got := b.counts(); got != fmt.Sprint("new ", rows) {
			t.Fatal(got)
		}
		for stop := 1; ; stop++ {
			ctx, cancel := context.WithCancel(t.Context())
			steps := 0
			_, err := w.CommitSheet(ctx, a, b.tools, b.id, func(int, int) {
				if steps++; steps == 1 {
					cancel()
				}
			})
			cancel()
			if err == nil {
				break
			}
			if stop > 20 {
				t.Fatal(err)
			}
		}
		s, err := w.SheetOf(t.Context(), a, b.id)
		if err != nil || s.State != registry.SheetDone {
			t.Fatalf("%+v %v", s, err)
		}
		batch, err := w.Batch(t.Context(), a, s.Batch)
		if err != nil || batch.Created != rows {
			t.Fatalf("%+v %v", batch, err)
		}
		if _, err := w.Undo(t.Context(), a, batch.ID); err != nil {
			t.Fatal(err)
		}
		w.MustBeSound(t)
	})
}

func TestWhoMayNotBringSpreadsheetsIn(t *testing.T) {
	t.Parallel()
	w, a := cityOffice(t, registrytest.Engines()[0])
	tools := sheetTools(t, w)
	data := testdata(t, "missions-excel-fr.csv")
	for _, role := range []access.Role{access.Reader, access.Anyone} {
		_, err := w.NewSheet(t.Context(), access.Member("x", role, a.Office), tools, registry.Upload{Kind: record.KindMission, File: "a.csv", Lang: i18n.FR}, bytes.NewReader(data))
		if !errors.Is(err, record.ErrForbidden) {
			t.Errorf("%s: %v", role, err)
		}
	}
	b := bring(t, w, a, record.KindMission, "a.csv", data)
	other := access.Member("Ailleurs", access.Admin, record.KeyID("", record.KindOffice, "mrif"))
	nowhere, err := w.NewID()
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]func(id record.Ref) error{
		"read":   func(id record.Ref) error { _, err := w.SheetOf(t.Context(), other, id); return err },
		"rows":   func(id record.Ref) error { _, _, err := w.SheetRows(t.Context(), other, id, nil, 0, 10); return err },
		"asked":  func(id record.Ref) error { _, err := w.SheetChoices(t.Context(), other, id); return err },
		"map":    func(id record.Ref) error { return w.MapSheet(t.Context(), other, id, column.Mapping{}) },
		"check":  func(id record.Ref) error { return w.CheckSheet(t.Context(), other, tools, id, quiet) },
		"settle": func(id record.Ref) error { return w.SettleSheet(t.Context(), other, id, registry.Settle{}) },
		"commit": func(id record.Ref) error { _, err := w.CommitSheet(t.Context(), other, tools, id, quiet); return err },
		"cancel": func(id record.Ref) error { return w.CancelSheet(t.Context(), other, id) },
		"look again": func(id record.Ref) error {
			return w.DescribeSheet(t.Context(), other, tools, id, record.KindMission, sheet.Choices{})
		},
	} {
		had, would := f(b.id), f(nowhere)
		if !errors.Is(had, record.ErrNotFound) || strings.ReplaceAll(had.Error(), string(b.id), "") != strings.ReplaceAll(would.Error(), string(nowhere), "") {
			t.Errorf("%s: %v, of nothing %v", name, had, would)
		}
	}
	// A contributor brings in what is private, and changes nothing that is public.
	c := access.Member("Contributrice", access.Contributor, a.Office)
	of := bring(t, w, c, record.KindMission, "a.csv", data)
	of.settle(registry.Settle{Rows: map[int]string{5: "same:" + string(of.rows()[0].Likely[0].ID), 8: "new"}})
	if rows := of.rows(); rows[0].State != registry.RowRefused || rows[0].Problems[0].Code != "not_allowed" || rows[3].State != registry.RowNew {
		t.Errorf("%+v", rows)
	}
}

// TestAnExportComesInAgainAndChangesNothing: of every kind of the sample; then one cell is edited, and only that changes.
func TestAnExportComesInAgainAndChangesNothing(t *testing.T) {
	t.Parallel()
	w, _ := cityOffice(t, registrytest.Engines()[0])
	op, tools := access.OperatorActor(), sheetTools(t, w)
	for _, d := range record.Definitions() {
		var file bytes.Buffer
		if err := w.ExportSheet(t.Context(), op, tools, registry.SheetExport{Kind: d.Kind, Lang: i18n.FR, Format: sheet.FormatCSV, Personal: true}, &file); err != nil {
			t.Fatal(err)
		}
		if strings.Count(file.String(), "\n") < 2 {
			continue
		}
		b := bring(t, w, op, d.Kind, "export.csv", file.Bytes())
		s, err := w.SheetOf(t.Context(), op, b.id)
		if err != nil || s.Counts[registry.RowSame] != s.Total || s.Total == 0 {
			t.Errorf("%s: %s", d.Kind, b.counts())
			for _, r := range b.rows() {
				if r.State != registry.RowSame {
					t.Errorf("%s row %d: %s %+v", d.Kind, r.N, r.State, r.RowDetail)
					break
				}
			}
		}
		if d.Kind == record.KindMission {
			edited := strings.Replace(file.String(), "Mission à Boston", "Mission à Boston et à Cambridge", 1)
			b := bring(t, w, op, d.Kind, "export.csv", []byte(edited))
			rows := b.rows()
			i := slices.IndexFunc(rows, func(r registry.SheetRow) bool { return r.State == registry.RowChanged })
			if got := b.counts(); got != "changed 1, same 7" || len(rows[i].Changes) != 1 || rows[i].Changes[0].Field != "title.fr" || rows[i].Changes[0].New != "Mission à Boston et à Cambridge" {
				t.Errorf("one cell: %s %+v", got, rows[i].Changes)
			}
		}
	}
}

func TestTemplatesAndRefusedRows(t *testing.T) {
	t.Parallel()
	w, a := cityOffice(t, registrytest.Engines()[0])
	tools := sheetTools(t, w)
	op := access.OperatorActor() // who alone may bring offices in
	for _, d := range record.Definitions() {
		for _, lang := range i18n.Langs() {
			blank := tools.Blank(lang, d.Kind)
			var x, c bytes.Buffer
			if err := errors.Join(sheet.WriteBlankXLSX(&x, blank), sheet.WriteBlankCSV(&c, blank, sheet.FrenchCSV())); err != nil {
				t.Fatal(err)
			}
			if strings.ContainsAny(fmt.Sprint(blank), "⟦⟧") {
				t.Errorf("%s: words are missing: %+v", d.Kind, blank)
			}
			// Filled in, every column is known for what it is.
			line := strings.Repeat("1;", len(blank.Columns)-1) + "1\n"
			s, err := w.NewSheet(t.Context(), op, tools, registry.Upload{Kind: d.Kind, Office: a.Office, File: "modele.csv", Lang: lang}, strings.NewReader(c.String()+line))
			if err != nil {
				t.Fatal(err)
			}
			if want := column.Usual(d.Kind); !slices.Equal(s.Mapping.Fields, want) {
				t.Errorf("%s %s: %v, want %v", d.Kind, lang, s.Mapping.Fields, want)
			}
			if _, err := sheet.Open(bytes.NewReader(x.Bytes()), int64(x.Len()), sheet.Options{}); err != nil {
				t.Errorf("%s: %v", d.Kind, err)
			}
		}
	}
	b := bring(t, w, a, record.KindVisit, "accueils.xlsx", testdata(t, "accueils-excel.xlsx"))
	var out bytes.Buffer
	if err := w.RefusedSheet(t.Context(), a, tools, b.id, i18n.FR, sheet.FormatCSV, &out); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.Contains(got, ";Motif\r\n") || !strings.Contains(got, "Fiche brisée;Courtoisie;#REF!;") || !strings.Contains(got, "erreur de formule") {
		t.Errorf("%s\n%s", got, b.counts())
	}
}
