package publish

import (
	"strconv"
	"strings"
	"unicode"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// writer words one report, or the numbers of a year, in one language.
type writer struct {
	p       *i18n.Printer
	in      figure.Input
	figures map[string]figure.Figure
	numbers map[string]Number
	c       Composition
	french  *writer // words figures in texts that have no translation; nil where this one does
}

func newWriter(p *i18n.Printer, in figure.Input, figs []figure.Figure) *writer {
	w := &writer{p: p, in: in, figures: map[string]figure.Figure{}, numbers: map[string]Number{}}
	for _, f := range figs {
		w.figures[f.Key] = f
	}
	return w
}

func (w *writer) lang() string { return string(w.p.Lang()) }

// sentence is a message whose placeholders take spans (Span or []Span) beside plain values.
func (w *writer) sentence(key string, slots ...any) []Span {
	spans := map[string][]Span{}
	var args []any
	for i := 0; i+1 < len(slots); i += 2 {
		name, value := slots[i].(string), slots[i+1]
		switch v := value.(type) {
		case Span:
			spans[name], value = []Span{v}, ""
		case []Span:
			spans[name], value = v, ""
		}
		args = append(args, name, value)
	}
	var out []Span
	for _, s := range w.p.Spans(key, args...) {
		if filled, ok := spans[s.Arg]; ok && s.Arg != "" {
			out = append(out, filled...)
			continue
		}
		out = append(out, Span{Text: s.Text})
	}
	return merge(out)
}

// merge joins neighbours that are plain text.
func merge(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		if s.Text == "" {
			continue
		}
		last := len(out) - 1
		if last >= 0 && plain(s) && plain(out[last]) {
			out[last].Text += s.Text
			continue
		}
		out = append(out, s)
	}
	return out
}

func plain(s Span) bool { return s == Span{Text: s.Text} }

// capital gives a sentence its capital.
func capital(spans []Span) []Span {
	if len(spans) > 0 {
		spans[0].Text = i18n.Capital(spans[0].Text)
	}
	return spans
}

// sentences sets sentences side by side.
func sentences(all ...[]Span) []Span {
	var out []Span
	for _, s := range all {
		if len(s) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, Span{Text: " "})
		}
		out = append(out, s...)
	}
	return merge(out)
}

// list joins items as a sentence does.
func (w *writer) list(items [][]Span) []Span {
	const mark = "\x00"
	marks := make([]string, len(items))
	for i := range marks {
		marks[i] = mark
	}
	var out []Span
	for i, separator := range strings.Split(w.p.List(marks), mark) {
		out = append(out, Span{Text: separator})
		if i < len(items) {
			out = append(out, items[i]...)
		}
	}
	return merge(out)
}

// names joins the names of records, each a link, leaving out what the reader may not see.
func (w *writer) names(refs []record.Ref) []Span {
	var items [][]Span
	for _, ref := range refs {
		if s := w.name(ref); s.Text != "" {
			items = append(items, []Span{s})
		}
	}
	return w.list(items)
}

// name is the name of a record, as a link; empty when the reader may not see it.
func (w *writer) name(ref record.Ref) Span {
	r := figure.Lookup(w.in, ref)
	if r == nil {
		return Span{}
	}
	s := w.text(r.Label())
	if o, ok := r.(*record.Organisation); ok {
		if acronym, _ := o.Acronym.In(w.lang()); acronym != "" && !strings.Contains(s.Text, acronym) {
			s.Text = w.p.T("report.acronym", "name", s.Text, "acronym", acronym)
		}
	}
	s.Record = ref
	return s
}

// text is a text of a record, marked with its language when that is not the report's.
func (w *writer) text(t record.Text) Span {
	text, lang := t.In(w.lang())
	if lang == w.lang() || text == "" {
		return Span{Text: text}
	}
	return Span{Text: text, Lang: lang}
}

// titled is a record's label as a link.
func (w *writer) titled(r record.Record) Span {
	s := w.text(r.Label())
	s.Record = r.Head().ID
	return s
}

// finer writes a date that says more than the year of the report, which every reader knows already.
func (w *writer) finer(d record.Date) string {
	if d == "" || string(d) == strconv.Itoa(w.in.Year) {
		return ""
	}
	return w.p.Date(d)
}

// place names the city of a place, or its country.
func (w *writer) place(p record.Place) string {
	if w.in.PlaceName != nil {
		if t, ok := w.in.PlaceName(p); ok {
			name, _ := t.In(w.lang())
			return name
		}
	}
	if name, _ := p.Name.In(w.lang()); name != "" {
		return name
	}
	if w.c.Places != nil {
		if c, ok := w.c.Places.City(p.City); ok {
			name, _ := record.Text{FR: c.NameFR, EN: c.Name}.In(w.lang())
			return name
		}
		if c, ok := w.c.Places.Country(p.Country); ok {
			name, _ := record.Text{FR: c.FR, EN: c.EN}.In(w.lang())
			return name
		}
	}
	if p.Country != "" && !hasLetters(p.City) { // the number of a city says nothing to a reader
		return p.Country
	}
	if p.City != "" {
		return p.City
	}
	return p.Country
}

func hasLetters(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

func paragraph(spans []Span) Block { return Block{Sort: "paragraph", Spans: spans} }

func (w *writer) cell(spans ...Span) Cell { return Cell{Spans: merge(spans)} }
