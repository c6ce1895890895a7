package web

import (
	"slices"
	"strconv"
	"strings"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/sheet"
	"entente/internal/tell"
)

// listCell is one cell of a list: lines of words, each perhaps with a link or a language of its own.
type listCell struct {
	lines []listWords
	code  string // of a state
	sheet sheet.Cell
}

type listWords struct{ text, href, lang string }

// teller words the values of records for one reader.
type teller struct {
	p    *i18n.Printer
	lang i18n.Lang
	tell tell.Teller
	day  func(instant string) record.Date
}

func (a *app) teller(q *request, heads map[record.Ref]publish.Head) teller {
	t := teller{p: q.p, lang: q.lang, day: q.dayOf, tell: tell.Teller{Speaker: tell.Speaker{P: q.p, Lang: q.lang, Places: a.Places}}}
	t.tell.Ref = func(id record.Ref) tell.Words {
		h, ok := heads[id]
		if !ok {
			return tell.Words{}
		}
		w := t.tell.Name(h.Title)
		w.Href = recordPath(q.lang, h.Kind, h.ID)
		return w
	}
	return t
}

// cells words one entry, column after column.
func (t teller) cells(e registry.Entry, columns []listColumn) []listCell {
	leaves := record.Leaves(e.Record)
	out := make([]listCell, len(columns))
	for i, c := range columns {
		out[i] = t.cell(e, leaves, c)
	}
	return out
}

func (t teller) cell(e registry.Entry, leaves map[string][]record.Leaf, c listColumn) listCell {
	r := e.Record
	switch c.key {
	case colTitle:
		w := t.text(r.Label())
		w.href = recordPath(t.lang, r.Head().Kind, r.Head().ID)
		if w.text == "" {
			w.text = t.p.T("lists.untitled")
		}
		return listCell{lines: []listWords{w}, sheet: sheet.Text(w.text)}
	case colWhen:
		return t.join([]any{r.When()}, nil)
	case colState:
		f, _ := record.StateField(r.Head().Kind)
		out := t.join([]any{r.State()}, &f)
		out.code = r.State()
		return out
	case colPlaces:
		var places []any
		for _, at := range record.Places(r) {
			if !strings.HasPrefix(at.Field, "legs.") {
				places = append(places, at.Place)
			}
		}
		return t.join(places, nil)
	case colUpdated:
		return t.join([]any{t.day(e.UpdatedAt)}, nil)
	case colBy:
		return t.join([]any{e.UpdatedBy}, nil)
	}
	var values []any
	var field *record.Field
	for _, l := range leaves[c.path] {
		values, field = append(values, l.Value), l.Field
	}
	return t.join(values, field)
}

// join words several values as the lines of a cell; each is said once.
func (t teller) join(values []any, f *record.Field) listCell {
	var out listCell
	var texts []string
	for _, v := range values {
		w := t.value(v, f)
		if w.text == "" || slices.Contains(texts, w.text) {
			continue
		}
		out.lines, texts = append(out.lines, w), append(texts, w.text)
	}
	if len(texts) == 0 {
		return out
	}
	out.sheet = sheet.List(texts)
	if len(values) != 1 {
		return out
	}
	switch v := values[0].(type) {
	case record.Date:
		out.sheet = sheet.Date(v)
	case record.Amount:
		if _, ok := v.Value.Rat(); ok && v.Currency == "CAD" {
			out.sheet = sheet.Number(v.Value)
		}
	case int:
		out.sheet = sheet.Cell{Text: texts[0], Number: record.Decimal(strconv.Itoa(v))}
	default:
		out.sheet = sheet.Text(texts[0])
	}
	return out
}

// value words one value; f is its field, where it has one.
func (t teller) value(v any, f *record.Field) listWords {
	if f == nil {
		f = &record.Field{}
	}
	switch v {
	case record.Date(""), record.Ref(""), "":
		return listWords{}
	}
	w := t.tell.Value(f, v)
	return listWords{text: w.Text, href: w.Href, lang: w.Lang}
}

// text words a text in the reader's language where it is known, and says in which one it is.
func (t teller) text(x record.Text) listWords {
	w := t.tell.Name(x)
	return listWords{text: w.Text, lang: w.Lang}
}
