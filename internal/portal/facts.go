package portal

import (
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/tell"
)

// fact is one field of a record as the page tells it: phrases, or a table or list of parts.
type fact struct {
	label string
	words []words
	table *factTable
	parts [][]fact
	short bool // a list of short words, set on one line
}

// factTable is a list of like parts.
type factTable struct {
	head []string
	rows [][][]words
}

// teller turns the fields of one record into facts.
type teller struct {
	s     *site
	v     view
	kind  record.Kind
	heads map[record.Ref]publish.Head
	home  record.Place // of the office that the record is of
}

// facts tells every public field of r that is not empty, in reading order, but those that the page shows by itself.
func (t teller) facts(r record.Record, but ...string) []fact {
	return factsOf(tell.Teller{
		Speaker: t.s.speaker(t.v), Kind: t.kind, Ref: func(id record.Ref) tell.Words { return t.ref(id).told() },
	}.Facts(r, but...))
}

func (s *site) speaker(v view) tell.Speaker {
	return tell.Speaker{P: v.p, Lang: v.lang, Places: s.Places}
}

func (v view) speaker() tell.Speaker { return tell.Speaker{P: v.p, Lang: v.lang} }

func factsOf(list []tell.Fact) []fact {
	out := make([]fact, len(list))
	for i, f := range list {
		out[i] = fact{label: f.Label, words: wordsOf(f.Words), short: f.Short}
		if f.Table != nil {
			out[i].table = &factTable{head: f.Table.Head}
			for _, row := range f.Table.Rows {
				cells := make([][]words, len(row))
				for j, c := range row {
					cells[j] = wordsOf(c)
				}
				out[i].table.rows = append(out[i].table.rows, cells)
			}
		}
		for _, part := range f.Parts {
			out[i].parts = append(out[i].parts, factsOf(part))
		}
	}
	return out
}

func wordsOf(list []tell.Words) []words {
	out := make([]words, len(list))
	for i, w := range list {
		out[i] = wordOf(w)
	}
	return out
}

func wordOf(w tell.Words) words {
	return words{text: w.Text, lang: w.Lang, mark: w.Mark, href: w.Href, note: w.Note, mono: w.Mono}
}

func (w words) told() tell.Words {
	return tell.Words{Text: w.text, Lang: w.lang, Mark: w.mark, Href: w.href, Note: w.note, Mono: w.mono}
}

// ref is a link to another record, empty when the reader may not see it.
func (t teller) ref(id record.Ref) words {
	h, ok := t.heads[id]
	if !ok {
		return words{}
	}
	return t.v.link(h)
}

func (t teller) refs(ids []record.Ref) []words {
	var out []words
	for _, id := range ids {
		out = append(out, t.ref(id))
	}
	return out
}

// inline sets the words of a fact on one line.
func (teller) inline(f fact) fact {
	f.short = true
	return f
}

// label words the name of a field: as the kind calls it, as the part it is in calls it, or as any record does.
func (v view) label(kind record.Kind, path string) string { return v.speaker().Label(kind, path) }

func (v view) quantity(q record.Quantity) words { return wordOf(v.speaker().Quantity(q)) }

func (v view) amount(a record.Amount) words { return wordOf(v.speaker().Amount(a)) }

func (v view) bytes(n int64) string { return v.speaker().Bytes(n) }
