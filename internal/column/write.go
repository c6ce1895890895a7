package column

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/sheet"
	"entente/internal/typed"
)

// Used gathers which columns a set of records fills, so that a spreadsheet has those and no other.
type Used struct {
	kind   record.Kind
	lists  map[string]int // the most elements met, by name of the list
	filled map[string]bool
	hidden bool
}

// NewUsed begins with none. hidden asks for personal fields too.
func NewUsed(kind record.Kind, hidden bool) *Used {
	return &Used{kind: kind, lists: map[string]int{}, filled: map[string]bool{}, hidden: hidden}
}

// Add counts a record in.
func (u *Used) Add(r record.Record) {
	l := &layout{positions: func(list string) []string {
		v, ok := reach(r, list, false)
		if !ok {
			return nil
		}
		out := make([]string, v.Len())
		for i := range out {
			out[i] = strconv.Itoa(i + 1)
		}
		u.lists[list] = max(u.lists[list], v.Len())
		return out
	}}
	l.fields(record.FieldsOf(u.kind), "", "", false, true)
	for _, c := range l.columns {
		if c.Taken || u.filled[c.Name] {
			continue
		}
		if v, ok := reach(r, c.Name, false); ok && !empty(v) && (c.Sort != Place || !nameless(v)) {
			u.filled[c.Name] = true
		}
	}
}

// nameless tells whether a place has nothing besides what it is called, which other columns say.
func nameless(v reflect.Value) bool {
	p, ok := v.Interface().(record.Place)
	return ok && p.City == "" && p.Subdivision == "" && p.Country == ""
}

// Columns lists the columns that are filled, in the order of the kind, the record's id first.
func (u *Used) Columns() []Column {
	l := &layout{positions: func(list string) []string {
		out := make([]string, u.lists[list])
		for i := range out {
			out[i] = strconv.Itoa(i + 1)
		}
		return out
	}}
	l.columns = append(l.columns, Column{Name: ID, Root: ID, Field: ID, Sort: Identity})
	l.fields(record.FieldsOf(u.kind), "", "", false, true)
	return slices.DeleteFunc(l.columns, func(c Column) bool {
		return c.Taken || c.Hidden && !u.hidden || c.Name != ID && !c.Needed && !u.filled[c.Name]
	})
}

// Writer writes the values of records as people read them.
type Writer struct {
	Typed *typed.Reader
	P     *i18n.Printer
	// Name is what a record is called, "" for one that may not be seen.
	Name func(record.Ref) string
}

// Row writes a record as a row of cells.
func (w *Writer) Row(r record.Record, columns []Column) []sheet.Cell {
	out := make([]sheet.Cell, len(columns))
	for i, c := range columns {
		if c.Name == ID {
			out[i] = sheet.Text(string(r.Head().ID))
			continue
		}
		if v, ok := reach(r, c.Name, false); ok && (!v.IsZero() || c.Sort == YesNo) {
			out[i] = w.cell(c, v)
		}
	}
	return out
}

func (w *Writer) cell(c Column, v reflect.Value) sheet.Cell {
	switch c.Sort {
	case Date:
		return sheet.Date(record.Date(v.String()))
	case Decimal:
		return sheet.Number(record.Decimal(v.String()))
	case Whole:
		return sheet.Number(record.Decimal(strconv.FormatInt(v.Int(), 10)))
	case YesNo:
		if v.Bool() {
			return sheet.Text(w.P.T("sheet.yes"))
		}
		return sheet.Text(w.P.T("sheet.no"))
	case Code:
		return sheet.Text(w.code(c.Vocab, v.String()))
	case Ref:
		return sheet.Text(w.ref(record.Ref(v.String())))
	case Refs:
		var all []string
		for i := range v.Len() {
			all = append(all, w.ref(record.Ref(v.Index(i).String())))
		}
		return sheet.Cell{Text: Join(all), List: all}
	case Strings:
		var all []string
		for i := range v.Len() {
			all = append(all, v.Index(i).String())
		}
		return sheet.Cell{Text: Join(all), List: all}
	case Place:
		if p, ok := v.Interface().(record.Place); ok {
			return sheet.Text(PlaceText(w.Typed, w.P.Lang(), p))
		}
	case Words, String, Amount, Quantity, Identity, Key:
	}
	return sheet.Text(v.String())
}

// code is the label of a code, where that reads back as the same code.
func (w *Writer) code(vocab, code string) string {
	key := "vocabulary." + vocab + "." + code
	if w.P.Has(key) {
		one := []any{"n", 1} // for the words that have a plural
		s := w.P.T(key, one...)
		if back, err := w.Typed.Code(vocab, s); err == nil && back == code {
			return s
		}
	}
	return code
}

// ref names a record so that whoever edits the cell sees what it is, and whoever reads it knows which one.
func (w *Writer) ref(id record.Ref) string {
	name := strings.Join(strings.Fields(w.Name(id)), " ")
	if name == "" {
		return string(id)
	}
	return name + " [" + id.Short() + "]"
}

// PlaceText names a place so that it is read back as the same: by its name where that leaves no doubt.
func PlaceText(t *typed.Reader, lang i18n.Lang, p record.Place) string {
	p.Name = record.Text{}
	if p.IsZero() {
		return ""
	}
	name := t.PlaceName(lang, p)
	if found, err := t.Places(lang, name); err == nil && len(found) == 1 && found[0].Place == p {
		return name
	}
	return strings.TrimSpace(name + " " + Exact(p))
}

// Exact writes the codes of a place: "[6325494|CA-QC|CA]".
func Exact(p record.Place) string {
	return "[" + p.City + "|" + p.Subdivision + "|" + p.Country + "]"
}

// exactPlace reads what Exact wrote, with or without a name before it.
func exactPlace(s string) (record.Place, bool) {
	i := strings.LastIndexByte(s, '[')
	if i < 0 || !strings.HasSuffix(s, "]") {
		return record.Place{}, false
	}
	parts := strings.Split(s[i+1:len(s)-1], "|")
	if len(parts) != 3 {
		return record.Place{}, false
	}
	return record.Place{City: parts[0], Subdivision: parts[1], Country: parts[2]}, true
}

// Join puts the values of a list into one cell; a value that holds what parts them stands in quotes.
func Join(values []string) string {
	out := make([]string, len(values))
	for i, s := range values {
		if strings.ContainsAny(s, ";\n") || strings.HasPrefix(s, `"`) || strings.TrimSpace(s) != s {
			s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
		}
		out[i] = s
	}
	return strings.Join(out, "; ")
}

// Split takes the values of a list apart: semicolons and line ends part them.
func Split(s string) []string {
	var out []string
	for {
		s = strings.TrimLeft(s, " \u00a0\t")
		if s == "" {
			return out
		}
		if strings.HasPrefix(s, `"`) {
			if value, rest, ok := unquote(s); ok {
				out = append(out, value)
				s = rest
				continue
			}
		}
		value, rest := s, ""
		if i := strings.IndexAny(s, ";\n"); i >= 0 {
			value, rest = s[:i], s[i+1:]
		}
		if value = strings.TrimSpace(value); value != "" {
			out = append(out, value)
		}
		s = rest
	}
}

// unquote reads a value in quotes and what follows the mark after it.
func unquote(s string) (value, rest string, ok bool) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		if s[i] != '"' {
			b.WriteByte(s[i])
			continue
		}
		if i+1 < len(s) && s[i+1] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		rest := strings.TrimLeft(s[i+1:], " \u00a0\t")
		if rest != "" && rest[0] != ';' && rest[0] != '\n' {
			return "", "", false
		}
		return b.String(), strings.TrimLeft(rest, ";\n"), true
	}
	return "", "", false
}
