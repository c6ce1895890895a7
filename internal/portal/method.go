package portal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// termsTold is how many terms that offices add the page tells.
const termsTold = 500

// methodData is how the site counts and which words it uses.
type methodData struct {
	figures      []ruleLine
	vocabularies []vocabularyData
	capped       bool
}

// ruleLine is a figure with its rule, and where its latest value is opened.
type ruleLine struct {
	id, label, counting, unit, rule, href string
}

type vocabularyData struct {
	name  string
	terms []termLine
}

type termLine struct{ name, definition words }

func (s *site) method(q *query) (serve.Answer, error) {
	m, err := s.specialMeta(q, methodPage, "")
	if err != nil {
		return serve.Answer{}, err
	}
	m.description = q.p.T("site.method.lead")
	years, err := s.Reader.Years(q.Context(), q.main().ID)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("read years: %w", err)
	}
	list, more, err := s.all(q, publish.Query{Kind: record.KindTerm}, termsTold)
	if err != nil {
		return serve.Answer{}, err
	}
	v := s.view(q, m)
	d := methodData{capped: more, vocabularies: append(v.terms(list), v.closed()...)}
	for _, def := range figure.Catalogue() {
		line := ruleLine{
			id: strings.ReplaceAll(def.Key, ".", "-"), label: i18n.Capital(q.p.T("figure." + def.Key + ".label")), rule: q.p.T("figure." + def.Key + ".rule"),
			counting: countingWords(q.p, def.Counting), unit: q.p.T("vocabulary.unit."+def.Unit, "n", 2),
		}
		if len(years) > 0 {
			line.href = figurePath(q.lang, "", years[0], def.Key)
		}
		d.figures = append(d.figures, line)
	}
	return s.html(q, m, func(v view) templ.Component { return methodPageOf(v, d) })
}

func countingWords(p *i18n.Printer, c figure.Counting) string {
	switch c {
	case figure.Distinct:
		return p.T("site.method.distinct")
	case figure.Sum:
		return p.T("site.method.sum")
	}
	return p.T("site.method.plain")
}

// terms are the vocabularies that offices extend, scheme by scheme in their order.
func (v view) terms(list []publish.Projection) []vocabularyData {
	var out []vocabularyData
	all := of[*record.Term](list)
	slices.SortStableFunc(all, func(a, b *record.Term) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), v.p.Compare(nameIn(a.Name, v.lang), nameIn(b.Name, v.lang)))
	})
	for _, scheme := range record.Vocabulary("scheme") {
		d := vocabularyData{name: i18n.Capital(v.code("scheme", scheme))}
		for _, t := range all {
			if t.Scheme == scheme {
				d.terms = append(d.terms, termLine{v.name(t.Name), v.text(t.Definition)})
			}
		}
		if len(d.terms) > 0 {
			out = append(out, d)
		}
	}
	return out
}

// closed are the vocabularies that are part of the program, called as the fields that use them are.
func (v view) closed() []vocabularyData {
	names := map[string][]string{}
	var walk func(kind record.Kind, fields []record.Field, path string)
	walk = func(kind record.Kind, fields []record.Field, path string) {
		for _, f := range fields {
			if f.Vis == "public" && f.Vocab != "" {
				if label := v.label(kind, path+f.Name); !slices.Contains(names[f.Vocab], label) {
					names[f.Vocab] = append(names[f.Vocab], label)
				}
			}
			walk(kind, f.Fields, path+f.Name+".")
		}
	}
	for _, d := range record.Definitions() {
		if sectionOf(d.Kind).fr == "" {
			continue // nobody meets it here
		}
		walk(d.Kind, record.FieldsOf(d.Kind), "")
	}
	var out []vocabularyData
	for _, name := range record.Vocabularies() {
		if len(names[name]) == 0 {
			continue
		}
		d := vocabularyData{name: strings.Join(names[name], ", ")}
		for _, code := range record.Vocabulary(name) {
			d.terms = append(d.terms, termLine{name: words{text: i18n.Capital(v.p.T("vocabulary."+name+"."+code, "n", 1))}})
		}
		out = append(out, d)
	}
	i18n.SortBy(v.p, out, func(d vocabularyData) string { return d.name })
	return out
}

// yearsCompared is how many years, the latest first, declared figures are compared for.
const yearsCompared = 10

// disagreementsData is where sources say different things: of facts, and of figures.
type disagreementsData struct {
	findings []disagreement
	figures  []differing
}

type disagreement struct {
	id                string
	statement, detail words
	versions          []versionLine
	reading           words
	about             []words
}

type versionLine struct{ source, place, says words }

type differing struct {
	label, year, href, said, shown, why string
	by                                  []words
	comments                            []words
}

func (s *site) disagreements(q *query) (serve.Answer, error) {
	m, err := s.specialMeta(q, disagreementsPage, "")
	if err != nil {
		return serve.Answer{}, err
	}
	m.description = q.p.T("site.disagreements.lead")
	list, _, err := s.all(q, publish.Query{Kind: record.KindFinding, Type: record.Disagreement}, findingsTold)
	if err != nil {
		return serve.Answer{}, err
	}
	heads, err := s.around(q, list)
	if err != nil {
		return serve.Answer{}, err
	}
	m.changed = lastChange(list)
	t := teller{s: s, v: s.view(q, m), kind: record.KindFinding, heads: heads}
	d := disagreementsData{}
	for _, f := range of[*record.Finding](list) {
		one := disagreement{id: "d-" + f.ID.Short(), statement: t.ref(f.ID), detail: t.v.text(f.Detail), reading: t.v.text(f.Reading), about: t.seenRefs(f.About)}
		for _, x := range f.Versions {
			one.versions = append(one.versions, versionLine{t.ref(x.Source), t.v.text(x.Place), t.v.text(x.Says)})
		}
		d.findings = append(d.findings, one)
	}
	if d.figures, err = s.differing(q, t.v); err != nil {
		return serve.Answer{}, err
	}
	return s.html(q, m, func(v view) templ.Component { return disagreementsPageOf(v, d) })
}

// differing compares what is declared and what is computed for the latest years.
func (s *site) differing(q *query, v view) ([]differing, error) {
	years, err := s.Reader.Years(q.Context(), q.main().ID)
	if err != nil {
		return nil, fmt.Errorf("read years: %w", err)
	}
	var numbers []publish.Number
	var of []int
	var ids []record.Ref
	for _, y := range years[:min(len(years), yearsCompared)] {
		in, err := s.year(q, q.main().ID, y)
		if err != nil {
			return nil, err
		}
		for _, n := range numbersOf(in, q.p) {
			if n.Said != "" && !n.Agrees {
				numbers, of, ids = append(numbers, n), append(of, y), append(ids, n.By...)
			}
		}
	}
	heads, err := s.Reader.Heads(q.Context(), ids)
	if err != nil {
		return nil, fmt.Errorf("read publications: %w", err)
	}
	var out []differing
	for i, n := range numbers {
		d := differing{
			label: i18n.Capital(n.Label), year: n.Period, href: figurePath(q.lang, "", of[i], n.Key), said: n.Said, why: n.Why,
			shown: cmp.Or(n.Shown, q.p.T("portal.figure.not_computable")),
		}
		for _, id := range n.By {
			if h, ok := heads[id]; ok {
				d.by = append(d.by, v.link(h))
			}
		}
		for _, c := range n.Comments {
			d.comments = append(d.comments, words{text: c.Text, lang: c.Lang, mark: c.Lang != ""})
		}
		out = append(out, d)
	}
	return out, nil
}
