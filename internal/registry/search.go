package registry

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"entente/internal/access"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
	"entente/internal/text"
)

const (
	hitsOnPage     = 20
	mostHits       = 100
	passageLength  = 240 // characters
	suggestedDepth = 300 // of the newest labels that match, how many are ranked
)

// index is what searching needs of a reader, of everything in a scope or of what is published.
type index interface {
	search(ctx context.Context, q store.Search) ([]store.Candidate, error)
	// seen tells which of ids the reader may see.
	seen(ctx context.Context, ids []record.Ref) (map[record.Ref]bool, error)
	// found gives the heads of ids, and their documents with what the reader may see of them.
	found(ctx context.Context, ids []record.Ref) (map[record.Ref]found, error)
	// file gives the words of the file of a document that the reader was found to see.
	file(ctx context.Context, d *record.Document) (string, error)
}

type found struct {
	publish.Head
	record record.Record
	owner  bool // may read the private fields
}

// Search finds the records that the actor may see and that hold some words in what the actor may read of them, the best
// first.
func (g *Registry) Search(ctx context.Context, a access.Actor, q publish.SearchQuery) (publish.SearchPage, error) {
	var out publish.SearchPage
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		out, err = searcher{g.words, g.places}.page(ctx, scoped{tx, a}, q)
		return err
	})
	return out, err
}

// Suggest gives the records that the actor may see whose title holds what is being typed.
func (g *Registry) Suggest(ctx context.Context, a access.Actor, typed string, limit int) ([]publish.Head, error) {
	var out []publish.Head
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		out, err = searcher{g.words, g.places}.suggest(ctx, scoped{tx, a}, typed, limit)
		return err
	})
	return out, err
}

// Search finds the published records that hold some words, the best first.
func (p *Public) Search(ctx context.Context, q publish.SearchQuery) (publish.SearchPage, error) {
	return searcher{p.words, p.places}.page(ctx, published{p.r}, q)
}

// Suggest gives the published records whose title holds what is being typed.
func (p *Public) Suggest(ctx context.Context, typed string, limit int) ([]publish.Head, error) {
	return searcher{p.words, p.places}.suggest(ctx, published{p.r}, typed, limit)
}

type scoped struct {
	tx *store.Tx
	a  access.Actor
}

func (s scoped) search(ctx context.Context, q store.Search) ([]store.Candidate, error) {
	return s.tx.Search(ctx, access.ScopeOf(s.a), q)
}

func (s scoped) seen(ctx context.Context, ids []record.Ref) (map[record.Ref]bool, error) {
	heads, err := s.tx.Heads(ctx, access.ScopeOf(s.a), ids)
	out := map[record.Ref]bool{}
	for _, h := range heads {
		out[h.ID] = true
	}
	return out, err
}

func (s scoped) found(ctx context.Context, ids []record.Ref) (map[record.Ref]found, error) {
	entries, err := s.tx.Many(ctx, access.ScopeOf(s.a), ids)
	if err != nil {
		return nil, err
	}
	out, rs := make(map[record.Ref]found, len(entries)), make([]record.Record, len(entries))
	for i, e := range entries {
		if rs[i], err = record.Decode([]byte(e.Data)); err != nil {
			return nil, err
		}
		head := e.Public()
		head.Dates = rs[i].When()
		out[e.ID] = found{Head: head, record: rs[i], owner: owns(s.a, e.Office)}
	}
	return out, prune(ctx, s.tx, access.ScopeOf(s.a), rs)
}

func (s scoped) file(ctx context.Context, d *record.Document) (string, error) {
	return fileWords(ctx, s.tx, d)
}

type published struct{ r *store.Reader }

func (p published) search(ctx context.Context, q store.Search) ([]store.Candidate, error) {
	return p.r.Search(ctx, q)
}

func (p published) seen(ctx context.Context, ids []record.Ref) (map[record.Ref]bool, error) {
	heads, err := p.r.Heads(ctx, ids)
	out := map[record.Ref]bool{}
	for _, h := range heads {
		out[h.ID] = true
	}
	return out, err
}

func (p published) found(ctx context.Context, ids []record.Ref) (map[record.Ref]found, error) {
	rows, err := p.r.Many(ctx, ids)
	if err != nil {
		return nil, err
	}
	rs, err := (&Public{r: p.r}).decode(ctx, rows)
	if err != nil {
		return nil, err
	}
	out := make(map[record.Ref]found, len(rows))
	for i, row := range rows {
		out[row.ID] = found{Head: row.Head, record: rs[i]}
	}
	return out, nil
}

func (p published) file(ctx context.Context, d *record.Document) (string, error) {
	return p.r.TextOf(ctx, d.ID, d.SHA256)
}

type searcher struct {
	words  *text.Analyzer
	places *place.Gazetteer
}

func (s searcher) page(ctx context.Context, in index, q publish.SearchQuery) (publish.SearchPage, error) {
	parsed := s.words.Parse(q.Text)
	if len(parsed.Terms) == 0 {
		return publish.SearchPage{Empty: true}, nil
	}
	plain := store.Search{Terms: terms(parsed)}
	all, more, err := candidates(ctx, in, plain)
	if err != nil {
		return publish.SearchPage{}, err
	}
	f := filter{q}
	hidden, err := hideThemes(ctx, in, all, q.Theme)
	if err != nil {
		return publish.SearchPage{}, err
	}
	hits := slices.DeleteFunc(slices.Clone(all), func(c store.Candidate) bool { return !f.passes(c, "") })
	if len(hits) < len(all) && more && !hidden {
		// There may be more of those that pass further back.
		narrow := plain
		narrow.Kind, narrow.Year, narrow.Country, narrow.Theme = q.Kind, q.Year, q.Country, q.Theme
		if hits, _, err = candidates(ctx, in, narrow); err != nil {
			return publish.SearchPage{}, err
		}
	}
	rank(parsed, hits)
	out := publish.SearchPage{Total: min(len(hits), publish.SearchTotal), More: len(hits) > publish.SearchTotal}
	f.facets(all, &out)
	limit := q.Limit
	if limit <= 0 || limit > mostHits {
		limit = hitsOnPage
	}
	from := min(max(q.Offset, 0), len(hits))
	to := min(from+limit, len(hits))
	if to < len(hits) && to < publish.SearchDepth {
		out.Next = to
	}
	shown, err := in.found(ctx, ids(hits[from:to]))
	if err != nil {
		return publish.SearchPage{}, err
	}
	for _, c := range hits[from:to] {
		if h, ok := shown[c.ID]; ok {
			file := ""
			if d, ok := h.record.(*record.Document); ok && d.SHA256 != "" {
				if file, err = in.file(ctx, d); err != nil {
					return publish.SearchPage{}, err
				}
			}
			out.Hits = append(out.Hits, s.hit(parsed, h, file, q.Lang))
		}
	}
	return out, nil
}

// hideThemes takes out of what was found the themes that the reader may not see, for they would tell that they exist, and
// tells whether asked is one of them.
func hideThemes(ctx context.Context, in index, found []store.Candidate, asked record.Ref) (bool, error) {
	var themes []record.Ref
	if asked != "" {
		themes = append(themes, asked)
	}
	for _, c := range found {
		for _, t := range c.Themes {
			if !slices.Contains(themes, t) {
				themes = append(themes, t)
			}
		}
	}
	seen, err := in.seen(ctx, themes)
	for i := range found {
		found[i].Themes = slices.DeleteFunc(found[i].Themes, func(t record.Ref) bool { return !seen[t] })
	}
	return asked != "" && !seen[asked], err
}

func (s searcher) suggest(ctx context.Context, in index, typed string, limit int) ([]publish.Head, error) {
	parsed := s.words.ParseTyping(typed)
	if len(parsed.Terms) == 0 {
		return nil, nil
	}
	all, err := in.search(ctx, store.Search{Terms: terms(parsed), Label: true, Limit: suggestedDepth})
	if err != nil {
		return nil, err
	}
	rank(parsed, all)
	all = all[:min(max(limit, 0), len(all))]
	shown, err := in.found(ctx, ids(all))
	if err != nil {
		return nil, err
	}
	var out []publish.Head
	for _, c := range all {
		if h, ok := shown[c.ID]; ok {
			out = append(out, h.Head)
		}
	}
	return out, nil
}

func terms(q text.Query) []store.Term {
	var out []store.Term
	for _, t := range q.Terms {
		s := store.Term{Any: t.Stems}
		switch {
		case t.Phrase():
			s.Phrase = t.Words
		case t.Prefix:
			s.Prefix = t.Words[0]
		}
		out = append(out, s)
	}
	return out
}

// candidates are the newest matches, more of them than are counted, and behind these those whose label matches as well, so
// that the page of a city is found among the thousand journeys to it. more tells whether there may be others.
func candidates(ctx context.Context, in index, q store.Search) (out []store.Candidate, more bool, err error) {
	q.Limit = publish.SearchTotal + 1
	out, err = in.search(ctx, q)
	if err != nil || len(out) < q.Limit {
		return out, false, err
	}
	q.Label, q.Before, q.Limit = true, out[len(out)-1].Pos, publish.SearchDepth-q.Limit
	labelled, err := in.search(ctx, q)
	if err != nil {
		return nil, false, err
	}
	return append(out, labelled...), true, nil
}

func ids(list []store.Candidate) []record.Ref {
	out := make([]record.Ref, len(list))
	for i, c := range list {
		out[i] = c.ID
	}
	return out
}

// rank puts the best first; of equals the newest, then in the order of their ids.
func rank(q text.Query, list []store.Candidate) {
	score := make(map[record.Ref]int, len(list))
	for _, c := range list {
		score[c.ID] = q.Score(text.Title(c.Title))
	}
	slices.SortFunc(list, func(a, b store.Candidate) int {
		return cmp.Or(cmp.Compare(score[b.ID], score[a.ID]), cmp.Compare(b.Starts, a.Starts), cmp.Compare(a.ID, b.ID))
	})
}

type filter struct{ publish.SearchQuery }

func yearOf(c store.Candidate) int {
	y, err := strconv.Atoi(c.Starts[:min(4, len(c.Starts))])
	if err != nil {
		return 0
	}
	return y
}

// passes tells whether a candidate passes every filter but one.
func (f filter) passes(c store.Candidate, but string) bool {
	return (but == "kind" || f.Kind == "" || c.Kind == f.Kind) &&
		(but == "year" || f.Year == 0 || yearOf(c) == f.Year) &&
		(but == "country" || f.Country == "" || slices.Contains(c.Countries, f.Country)) &&
		(but == "theme" || f.Theme == "" || slices.Contains(c.Themes, f.Theme))
}

func (f filter) facets(all []store.Candidate, out *publish.SearchPage) {
	kinds, years, countries, themes := map[record.Kind]int{}, map[int]int{}, map[string]int{}, map[record.Ref]int{}
	for _, c := range all {
		if f.passes(c, "kind") {
			kinds[c.Kind]++
		}
		if y := yearOf(c); y != 0 && f.passes(c, "year") {
			years[y]++
		}
		if f.passes(c, "country") {
			for _, v := range c.Countries {
				countries[v]++
			}
		}
		if f.passes(c, "theme") {
			for _, v := range c.Themes {
				themes[v]++
			}
		}
	}
	out.Kinds, out.Years, out.Countries, out.Themes = frequent(kinds), frequent(years), frequent(countries), frequent(themes)
	slices.SortFunc(out.Years, func(a, b publish.Facet[int]) int { return cmp.Compare(b.Value, a.Value) })
}

func frequent[T cmp.Ordered](counts map[T]int) []publish.Facet[T] {
	var out []publish.Facet[T]
	for v, n := range counts {
		out = append(out, publish.Facet[T]{Value: v, N: n})
	}
	slices.SortFunc(out, func(a, b publish.Facet[T]) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value))
	})
	return out
}

// hit marks what was searched in the label and in the text that holds most of it, the reader's language first.
func (s searcher) hit(q text.Query, h found, file, lang string) publish.Hit {
	w := words(h.record, file, s.places)
	out := publish.Hit{Head: h.Head}
	label, actual := h.Title.In(lang)
	if h.Title.FR == h.Title.EN {
		actual = ""
	}
	runs, _ := q.Mark(text.Part{Lang: actual, Text: label})
	out.Label = publish.Excerpt{Lang: actual, Runs: excerpt(runs)}
	best := -1
	for _, p := range w.seenBy(h.owner) {
		runs, n := q.Passage(p, passageLength)
		n *= 2
		if p.Lang == "" || p.Lang == lang {
			n++
		}
		if n > best {
			best = n
			out.Passage = publish.Excerpt{Lang: p.Lang, Runs: excerpt(runs)}
		}
	}
	return out
}

func excerpt(runs []text.Run) []publish.Run {
	out := make([]publish.Run, len(runs))
	for i, r := range runs {
		out[i] = publish.Run(r)
	}
	return out
}
