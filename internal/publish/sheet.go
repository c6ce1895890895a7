package publish

import (
	"slices"

	"entente/internal/i18n"
	"entente/internal/record"
)

// Itself is the id of the section in which a sheet speaks of itself.
const Itself = "itself"

// sheet writes one document about a record.
type sheet struct {
	*writer

	sort  string
	m     Matter
	paper *Paper
	known map[record.Ref]record.Record
	drawn []record.Ref
	// secret tells that the document holds something that the public may not see.
	secret bool
}

func newSheet(p *i18n.Printer, sort string, m Matter) *sheet {
	s := &sheet{sort: sort, m: m, known: map[record.Ref]record.Record{}}
	for _, list := range [][]record.Record{m.Around, m.Tied, {m.About}} {
		for _, r := range list {
			s.known[r.Head().ID] = r
		}
	}
	if m.Office != nil {
		s.known[m.Office.ID] = m.Office
	}
	s.writer = newWriter(p, s.input(), nil)
	s.paper = &Paper{Schema: Schema, Sort: sort, Lang: s.lang(), Sections: []Section{}, Figures: []Number{}}
	s.use(m.About)
	title := "paper.sort." + sort
	if sort == GuestsProgramme { // guests need not read that there is another copy
		title = "paper.sort." + VisitProgramme
	}
	s.paper.Title, s.paper.Subtitle = s.text(m.About.Label()).Text, p.T(title)
	if m.Office != nil {
		s.paper.Office = OfficeName(m.Office, s.lang())
		s.paper.Look = LookOf(m.Office, m.Logo, s.lang())
	}
	s.paper.Look.Plain = true
	if sort != ThanksLetter {
		s.paper.Look.Letterhead = nil // the head of letters
	}
	return s
}

// look gives another record that the reader may see, and notes that the document draws on it; nil when there is none.
func (s *sheet) look(id record.Ref) record.Record {
	r, ok := s.known[id]
	if !ok || r.Head().Withdrawn != "" && id != s.m.About.Head().ID {
		return nil
	}
	s.use(r)
	return r
}

// use notes that the document draws on a record.
func (s *sheet) use(r record.Record) {
	h := r.Head()
	if slices.Contains(s.drawn, h.ID) {
		return
	}
	s.drawn = append(s.drawn, h.ID)
	s.secret = s.secret || h.Visibility != record.Public && h.Kind != record.KindOffice
}

// private is a text that only the office may read.
func (s *sheet) private(t record.Text) Span {
	out := s.text(t)
	s.secret = s.secret || out.Text != ""
	return out
}

// finish adds what a document says of itself: when it was made, from what, and who may see it.
func (s *sheet) finish() *Paper {
	s.paper.Drawn = []Version{}
	updated := ""
	for _, id := range s.drawn {
		k := s.m.Known[id]
		s.paper.Drawn = append(s.paper.Drawn, Version{Record: id, Version: k.Version, Hash: k.Hash})
		updated = max(updated, k.Updated)
	}
	s.paper.Updated = updated[:min(len("2006-01-02"), len(updated))]
	Frame(s.p, s.paper)
	s.paper.Words.Table, s.paper.Words.Drawing = "", "" // a sheet counts neither
	s.paper.Words.Edition = s.p.T("paper.made", "date", s.p.Date(s.m.Today))
	if s.sort == ThanksLetter {
		s.paper.Words.Edition = "" // a letter bears its own date
	}
	if Sent(s.sort) {
		return s.paper
	}
	if s.secret && (s.m.Office == nil || !s.m.Office.Papers.Unmarked) {
		s.paper.Opening = append([]Block{paragraph([]Span{{Text: s.p.T("paper.internal"), Strong: true}})}, s.paper.Opening...)
	}
	s.paper.Sections = append(s.paper.Sections, s.itself())
	return s.paper
}

// itself is the section in which the document speaks of itself.
func (s *sheet) itself() Section {
	about := s.m.About.Head().ID
	args := []any{"date", s.p.DateIn(s.m.Today), "name", Span{Text: s.text(s.m.About.Label()).Text, Record: about}, "version", s.m.Known[about].Version, "n", len(s.drawn) - 1}
	made := s.sentence("paper.itself.alone", args...)
	if len(s.drawn) > 1 {
		made = s.sentence("paper.itself.made", args...)
	}
	var changed, capped []Span
	if s.paper.Updated != "" {
		changed = s.sentence("paper.itself.changed", "date", s.p.DateIn(record.Date(s.paper.Updated)))
	}
	if s.m.Capped {
		capped = s.sentence("paper.itself.capped")
	}
	who := s.sentence("paper.itself.public")
	if s.secret {
		who = s.sentence("paper.itself.internal")
	}
	return Section{ID: Itself, Title: s.p.T("paper.section.itself"), Blocks: []Block{paragraph(sentences(made, changed, capped, who))}}
}

// section adds a part with what there is in it; one without anything is left out.
func (s *sheet) section(id, title string, blocks ...Block) {
	blocks = slices.DeleteFunc(blocks, isEmpty)
	if len(blocks) > 0 {
		s.paper.Sections = append(s.paper.Sections, Section{ID: id, Title: title, Blocks: blocks})
	}
}

func isEmpty(b Block) bool {
	switch b.Sort {
	case "paragraph":
		return len(b.Spans) == 0
	case "list", "ordered", "lines":
		return len(b.Items) == 0
	case "facts":
		return len(b.Facts) == 0
	case "table":
		return b.Table == nil || len(b.Table.Rows) == 0
	case "box", "quote":
		return len(b.Inner) == 0
	}
	return false
}

// facts sets names beside what they are, without those of which nothing is known.
func facts(all ...Fact) Block {
	return Block{Sort: "facts", Facts: slices.DeleteFunc(all, func(f Fact) bool { return len(f.Spans) == 0 })}
}

// fact is a name with what it is.
func (s *sheet) fact(key string, spans []Span) Fact { return Fact{Name: s.p.T(key), Spans: spans} }

// blank is what somebody fills in: the document asks for it and no record says it.
func (s *sheet) blank(key string) []Span {
	return []Span{{Text: s.p.T("paper.blank", "what", s.p.T(key)), Em: true}}
}

// orBlank asks for what is not known.
func (s *sheet) orBlank(spans []Span, key string) []Span {
	if len(spans) == 0 {
		return s.blank(key)
	}
	return spans
}

func (s *sheet) prose(t record.Text) []Span { return merge([]Span{s.text(t)}) }

func (s *sheet) words(text string) []Span { return merge([]Span{{Text: text}}) }

func (s *sheet) paragraphOf(key string, args ...any) Block {
	return paragraph(s.sentence(key, args...))
}

// code words a code of a vocabulary; "" for none.
func (s *sheet) code(vocabulary, code string) string {
	if code == "" {
		return ""
	}
	return s.p.T("vocabulary." + vocabulary + "." + code)
}

func (s *sheet) capitalCode(vocabulary, code string) []Span {
	return s.words(i18n.Capital(s.code(vocabulary, code)))
}

func (s *sheet) when(d record.Date) []Span { return s.words(i18n.Capital(s.p.Date(d))) }

// list sets entries one under the other.
func bullets(entries ...[]Span) Block {
	b := Block{Sort: "list"}
	for _, e := range entries {
		if len(e) > 0 {
			b.Items = append(b.Items, Item{Spans: e})
		}
	}
	return b
}

// lines sets entries one under the other without marks.
func lines(entries ...[]Span) Block {
	b := bullets(entries...)
	b.Sort = "lines"
	return b
}

// table begins a table; the columns named in numbers are set to the right.
func (s *sheet) table(caption string, numbers []int, heads ...string) *Table {
	t := &Table{Caption: s.p.T(caption)}
	for i, h := range heads {
		t.Head = append(t.Head, Cell{Spans: s.words(s.p.T(h)), Number: slices.Contains(numbers, i)})
	}
	return t
}

// row adds a row; an empty cell is a dash, so that nothing seems forgotten.
func (t *Table) row(cells ...[]Span) {
	out := make([]Cell, len(cells))
	for i, c := range cells {
		if len(c) == 0 {
			c = []Span{{Text: "–"}}
		}
		out[i] = Cell{Spans: c, Number: t.Head[i].Number}
	}
	t.Rows = append(t.Rows, out)
}

func asTable(t *Table) Block { return Block{Sort: "table", Table: t} }
