package portal

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

const (
	// navSearch is the place of the search page, which has its own box instead of that of every page.
	navSearch    = "search.title"
	hitsOnPage   = 20
	longestAsked = 300 // characters of a question
)

// searchData is what the search page shows.
type searchData struct {
	action         string
	asked          string
	kinds          []choice
	years          []choice
	countries      []choice
	themes         []choice
	count          string       // the sentence that tells how many were found
	pages          []navigation // pages of the site that are no record
	hits           []hit
	previous, next string
	filtered       bool
	clear          string
}

// hit is one record found.
type hit struct {
	row
	label   publish.Excerpt
	passage publish.Excerpt
}

func (s *site) search(q *query) (serve.Answer, error) {
	sq := searchQuery(q)
	page, err := s.Reader.Search(q.Context(), sq)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("search: %w", err)
	}
	var themes []record.Ref
	for _, f := range page.Themes {
		themes = append(themes, f.Value)
	}
	if sq.Theme != "" {
		themes = append(themes, sq.Theme)
	}
	heads, err := s.Reader.Heads(q.Context(), themes)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("search: read themes: %w", err)
	}
	var posts []navigation
	if sq.Offset == 0 {
		if posts, err = s.signposts(q, sq.Text); err != nil {
			return serve.Answer{}, err
		}
	}
	m := meta{
		title: q.p.T(navSearch), section: navSearch, noIndex: true,
		paths: both(func(l i18n.Lang) string { return withQuery(searchPath(l), searchValues(sq).Encode()) }),
	}
	if sq.Text != "" {
		m.title = q.p.T("search.title_of", "query", sq.Text)
	}
	return s.html(q, m, func(v view) templ.Component {
		d := s.searchData(v, sq, page, heads)
		d.pages = posts
		return searchPage(v, d)
	})
}

// searchQuery reads the address; what it says that is no filter is left out.
func searchQuery(q *query) publish.SearchQuery {
	asked := q.URL.Query()
	number := func(name string) int {
		n, err := strconv.Atoi(asked.Get(name))
		if err != nil || n < 0 {
			return 0
		}
		return n
	}
	sq := publish.SearchQuery{
		Text: typed(q), Lang: string(q.lang), Year: min(number("year"), 9999), Offset: min(number("from"), publish.SearchDepth), Limit: hitsOnPage,
	}
	if k := record.Kind(asked.Get("kind")); slices.ContainsFunc(sections(), func(s section) bool { return s.kind == k }) {
		sq.Kind = k
	}
	if c := asked.Get("country"); len(c) == 2 {
		sq.Country = strings.ToUpper(c)
	}
	if t := record.Ref(asked.Get("theme")); t.Valid() {
		sq.Theme = t
	}
	return sq
}

// typed is what the reader typed in the search box, as far as it is read.
func typed(q *query) string {
	text := strings.ToValidUTF8(q.URL.Query().Get("q"), "")
	if r := []rune(text); len(r) > longestAsked {
		text = string(r[:longestAsked])
	}
	return text
}

// searchValues is the address of a search, from its first page on.
func searchValues(sq publish.SearchQuery) url.Values {
	out := url.Values{}
	set := func(name, value string) {
		if value != "" && value != "0" {
			out.Set(name, value)
		}
	}
	set("q", sq.Text)
	set("kind", string(sq.Kind))
	set("year", strconv.Itoa(sq.Year))
	set("country", sq.Country)
	set("theme", string(sq.Theme))
	return out
}

func (s *site) searchData(v view, sq publish.SearchQuery, page publish.SearchPage, heads map[record.Ref]publish.Head) searchData {
	path := searchPath(v.lang)
	d := searchData{
		action: path, asked: sq.Text, filtered: sq.Kind != "" || sq.Year != 0 || sq.Country != "" || sq.Theme != "",
		clear: withQuery(path, searchValues(publish.SearchQuery{Text: sq.Text}).Encode()),
	}
	at := func(offset int) string {
		values := searchValues(sq)
		if offset > 0 {
			values.Set("from", strconv.Itoa(offset))
		}
		return withQuery(path, values.Encode())
	}
	if sq.Offset > 0 {
		d.previous = at(max(0, sq.Offset-hitsOnPage))
	}
	if page.Next > 0 {
		d.next = at(page.Next)
	}
	switch {
	case page.Empty:
	case page.More:
		d.count = v.p.T("search.more", "n", page.Total, "query", sq.Text)
	default:
		d.count = v.p.T("search.count", "n", page.Total, "query", sq.Text)
	}
	for _, h := range page.Hits {
		d.hits = append(d.hits, hit{v.row(h.Head), h.Label, h.Passage})
	}
	d.kinds = choices(v, "search.all_kinds", page.Kinds, sq.Kind, v.kinds)
	d.years = choices(v, "search.all_years", page.Years, sq.Year, strconv.Itoa)
	slices.SortStableFunc(d.years, func(a, b choice) int { return strings.Compare(yearOrder(b), yearOrder(a)) })
	d.countries = choices(v, "search.all_countries", page.Countries, sq.Country, func(code string) string { return s.country(v.lang, code) })
	d.themes = choices(v, "search.all_themes", page.Themes, sq.Theme, func(id record.Ref) string {
		h, ok := heads[id]
		if !ok {
			return ""
		}
		return v.name(h.Title).text
	})
	return d
}

// yearOrder puts the choice of all years before the years.
func yearOrder(c choice) string {
	if c.value == "" {
		return "~"
	}
	return c.value
}

// choices are the values by which what was found can be narrowed, in the order of their names, with how many each would
// leave. The chosen one stays even when nothing was found.
func choices[T comparable](v view, all string, facets []publish.Facet[T], chosen T, name func(T) string) []choice {
	var none T
	if !slices.ContainsFunc(facets, func(f publish.Facet[T]) bool { return f.Value == chosen }) && chosen != none {
		facets = append(slices.Clone(facets), publish.Facet[T]{Value: chosen})
	}
	var out []choice
	for _, f := range facets {
		if label := name(f.Value); label != "" {
			out = append(out, choice{fmt.Sprint(f.Value), v.p.T("search.facet", "label", label, "n", f.N), f.Value == chosen})
		}
	}
	if len(out) == 0 {
		return nil
	}
	slices.SortStableFunc(out, func(a, b choice) int { return v.p.Compare(a.label, b.label) })
	return append([]choice{{"", v.p.T(all), chosen == none}}, out...)
}

// foreign is the language of an excerpt when it is not the page's.
func (v view) foreign(e publish.Excerpt) string {
	if e.Lang == string(v.lang) {
		return ""
	}
	return e.Lang
}
