package column_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"entente/internal/column"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/record/recordtest"
	"entente/internal/sheet"
	"entente/internal/typed"
)

type tools struct {
	catalogs *i18n.Catalogs
	typed    *typed.Reader
	titles   *column.Titles
}

func load(t *testing.T) tools {
	t.Helper()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	return tools{catalogs, typed.New(catalogs, places), column.NewTitles(catalogs)}
}

// world answers lookups by what Writer writes: a name with a short id.
type world map[string]record.Ref

func (w world) Ref(_ []record.Kind, text string) (record.Ref, *column.Trouble) {
	i := strings.LastIndexByte(text, '[')
	if i >= 0 {
		if id, ok := w[strings.TrimSuffix(text[i+1:], "]")]; ok {
			return id, nil
		}
	}
	return "", &column.Trouble{Code: "unknown_name", Ask: "ref"}
}

func (world) Choice(string, string, string) (string, bool) { return "", false }

func TestEveryKindHasColumnsForAllItsFields(t *testing.T) {
	t.Parallel()
	x := load(t)
	for _, d := range record.Definitions() {
		for _, lang := range i18n.Langs() {
			seen := map[string]string{}
			for _, c := range column.Columns(d.Kind) {
				name := strings.ReplaceAll(c.Name, "#", "2")
				title := x.titles.Title(lang, d.Kind, name)
				if strings.ContainsAny(title, "⟦⟧#") {
					t.Errorf("%s %s: %q", d.Kind, c.Name, title)
				}
				if was, twice := seen[place.Fold(title)]; twice {
					t.Errorf("%s: %s and %s are both %q in %s", d.Kind, was, c.Name, title, lang)
				}
				seen[place.Fold(title)] = c.Name
				if back, ok := x.titles.Find(d.Kind, title); !ok || back != name {
					t.Errorf("%s: %q is %s, found %s", d.Kind, title, name, back)
				}
			}
		}
	}
}

// file writes records as a spreadsheet.
func (x tools) file(t *testing.T, lang i18n.Lang, format string, kind record.Kind, names map[record.Ref]string, rs []record.Record) []byte {
	t.Helper()
	used := column.NewUsed(kind, true)
	for _, r := range rs {
		used.Add(r)
	}
	cols := used.Columns()
	w := &column.Writer{Typed: x.typed, P: x.catalogs.For(lang), Name: func(id record.Ref) string { return names[id] }}
	table := sheet.Table{Name: "Fiches", Rows: func(yield func([]sheet.Cell, error) bool) {
		for _, r := range rs {
			if !yield(w.Row(r, cols), nil) {
				return
			}
		}
	}}
	for _, c := range cols {
		table.Columns = append(table.Columns, sheet.Column{Key: c.Name, Title: x.titles.Title(lang, kind, c.Name), Wide: c.Wide})
	}
	var b bytes.Buffer
	var err error
	switch {
	case format == "xlsx":
		err = sheet.WriteXLSX(&b, table)
	case lang == i18n.FR:
		err = sheet.WriteCSV(&b, table, sheet.FrenchCSV())
	default:
		err = sheet.WriteCSV(&b, table, sheet.EnglishCSV())
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read opens a spreadsheet and proposes what its columns are.
func (x tools) read(t *testing.T, lang i18n.Lang, kind record.Kind, data []byte) (*column.Reader, column.Mapping, [][]sheet.Cell, sheet.Shape) {
	t.Helper()
	b, err := sheet.Open(bytes.NewReader(data), int64(len(data)), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := b.Detect(sheet.Choices{})
	if err != nil {
		t.Fatal(err)
	}
	rd := &column.Reader{Typed: x.typed, Lang: lang, Lookup: world{}}
	guesses, exact := column.Propose(rd, x.titles, kind, s)
	m := column.Mapping{Empty: column.Clear, Exact: exact}
	for i, g := range guesses {
		m.Fields = append(m.Fields, g.Field)
		m.Orders = append(m.Orders, s.Columns[i].Dates)
	}
	var rows [][]sheet.Cell
	for row, err := range b.Data(s) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row.Cells)
	}
	return rd, m, rows, s
}

func encoded(t *testing.T, r record.Record) string {
	t.Helper()
	b, err := record.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestRoundTripOfEveryKindAndField: what is exported and read again changes nothing, whether it is read over the record that
// stands or into an empty one, through both formats, in both languages.
func TestRoundTripOfEveryKindAndField(t *testing.T) {
	t.Parallel()
	x := load(t)
	for _, d := range record.Definitions() {
		for _, lang := range i18n.Langs() {
			for _, format := range []string{"csv", "xlsx"} {
				t.Run(fmt.Sprintf("%s %s %s", d.Kind, lang, format), func(t *testing.T) {
					t.Parallel()
					names, known := map[record.Ref]string{}, world{}
					var rs []record.Record
					for pair := range 3 {
						for _, r := range recordtest.World(pair) {
							label, _ := r.Label().In("fr")
							names[r.Head().ID] = label
							known[r.Head().ID.Short()] = r.Head().ID
							if r.Head().Kind == d.Kind {
								rs = append(rs, r)
							}
						}
					}
					rd, m, rows, s := x.read(t, lang, d.Kind, x.file(t, lang, format, d.Kind, names, rs))
					rd.Lookup = known
					if len(rows) != len(rs) || !m.Exact {
						t.Fatalf("%d rows of %d, exact %v", len(rows), len(rs), m.Exact)
					}
					for i, f := range m.Fields {
						if f == "" {
							t.Errorf("nobody knows what %q is", s.Columns[i].Title)
						}
					}
					for i, r := range rs {
						want := encoded(t, r)
						over := record.Clone(r)
						fresh := d.New()
						fresh.Head().Kind = d.Kind
						for name, to := range map[string]record.Record{"the record that stands": over, "a new record": fresh} {
							if troubles := rd.Fill(to, m, rows[i]); len(troubles) > 0 {
								t.Fatalf("%s: %+v", name, troubles[0])
							}
							from, into := r.Head(), to.Head()
							into.ID, into.Schema, into.Withdrawn = from.ID, from.Schema, from.Withdrawn
							into.MergedInto = from.MergedInto // set by merging alone
							if p, ok := to.(*record.Person); ok {
								p.Digest = r.(*record.Person).Digest
							}
							if got := encoded(t, to); got != want {
								t.Fatalf("%s:\ngot  %s\nwant %s", name, got, want)
							}
						}
					}
				})
			}
		}
	}
}

// TestOneCellChangesOneField: every cell of an export is changed in its turn, and what it says is all that changes.
func TestOneCellChangesOneField(t *testing.T) {
	t.Parallel()
	x := load(t)
	for _, d := range record.Definitions() {
		names, known := map[record.Ref]string{}, world{}
		for pair := range 2 {
			for _, r := range recordtest.World(pair) {
				names[r.Head().ID] = "x"
				known[r.Head().ID.Short()] = r.Head().ID
			}
		}
		r := recordtest.Full(d.Kind, 0)
		rd, m, rows, _ := x.read(t, i18n.FR, d.Kind, x.file(t, i18n.FR, "csv", d.Kind, names, []record.Record{r}))
		rd.Lookup = known
		for i, name := range m.Fields {
			c, ok := column.Of(d.Kind, name)
			if !ok || c.Sort == column.Identity {
				continue
			}
			row := append([]sheet.Cell(nil), rows[0]...)
			row[i] = another(c, row[i])
			to := record.Clone(r)
			if troubles := rd.Fill(to, m, row); len(troubles) > 0 {
				t.Errorf("%s %s: %+v", d.Kind, name, troubles)
				continue
			}
			changed := differences(reflect.ValueOf(r).Elem(), reflect.ValueOf(to).Elem(), "")
			if len(changed) != 1 || !strings.HasPrefix(changed[0], name) {
				t.Errorf("%s: %s was changed from %q to %q, and that changes %v", d.Kind, name, rows[0][i].Text, row[i].Text, changed)
			}
		}
	}
}

// another value of the same sort.
func another(c column.Column, was sheet.Cell) sheet.Cell {
	switch c.Sort {
	case column.Date:
		return sheet.Cell{Text: "1999"}
	case column.Decimal:
		return sheet.Cell{Text: "7,5", Number: "7.5"}
	case column.Whole:
		return sheet.Cell{Text: "77", Number: "77"}
	case column.YesNo:
		return sheet.Text("non")
	case column.Code:
		for _, code := range record.Vocabulary(c.Vocab) {
			if !strings.EqualFold(code, was.Text) {
				return sheet.Text("")
			}
		}
		return sheet.Text("")
	case column.Ref, column.Refs, column.Place:
		return sheet.Text("")
	case column.Strings:
		return sheet.Text("autre; valeurs")
	}
	return sheet.Text("autre " + was.Text)
}

// differences lists the names of the values that differ: a list or a place as one.
func differences(a, b reflect.Value, name string) []string {
	if reflect.DeepEqual(a.Interface(), b.Interface()) {
		return nil
	}
	at := func(s string) string {
		if name == "" {
			return s
		}
		return name + "." + s
	}
	var out []string
	switch a.Kind() {
	case reflect.Pointer:
		if !a.IsNil() && !b.IsNil() {
			return differences(a.Elem(), b.Elem(), name)
		}
	case reflect.Slice:
		if a.Type().Elem().Kind() == reflect.Struct && a.Len() == b.Len() {
			for i := range a.Len() {
				out = append(out, differences(a.Index(i), b.Index(i), at(fmt.Sprint(i+1)))...)
			}
			return out
		}
	case reflect.Struct:
		p, isPlace := a.Interface().(record.Place)
		q, _ := b.Interface().(record.Place)
		if isPlace && p.Name == q.Name {
			return []string{name}
		}
		for i := range a.NumField() {
			f := a.Type().Field(i)
			tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Anonymous {
				out = append(out, differences(a.Field(i), b.Field(i), name)...)
				continue
			}
			out = append(out, differences(a.Field(i), b.Field(i), at(tag))...)
		}
		return out
	}
	return []string{name}
}

// TestProposals: what strangers put over their columns is understood, and what is not is left to a person.
func TestProposals(t *testing.T) {
	t.Parallel()
	x := load(t)
	for _, c := range []struct {
		file string
		kind record.Kind
		want string
	}{
		{"missions-excel-fr.csv", record.KindMission, "@key|title.fr|dates|stops.1.place|stops.1.place.country|themes|lead"},
		{"accueils-mac.csv", record.KindVisit, "title.fr|visit_type|dates|origins.1.place.country|summary.fr"},
		{"organismes-unicode.txt", record.KindOrganisation, "name.fr|acronym.fr|org_type|place|place.country"},
		{"ententes-libreoffice.xlsx", record.KindAgreement, "title.fr|title.en|class||begun|parties.1.who|parties.2.who"},
		{"accueils-excel.xlsx", record.KindVisit, "title.fr|visit_type|dates||"},
		{"compensation-excel-fr.csv", record.KindOffset, "period||tonnes|total"},
		{"partners-en.csv", record.KindOrganisation, "name.fr|place|place.country||"},
		{"formules.csv", record.KindCollaboration, "line.fr|year"},
	} {
		data, err := os.ReadFile(filepath.Join("../sheet/testdata", c.file))
		if err != nil {
			t.Fatal(err)
		}
		_, m, _, _ := x.read(t, i18n.FR, c.kind, data)
		if got := strings.Join(m.Fields, "|"); got != c.want || m.Exact {
			t.Errorf("%s: proposed %s, want %s", c.file, got, c.want)
		}
	}
}

func TestListsInOneCell(t *testing.T) {
	t.Parallel()
	for _, values := range [][]string{{"a", "b"}, {"a; b", "c"}, {`il a dit "oui"`}, {`"tout"`, "x\ny"}, {" bords "}, nil, {"a, b", "c"}} {
		if got := column.Split(column.Join(values)); !reflect.DeepEqual(got, values) {
			t.Errorf("%q through %q is %q", values, column.Join(values), got)
		}
	}
	for text, want := range map[string][]string{"a\nb ; c;": {"a", "b", "c"}, `"a" b; c`: {`"a" b`, "c"}, `"never closed; x`: {`"never closed`, "x"}} {
		if got := column.Split(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
