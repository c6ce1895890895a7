package portal

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/exchange"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// Bounds of what the pages of research tell.
const (
	findingsTold   = 500
	referencesTold = 1000
)

// findingsData is the findings of research under their sorts.
type findingsData struct {
	types  []findingType
	capped bool
}

type findingType struct {
	id, name string
	findings []findingLine
}

type findingLine struct {
	statement, detail words
	when              string
	cites             []words // "Lequesne et Paquin, 2017, p. 12"
	about             []words
}

func (s *site) findings(q *query) (serve.Answer, error) {
	list, more, err := s.all(q, publish.Query{Kind: record.KindFinding}, findingsTold)
	if err != nil {
		return serve.Answer{}, err
	}
	var cited []record.Ref
	for _, f := range of[*record.Finding](list) {
		for _, c := range f.Cites {
			cited = append(cited, c.Reference)
		}
	}
	references, err := s.projections(q, cited)
	if err != nil {
		return serve.Answer{}, err
	}
	heads, err := s.around(q, list)
	if err != nil {
		return serve.Answer{}, err
	}
	m, err := s.under(q, headingOf(record.KindFinding), meta{
		title: i18n.Capital(q.p.T("kind.finding.other")), changed: lastChange(list), description: q.p.T("site.findings.lead"),
		paths: both(func(l i18n.Lang) string { return listPath(l, record.KindFinding) }),
	})
	if err != nil {
		return serve.Answer{}, err
	}
	t := teller{s: s, v: s.view(q, m), kind: record.KindFinding, heads: heads}
	works := map[record.Ref]*record.Reference{}
	for _, r := range of[*record.Reference](references) {
		works[r.ID] = r
	}
	d := findingsData{types: t.findingTypes(of[*record.Finding](list), works), capped: more}
	return s.html(q, m, func(v view) templ.Component { return findingsPage(v, d) })
}

func (t teller) findingTypes(list []*record.Finding, works map[record.Ref]*record.Reference) []findingType {
	var out []findingType
	for _, code := range record.Vocabulary("finding_type") {
		ft := findingType{id: "t-" + code, name: i18n.Capital(t.v.code("finding_type", code))}
		own := slices.DeleteFunc(slices.Clone(list), func(f *record.Finding) bool { return f.FindingType != code })
		slices.SortStableFunc(own, func(a, b *record.Finding) int { return strings.Compare(a.On.SortKey(), b.On.SortKey()) })
		for _, f := range own {
			line := findingLine{statement: t.ref(f.ID), detail: t.v.text(f.Detail), when: t.v.when(f.On), about: t.seenRefs(f.About)}
			for _, c := range f.Cites {
				if r, ok := works[c.Reference]; ok {
					line.cites = append(line.cites, t.cite(r, c))
				}
			}
			ft.findings = append(ft.findings, line)
		}
		if len(ft.findings) > 0 {
			out = append(out, ft)
		}
	}
	return out
}

// cite is a work as running text cites it: author, year, page.
func (t teller) cite(r *record.Reference, c record.Cite) words {
	w := t.ref(r.ID)
	short := publish.ShortCitation(t.v.p, r)
	if c.Page != "" {
		short = t.v.p.T("site.cite.at_page", "work", short, "page", c.Page)
	}
	w.text, w.lang, w.mark = short, "", false
	if as := t.v.name(c.As).text; as != "" {
		w.note = t.v.p.T("site.cite.as", "as", as)
	}
	return w
}

// bibliography is the references as a bibliography.
type bibliography struct {
	entries []bibliographyEntry
	capped  bool
}

type bibliographyEntry struct {
	parts []publish.CitationPart
	href  string
}

func (s *site) bibliography(q *query) (serve.Answer, error) {
	list, more, err := s.all(q, publish.Query{Kind: record.KindReference}, referencesTold)
	if err != nil {
		return serve.Answer{}, err
	}
	m, err := s.under(q, headingOf(record.KindReference), meta{
		title: i18n.Capital(q.p.T("kind.reference.other")), changed: lastChange(list), description: q.p.T("site.references.lead"),
		paths: both(func(l i18n.Lang) string { return listPath(l, record.KindReference) }),
	})
	if err != nil {
		return serve.Answer{}, err
	}
	v := s.view(q, m)
	m.data = []ld{v.dataset(m.title, m.description,
		[2]string{"application/x-bibtex", m.paths.in(q.lang) + bibEnding}, [2]string{"application/vnd.citationstyles.csl+json", m.paths.in(q.lang) + cslEnding})}
	works := of[*record.Reference](list)
	publish.SortReferences(q.p, works)
	heads := map[record.Ref]publish.Head{}
	for _, p := range list {
		heads[p.ID] = p.Head
	}
	d := bibliography{capped: more}
	for _, r := range works {
		d.entries = append(d.entries, bibliographyEntry{publish.Citation(q.p, r), recordPath(q.lang, heads[r.ID])})
	}
	return s.html(q, m, func(v view) templ.Component { return bibliographyPage(v, d) })
}

// Endings of the addresses at which the bibliography is had as a file.
const (
	bibEnding = ".bib"
	cslEnding = ".json"
)

func (s *site) bibTeX(q *query) (serve.Answer, error) {
	works, err := s.works(q)
	return serve.Answer{Media: "application/x-bibtex; charset=utf-8", Body: exchange.BibTeX(works), Headers: attachment("references.bib")}, err
}

func (s *site) csl(q *query) (serve.Answer, error) {
	works, err := s.works(q)
	if err != nil {
		return serve.Answer{}, err
	}
	body, err := exchange.CSL(works)
	return serve.Answer{Media: "application/vnd.citationstyles.csl+json", Body: body, Headers: attachment("references.json")}, err
}

func (s *site) works(q *query) ([]*record.Reference, error) {
	list, _, err := s.all(q, publish.Query{Kind: record.KindReference}, referencesTold)
	if err != nil {
		return nil, fmt.Errorf("read references: %w", err)
	}
	works := of[*record.Reference](list)
	publish.SortReferences(q.p, works)
	return works, nil
}

// printed is a list as a publication prints it, of which no records are made.
type printed struct {
	columns    []string
	rows       [][]string
	incomplete bool
}

func printedOf(p *record.Publication) *printed {
	if len(p.Table.Rows) == 0 {
		return nil
	}
	out := &printed{columns: p.Table.Columns, incomplete: p.Table.Incomplete}
	width := len(p.Table.Columns)
	for _, r := range p.Table.Rows {
		width = max(width, len(r.Cells))
	}
	for i := len(out.columns); i < width; i++ {
		out.columns = append(slices.Clip(out.columns), strconv.Itoa(i+1))
	}
	for _, r := range p.Table.Rows {
		out.rows = append(out.rows, append(slices.Clone(r.Cells), make([]string, width-len(r.Cells))...))
	}
	return out
}
