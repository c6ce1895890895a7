package portal

import (
	"cmp"
	"slices"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// pageData is an editorial page.
type pageData struct {
	recordData
	lead   words
	blocks []pageBlock
	below  []words // the pages under it
}

// pageBlock is a heading, paragraphs, and records as cards when they are few and say something, else as lines.
type pageBlock struct {
	heading    words
	paragraphs []words
	cards      []sheetLine
	rows       []row
}

// cardsShown is how many records a block sets as cards.
const cardsShown = 6

func (s *site) editorialPage(q *query, p publish.Projection, page *record.Page) (serve.Answer, error) {
	var ids []record.Ref
	for _, b := range page.Blocks {
		if len(b.Show) <= cardsShown {
			ids = append(ids, b.Show...)
		}
	}
	shown, err := s.projections(q, ids)
	if err != nil {
		return serve.Answer{}, err
	}
	siblings, err := s.editorial(q, page.Menu)
	if err != nil {
		return serve.Answer{}, err
	}
	heads, err := s.neighbours(q, page)
	if err != nil {
		return serve.Answer{}, err
	}
	m, err := s.above(q, p, meta{
		title: nameIn(page.Title, q.lang), description: nameIn(page.Lead, q.lang), changed: p.Updated,
		paths: both(func(l i18n.Lang) string { return recordPath(l, p.Head) }),
	})
	if err != nil {
		return serve.Answer{}, err
	}
	t := teller{s: s, v: s.view(q, m), kind: p.Kind, heads: heads, home: q.homeOf(p.Office)}
	d := pageData{recordData: t.page(p), lead: t.v.text(page.Lead)}
	m.context = d.context()
	for _, b := range page.Blocks {
		d.blocks = append(d.blocks, t.block(b, shown))
	}
	for _, o := range siblings {
		if o.Record.(*record.Page).Parent == page.ID {
			d.below = append(d.below, t.v.link(o.Head))
		}
	}
	return s.html(q, m, func(v view) templ.Component { return editorialPageOf(v, d) })
}

func (t teller) block(b record.Block, shown []publish.Projection) pageBlock {
	out := pageBlock{heading: t.v.text(b.Heading)}
	for _, text := range b.Text {
		out.paragraphs = append(out.paragraphs, t.v.text(text))
	}
	for _, id := range b.Show {
		h, ok := t.heads[id]
		if !ok {
			continue
		}
		i := slices.IndexFunc(shown, func(p publish.Projection) bool { return p.ID == id })
		if len(b.Show) > cardsShown || i < 0 {
			out.rows = append(out.rows, t.v.row(h))
			continue
		}
		r := t.v.row(h)
		card := sheetLine{title: r.title, text: t.v.text(gist(shown[i].Record)), foot: r.when, eyebrow: []string{cmp.Or(r.sort, r.kind)}}
		out.cards = append(out.cards, card)
	}
	if !slices.ContainsFunc(out.cards, func(c sheetLine) bool { return c.text.text != "" }) {
		for _, c := range out.cards {
			out.rows = append(out.rows, row{title: c.title, sort: c.eyebrow[0], when: c.foot})
		}
		out.cards = nil
	}
	return out
}

// gist is what a record says of itself in a line or two.
func gist(r record.Record) record.Text {
	if a := activityOf(r); a != nil {
		return a.Summary
	}
	switch r := r.(type) {
	case *record.Organisation:
		return r.About
	case *record.Agreement:
		return r.Summary
	case *record.Committee:
		return r.Summary
	case *record.Framework:
		return r.Summary
	case *record.Objective:
		return r.Summary
	case *record.Dossier:
		return r.Summary
	case *record.Document:
		return r.Summary
	case *record.Story:
		return r.Lead
	case *record.Page:
		return r.Lead
	case *record.Series:
		return r.About
	case *record.Finding:
		return r.Detail
	case *record.Outcome:
		return r.Detail
	case *record.Relation:
		return r.Motive
	}
	return record.Text{}
}

// about is the landing page of what the site says of the office and of itself.
func (s *site) about(q *query) (serve.Answer, error) {
	m, err := s.specialMeta(q, aboutPage, "")
	if err != nil {
		return serve.Answer{}, err
	}
	pages, err := s.editorial(q, "about")
	if err != nil {
		return serve.Answer{}, err
	}
	m.changed, m.description = lastChange(pages), q.p.T("site.about.lead")
	v := s.view(q, m)
	var cards []sheetLine
	for _, p := range pages {
		cards = append(cards, sheetLine{title: v.link(p.Head), text: v.text(gist(p.Record))})
	}
	for _, x := range []struct{ page, lead string }{
		{networksPage, "site.networks.lead"}, {methodPage, "site.method.lead"}, {disagreementsPage, "site.disagreements.lead"},
	} {
		cards = append(cards, sheetLine{title: words{text: q.p.T(specialOf(x.page).title), href: specialPath(q.lang, x.page)}, text: words{text: q.p.T(x.lead)}})
	}
	for _, x := range []struct {
		kind record.Kind
		lead string
	}{
		{record.KindCommittee, "site.committees.lead"}, {record.KindFinding, "site.findings.lead"}, {record.KindReference, "site.references.lead"},
	} {
		cards = append(cards, sheetLine{title: words{text: v.kinds(x.kind), href: listPath(q.lang, x.kind)}, text: words{text: q.p.T(x.lead)}})
	}
	return s.html(q, m, func(v view) templ.Component { return sheetsPage(v, cards, false) })
}
