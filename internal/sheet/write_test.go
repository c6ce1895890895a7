package sheet_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"iter"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"entente/internal/sheet"
)

func table() sheet.Table {
	return sheet.Table{
		Name:    "Missions [2024]",
		Columns: []sheet.Column{{Key: "title", Title: "Titre", Wide: true}, {Key: "dates", Title: "Dates"}, {Key: "cost", Title: "Coût"}, {Key: "cities", Title: "Villes"}},
		Rows: rows(
			[]sheet.Cell{sheet.Text("Mission à Lyon; Nantes"), sheet.Date("2024-05-13"), sheet.Number("4066.13"), sheet.List([]string{"Lyon", "Nantes"})},
			[]sheet.Cell{sheet.Text("=HYPERLINK(\"x\")"), sheet.Date("2022-23"), sheet.Number("-12"), {}},
		),
	}
}

func rows(all ...[]sheet.Cell) iter.Seq2[[]sheet.Cell, error] {
	return func(yield func([]sheet.Cell, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestWriteCSV(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		form sheet.CSV
		want string
	}{
		{sheet.FrenchCSV(), "\ufeffTitre;Dates;Coût;Villes\r\n\"Mission à Lyon; Nantes\";2024-05-13;4066,13;\"Lyon; Nantes\"\r\n\"'=HYPERLINK(\"\"x\"\")\";2022-23;-12;\r\n"},
		{sheet.EnglishCSV(), "\ufeffTitre,Dates,Coût,Villes\r\nMission à Lyon; Nantes,2024-05-13,4066.13,Lyon; Nantes\r\n\"'=HYPERLINK(\"\"x\"\")\",2022-23,-12,\r\n"},
	} {
		var b bytes.Buffer
		if err := sheet.WriteCSV(&b, table(), c.form); err != nil {
			t.Fatal(err)
		}
		if b.String() != c.want {
			t.Errorf("%+v gives\n%q, want\n%q", c.form, b.String(), c.want)
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff")))
		r.Comma = c.form.Separator
		if _, err := r.ReadAll(); err != nil {
			t.Errorf("%+v: %v", c.form, err)
		}
	}
}

func TestWriteJSON(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := sheet.WriteJSON(&b, table()); err != nil {
		t.Fatal(err)
	}
	want := "[\n" + `{"title":"Mission à Lyon; Nantes","dates":"2024-05-13","cost":4066.13,"cities":["Lyon","Nantes"]}` + ",\n" +
		`{"title":"=HYPERLINK(\"x\")","dates":"2022-23","cost":-12}` + "\n]\n"
	if b.String() != want || !json.Valid(b.Bytes()) {
		t.Errorf("wrote\n%s, want\n%s", b.String(), want)
	}
	b.Reset()
	if err := sheet.WriteJSON(&b, sheet.Table{Rows: rows()}); err != nil || b.String() != "[]\n" {
		t.Errorf("an empty table: %q, %v", b.String(), err)
	}
}

func TestWriteXLSX(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := sheet.WriteXLSX(&b, table()); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	const name = "Missions -2024-"
	for cell, want := range map[string]struct {
		text string
		kind excelize.CellType
	}{
		"A1": {"Titre", excelize.CellTypeInlineString}, "A2": {"Mission à Lyon; Nantes", excelize.CellTypeInlineString},
		"B2": {"2024-05-13", excelize.CellTypeUnset}, "C2": {"4066.13", excelize.CellTypeUnset},
		"A3": {"=HYPERLINK(\"x\")", excelize.CellTypeInlineString}, "B3": {"2022-23", excelize.CellTypeInlineString}, "C3": {"-12", excelize.CellTypeUnset},
		"D3": {"", excelize.CellTypeUnset},
	} {
		text, err := f.GetCellValue(name, cell)
		if err != nil {
			t.Fatal(err)
		}
		kind, err := f.GetCellType(name, cell)
		if err != nil {
			t.Fatal(err)
		}
		if text != want.text || kind != want.kind {
			t.Errorf("%s holds %q of type %d, want %q of type %d", cell, text, kind, want.text, want.kind)
		}
		if formula, err := f.GetCellFormula(name, cell); err != nil || formula != "" {
			t.Errorf("%s holds the formula %q (%v)", cell, formula, err)
		}
	}
	if raw, err := f.GetCellValue(name, "B2", excelize.Options{RawCellValue: true}); err != nil || raw != "45425" {
		t.Errorf("13 May 2024 is kept as %s (%v), want day 45425 of Excel", raw, err)
	}
}

// TestAnErrorEndsTheTable holds that no half of a table passes for the whole.
func TestAnErrorEndsTheTable(t *testing.T) {
	t.Parallel()
	broken := table()
	cause := errors.New("the database went away")
	broken.Rows = func(yield func([]sheet.Cell, error) bool) { yield(nil, cause) }
	var b bytes.Buffer
	for name, err := range map[string]error{
		"CSV": sheet.WriteCSV(&b, broken, sheet.FrenchCSV()), "JSON": sheet.WriteJSON(&b, broken), "XLSX": sheet.WriteXLSX(&b, broken),
	} {
		if !errors.Is(err, cause) {
			t.Errorf("%s ends with %v", name, err)
		}
	}
	long := table()
	long.Rows = rows([]sheet.Cell{sheet.Text(strings.Repeat("é", 32_768))})
	if err := sheet.WriteXLSX(&b, long); err == nil {
		t.Error("a text that Excel would cut is written")
	}
}

func TestSafe(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "Lyon": "Lyon", "=1+1": "'=1+1", "+1 418": "'+1 418", "-5": "'-5", "@x": "'@x", "\tx": "'\tx", "'=x": "''=x", "l'été": "l'été", "'été": "'été",
		"＝1": "'＝1", "a=1": "a=1", "'": "'",
	} {
		got := sheet.Safe(text)
		if got != want {
			t.Errorf("Safe(%q) is %q, want %q", text, got, want)
		}
		if back := sheet.Bare(got); back != text {
			t.Errorf("Bare(%q) is %q, want %q", got, back, text)
		}
	}
}
