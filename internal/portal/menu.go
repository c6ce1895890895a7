package portal

import (
	"cmp"
	"fmt"
	"slices"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// navigation is one entry of a menu.
type navigation struct {
	label, href string
	current     bool
}

// special is a page that is not the list of a kind.
type special struct {
	name, title string // key of its title in the catalogs
	fr, en      string // in addresses
}

// Names of the special pages.
const (
	partnersPage      = "partners"
	networksPage      = "networks"
	planPage          = "plan"
	methodPage        = "method"
	disagreementsPage = "disagreements"
	aboutPage         = "about"
)

func specials() []special {
	return []special{
		{partnersPage, "site.partners", "partenaires", "partners"},
		{networksPage, "site.networks", "reseaux", "networks"},
		{planPage, "site.plan", "plan", "plan"},
		{methodPage, "site.method", "methode", "method"},
		{disagreementsPage, "site.disagreements", "desaccords", "disagreements"},
		{aboutPage, "site.about", "a-propos", "about"},
	}
}

func specialOf(name string) special {
	all := specials()
	i := slices.IndexFunc(all, func(s special) bool { return s.name == name })
	if i < 0 {
		return special{}
	}
	return all[i]
}

func specialPath(lang i18n.Lang, name string) string {
	s := specialOf(name)
	return "/" + string(lang) + "/" + lang.Pick(s.fr, s.en)
}

// hall is a page that a heading of the site leads to: the list of a kind, a special page, or the reports.
type hall struct {
	kind record.Kind
	page string
}

func (h hall) path(lang i18n.Lang) string {
	switch {
	case h.kind != "":
		return listPath(lang, h.kind)
	case h.page != "":
		return specialPath(lang, h.page)
	}
	return reportsPath(lang, "")
}

func (h hall) title(p *i18n.Printer) string {
	switch {
	case h.kind != "":
		return i18n.Capital(p.T("kind." + string(h.kind) + ".other"))
	case h.page != "":
		return p.T(specialOf(h.page).title)
	}
	return p.T("portal.reports")
}

// heading is an entry of the navigation with the pages it leads to, the first of them by itself.
type heading struct {
	label string // key of the catalog
	menu  string // code under which editorial pages stand here
	halls []hall
	kinds []record.Kind // whose records stand here without a list in its tabs
}

const (
	navHome    = "portal.nav.home"
	navReports = "portal.nav.reports"
	navAbout   = "portal.nav.about"
)

// headings is the navigation after the home page.
func headings() []heading {
	kinds := func(list ...record.Kind) []hall {
		out := make([]hall, len(list))
		for i, k := range list {
			out[i].kind = k
		}
		return out
	}
	return []heading{
		{"portal.nav.partners", "partners", append([]hall{{page: partnersPage}}, kinds(record.KindRelation, record.KindOrganisation)...),
			[]record.Kind{record.KindPost, record.KindPerson}},
		{"portal.nav.agreements", "agreements", kinds(record.KindAgreement), nil},
		{"portal.nav.actions", "actions", kinds(record.KindMission, record.KindVisit, record.KindParticipation, record.KindEvent, record.KindSeries), nil},
		{"portal.nav.outcomes", "outcomes", kinds(record.KindOutcome, record.KindProspect), nil},
		{"portal.nav.plan", "plan", append([]hall{{page: planPage}}, kinds(record.KindStory)...), []record.Kind{record.KindFramework, record.KindObjective}},
		{navReports, "transparency", append([]hall{{}, {page: disagreementsPage}}, kinds(record.KindPublication, record.KindOffset, record.KindCollaboration)...),
			[]record.Kind{record.KindOffice}},
		{navAbout, "about", append(append([]hall{{page: aboutPage}, {page: networksPage}},
			kinds(record.KindCommittee, record.KindDossier, record.KindFinding, record.KindReference, record.KindDocument)...), hall{page: methodPage}),
			[]record.Kind{record.KindMembership, record.KindTerm}},
	}
}

// headingOf finds the heading under which a kind stands; its label is "" when none does.
func headingOf(k record.Kind) heading {
	return headingWhere(func(h heading) bool {
		return slices.Contains(h.kinds, k) || slices.ContainsFunc(h.halls, func(x hall) bool { return x.kind == k && k != "" })
	})
}

func headingWhere(is func(heading) bool) heading {
	all := headings()
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i]
	}
	return heading{}
}

func (v view) navigation() []navigation {
	out := []navigation{{v.p.T(navHome), homePath(v.lang), v.section == navHome}}
	for _, h := range headings() {
		out = append(out, navigation{v.p.T(h.label), h.halls[0].path(v.lang), v.section == h.label})
	}
	return out
}

// editorialShown is how many editorial pages a heading shows.
const editorialShown = 40

// under is the meta of a page that stands under a heading: its way from the home page and its neighbours.
func (s *site) under(q *query, h heading, m meta) (meta, error) {
	m.section = h.label
	if len(h.halls) == 0 {
		return m, nil
	}
	here := m.paths.in(q.lang)
	if first := h.halls[0]; first.path(q.lang) != q.URL.Path {
		m.trail = append([]words{{text: q.p.T(h.label), href: first.path(q.lang)}}, m.trail...)
	}
	for _, x := range h.halls {
		path := x.path(q.lang)
		m.tabs = append(m.tabs, navigation{x.title(q.p), path, path == q.URL.Path || path == here})
	}
	pages, err := s.editorial(q, h.menu)
	if err != nil {
		return m, err
	}
	for _, p := range pages {
		if p.Record.(*record.Page).Parent == "" {
			path := recordPath(q.lang, p.Head)
			m.tabs = append(m.tabs, navigation{nameIn(p.Title, q.lang), path, path == here})
		}
	}
	if len(m.tabs) < 2 {
		m.tabs = nil
	}
	return m, nil
}

// editorial lists the pages of a heading in their order.
func (s *site) editorial(q *query, menu string) ([]publish.Projection, error) {
	list, _, err := s.all(q, publish.Query{Kind: record.KindPage, Type: menu}, editorialShown)
	if err != nil {
		return nil, fmt.Errorf("read pages of %s: %w", menu, err)
	}
	list = slices.DeleteFunc(list, func(p publish.Projection) bool { _, ok := p.Record.(*record.Page); return !ok })
	slices.SortStableFunc(list, func(a, b publish.Projection) int {
		return cmp.Or(cmp.Compare(a.Record.(*record.Page).Order, b.Record.(*record.Page).Order), q.p.Compare(nameIn(a.Title, q.lang), nameIn(b.Title, q.lang)))
	})
	return list, nil
}

func nameIn(t record.Text, lang i18n.Lang) string {
	s, _ := t.In(string(lang))
	return s
}

// specialMeta is the meta of a special page, whose address may bear filters.
func (s *site) specialMeta(q *query, name, filters string) (meta, error) {
	sp := specialOf(name)
	h := headingWhere(func(h heading) bool { return slices.ContainsFunc(h.halls, func(x hall) bool { return x.page == name }) })
	return s.under(q, h, meta{
		title: q.p.T(sp.title), paths: both(func(l i18n.Lang) string { return withQuery(specialPath(l, name), filters) }),
	})
}

// highest is how many pages above a page its way tells.
const highest = 5

// above is the way to a record: its heading, the list of its kind, and the pages above a page.
func (s *site) above(q *query, p publish.Projection, m meta) (meta, error) {
	page, isPage := p.Record.(*record.Page)
	h := headingOf(p.Kind)
	if isPage {
		h = headingWhere(func(h heading) bool { return h.menu == page.Menu })
	}
	m.section = h.label
	if len(h.halls) > 0 {
		m.trail = append(m.trail, words{text: q.p.T(h.label), href: h.halls[0].path(q.lang)})
	}
	if list := listPath(q.lang, p.Kind); sectionOf(p.Kind).listed && (len(m.trail) == 0 || m.trail[0].href != list) {
		m.trail = append(m.trail, words{text: i18n.Capital(q.p.T("kind." + string(p.Kind) + ".other")), href: list})
	}
	if !isPage {
		return m, nil
	}
	var parents []words
	for range highest {
		if page.Parent == "" {
			break
		}
		list, err := s.projections(q, []record.Ref{page.Parent})
		if err != nil {
			return m, err
		}
		parent := of[*record.Page](list)
		if len(parent) == 0 {
			break
		}
		page = parent[0]
		parents = append([]words{{text: nameIn(page.Title, q.lang), href: recordPath(q.lang, list[0].Head)}}, parents...)
	}
	m.trail = append(m.trail, parents...)
	return m, nil
}
