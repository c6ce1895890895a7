package portal

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/a-h/templ"

	"entente/internal/figure"
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

// pageBlock is a heading, what is written and drawn under it, and records as cards when they are few and say something, else as
// lines.
type pageBlock struct {
	heading  words
	level    int // 2 to 4, as in HTML
	blocks   []publish.Block
	sections []publish.Section
	opens    reportData
	cards    []sheetLine
	rows     []row
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
	if d.blocks, err = s.composed(q, t, page, shown); err != nil {
		return serve.Answer{}, err
	}
	for _, o := range siblings {
		if o.Record.(*record.Page).Parent == page.ID {
			d.below = append(d.below, t.v.link(o.Head))
		}
	}
	return s.html(q, m, func(v view) templ.Component { return editorialPageOf(v, d) })
}

// composed writes the blocks of a page. Figures are those of the latest year of its office; where a page names none, no year is
// read.
func (s *site) composed(q *query, t teller, page *record.Page, shown []publish.Projection) ([]pageBlock, error) {
	c := publish.Composition{Blocks: slices.Clone(page.Blocks), French: s.Catalogs.For(i18n.FR), Maps: s.Maps, Places: s.Places}
	for i := range c.Blocks {
		if b := &c.Blocks[i]; b.Sort == "" || b.Sort == record.BlockText {
			b.Show = nil // set as cards below
		}
	}
	in, e, err := s.pageYear(q, page, c.Blocks)
	if err != nil {
		return nil, err
	}
	var figs []figure.Figure
	if in.Office != nil {
		figs = figure.Compute(in)
		c.Look = publish.LookOf(in.Office, publish.Logo{}, string(q.lang))
	}
	parts := publish.Parts(q.p, in, figs, c)
	heads, err := s.Reader.Heads(q.Context(), publish.Refs(&publish.Paper{Sections: []publish.Section{{Sections: sectionsOf(parts)}}}))
	if err != nil {
		return nil, fmt.Errorf("read what page %s names: %w", page.ID, err)
	}
	opens := reportData{edition: e, links: heads, figures: map[string]bool{}}
	for _, f := range figs {
		opens.figures[f.Key] = true
	}
	var out []pageBlock
	for i, part := range parts {
		if part.Empty {
			continue
		}
		b := t.block(page.Blocks[i], shown)
		b.level, b.blocks, b.sections, b.opens = max(2, part.Level+1), part.Blocks, part.Sections, opens
		out = append(out, b)
	}
	return out, nil
}

func sectionsOf(parts []publish.Part) []publish.Section {
	out := make([]publish.Section, len(parts))
	for i, p := range parts {
		out[i] = publish.Section{Blocks: p.Blocks, Sections: p.Sections}
	}
	return out
}

// pageYear reads the year that the figures and drawings of a page are of, when it has any.
func (s *site) pageYear(q *query, page *record.Page, blocks []record.Block) (figure.Input, edition, error) {
	if !publish.Draws(blocks) {
		return figure.Input{PlaceName: s.placeName}, edition{}, nil
	}
	years, err := s.Reader.Years(q.Context(), page.Office)
	if err != nil || len(years) == 0 {
		return figure.Input{PlaceName: s.placeName}, edition{}, err
	}
	in, err := s.yearWith(q, page.Office, years[0], publish.Needs(years[0], blocks))
	if err != nil {
		return figure.Input{}, edition{}, err
	}
	e := edition{year: years[0]}
	if in.Office != nil {
		e.office = in.Office
		if in.Office.ID != q.main().ID {
			e.code = in.Office.Code
		}
	}
	return in, e, nil
}

func (t teller) block(b record.Block, shown []publish.Projection) pageBlock {
	out := pageBlock{heading: t.v.text(b.Heading)}
	if b.Sort != "" && b.Sort != record.BlockText {
		return out
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
		card := sheetLine{title: r.title, text: t.v.text(publish.Gist(shown[i].Record)), foot: r.when, eyebrow: []string{cmp.Or(r.sort, r.kind)}}
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
		cards = append(cards, sheetLine{title: v.link(p.Head), text: v.text(publish.Gist(p.Record))})
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
