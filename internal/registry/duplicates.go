package registry

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"entente/internal/access"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
	"entente/internal/text"
)

// Candidate is a record that may be the same as another one.
type Candidate struct {
	publish.Head
	Why []string // same_name, close_name, acronym, same_place, same_dates
}

const (
	mostCandidates = 5  // told of
	lookedAt       = 40 // of the newest records that share a word
	mostAsked      = 6  // words of a title that are looked up each on its own
	closeEnough    = 70 // of a hundred
)

// Duplicates finds the records of the same kind that the actor may see and that may be the one that is about to be made: by
// their names in either language, without accents and in any order of words, by acronyms, and by places and dates. It looks up
// a few words in the index, and never through all records.
func (g *Registry) Duplicates(ctx context.Context, a access.Actor, r record.Record) ([]Candidate, error) {
	if slices.Contains([]record.Kind{record.KindOffice, record.KindPage, record.KindReport, record.KindFinding, record.KindOffset}, r.Head().Kind) {
		return nil, nil
	}
	var out []Candidate
	err := g.db.View(ctx, func(tx *store.Tx) error {
		var err error
		out, err = g.alikeIn(ctx, tx, a, r)
		return err
	})
	return out, err
}

// alikeIn does it within a transaction.
func (g *Registry) alikeIn(ctx context.Context, tx *store.Tx, a access.Actor, r record.Record) ([]Candidate, error) {
	d := &likeness{g: g, tx: tx, scope: access.ScopeOf(a), self: r, near: nearOf(r, g.places)}
	ids, err := d.candidates(ctx)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	entries, err := tx.Many(ctx, d.scope, ids)
	if err != nil {
		return nil, err
	}
	rs, err := g.seen(ctx, tx, a, entries)
	if err != nil {
		return nil, err
	}
	type scored struct {
		Candidate

		score int
	}
	var all []scored
	for i, e := range entries {
		if score, why := d.like(rs[i]); score >= closeEnough {
			all = append(all, scored{Candidate{e.Public(), why}, score})
		}
	}
	slices.SortFunc(all, func(x, y scored) int { return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.ID, y.ID)) })
	var out []Candidate
	for _, c := range all[:min(mostCandidates, len(all))] {
		out = append(out, c.Candidate)
	}
	return out, nil
}

// near is what of a record is compared.
type near struct {
	names    [][]string // the words of each of its names, folded
	acronyms []string
	cities   []string
	from, to string
}

func nearOf(r record.Record, places *place.Gazetteer) near {
	var n near
	add := func(name string) {
		if w := folds(name); len(w) > 0 {
			n.names = append(n.names, w)
		}
	}
	label := r.Label()
	add(label.FR)
	if label.EN != label.FR {
		add(label.EN)
	}
	if o, ok := r.(*record.Organisation); ok {
		for _, s := range append([]string{o.Acronym.FR, o.Acronym.EN}, o.Aliases...) {
			if isAcronym(s) {
				n.acronyms = append(n.acronyms, text.Fold(strings.ReplaceAll(s, ".", "")))
			} else if s != "" {
				add(s)
			}
		}
	}
	for _, s := range []string{label.FR, label.EN} {
		if isAcronym(s) {
			n.acronyms = append(n.acronyms, text.Fold(strings.ReplaceAll(s, ".", "")))
		}
	}
	for _, p := range record.Places(r) {
		if c, ok := places.City(p.Place.City); ok && !slices.Contains(n.cities, c.ID) {
			n.cities = append(n.cities, c.ID)
		}
	}
	if dated(r.Head().Kind) {
		n.from, n.to = r.When().First(), r.When().Last()
	}
	return n
}

// dated tells the kinds of what happens once: two of them at different times are two.
func dated(k record.Kind) bool {
	switch k {
	case record.KindMission, record.KindVisit, record.KindParticipation, record.KindEvent, record.KindAgreement, record.KindPublication,
		record.KindDocument, record.KindOutcome, record.KindProspect:
		return true
	}
	return false
}

// isAcronym tells words like AIMF and U.C.L.G.
func isAcronym(s string) bool {
	s = strings.ReplaceAll(s, ".", "")
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 8 && !strings.Contains(s, " ") && s == strings.ToUpper(s) && s != strings.ToLower(s)
}

func folds(s string) []string {
	var out []string
	for _, w := range text.Words(s) {
		if !w.Stop {
			out = append(out, w.Fold)
		}
	}
	return out
}

// initials are those of the words of a name.
func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(r)
	}
	return b.String()
}

type likeness struct {
	g     *Registry
	tx    *store.Tx
	scope access.Scope
	self  record.Record
	near  near
}

// candidates looks up the words, each on its own and all together, and the records of the same days in the same place.
func (d *likeness) candidates(ctx context.Context) ([]record.Ref, error) {
	kind := d.self.Head().Kind
	var searches []store.Search
	ask := func(words []string, label bool) {
		var t []store.Term
		for _, w := range words {
			t = append(t, store.Term{Any: append(d.g.words.Stems("", w), w)})
		}
		if len(t) > 0 {
			searches = append(searches, store.Search{Terms: t, Label: label, Kind: kind, Limit: lookedAt})
		}
	}
	asked := map[string]bool{}
	for _, name := range d.near.names {
		ask(name[:min(len(name), mostAsked)], true)
		longest := slices.Clone(name)
		slices.SortStableFunc(longest, func(a, b string) int { return len(b) - len(a) })
		for _, w := range longest[:min(len(longest), mostAsked)] {
			if len(w) > 2 && !asked[w] && len(asked) < 2*mostAsked {
				asked[w] = true
				ask([]string{w}, true)
			}
		}
		if kind == record.KindOrganisation && len(name) >= 3 { // an acronym that another record may have
			ask([]string{initials(name)}, false)
		}
	}
	for _, w := range d.near.acronyms {
		ask([]string{w}, false)
	}
	var out []record.Ref
	for _, q := range searches {
		found, err := d.tx.Search(ctx, d.scope, q)
		if err != nil {
			return nil, err
		}
		out = append(out, ids(found)...)
	}
	if len(d.near.from) >= len("2024") {
		for _, city := range d.near.cities[:min(len(d.near.cities), 3)] {
			q := publish.Query{Kind: kind, Year: number(d.near.from[:4]), Marks: map[string][]string{"city": {city}}, Limit: lookedAt}
			heads, err := d.tx.List(ctx, d.scope, q)
			if err != nil {
				return nil, err
			}
			for _, h := range heads {
				out = append(out, h.ID)
			}
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(id record.Ref) bool { return id == d.self.Head().ID }), nil
}

// like tells how much another record is like this one, of a hundred, and why.
func (d *likeness) like(other record.Record) (int, []string) {
	if other.Head().Withdrawn != "" {
		return 0, nil
	}
	o := nearOf(other, d.g.places)
	var why []string
	score := 0
	for _, a := range d.near.names {
		for _, b := range o.names {
			score = max(score, alike(a, b))
		}
	}
	switch {
	case score == 100:
		why = append(why, "same_name")
	case score >= closeEnough:
		why = append(why, "close_name")
	}
	if d.sameAcronym(o) {
		score = max(score, 80)
		why = append(why, "acronym")
	}
	place := slices.ContainsFunc(d.near.cities, func(c string) bool { return slices.Contains(o.cities, c) })
	if place {
		why = append(why, "same_place")
	}
	elsewhere := len(d.near.cities) > 0 && len(o.cities) > 0 && !place
	switch dates := overlap(d.near, o); {
	case d.near.from != "" && o.from != "" && !dates: // what happened at another time is another thing
		return 0, nil
	case dates:
		why = append(why, "same_dates")
		if place {
			score = max(score, 75)
		}
	}
	if elsewhere {
		score -= 35
	} else if place && score >= 50 {
		score += 20
	}
	return score, why
}

func (d *likeness) sameAcronym(o near) bool {
	short := func(n near) []string {
		out := slices.Clone(n.acronyms)
		for _, name := range n.names {
			if len(name) >= 3 {
				out = append(out, initials(name))
			}
		}
		return out
	}
	if d.self.Head().Kind != record.KindOrganisation {
		return false
	}
	mine, others := short(d.near), short(o)
	return slices.ContainsFunc(d.near.acronyms, func(s string) bool { return slices.Contains(others, s) }) ||
		slices.ContainsFunc(o.acronyms, func(s string) bool { return slices.Contains(mine, s) })
}

func overlap(a, b near) bool {
	return a.from != "" && b.from != "" && (b.to == "" || a.from <= b.to) && (a.to == "" || b.from <= a.to)
}

// alike tells how much two names have in common, of a hundred: the words that both have, in any order, a slip of the pen
// forgiven in longer ones.
func alike(a, b []string) int {
	met, used := 0, make([]bool, len(b))
	for _, w := range a {
		for i, v := range b {
			if !used[i] && sameWord(w, v) {
				used[i] = true
				met++
				break
			}
		}
	}
	return 200 * met / (len(a) + len(b))
}

func sameWord(a, b string) bool {
	if a == b {
		return true
	}
	if min(len(a), len(b)) < 5 || max(len(a), len(b))-min(len(a), len(b)) > 1 {
		return false
	}
	return oneSlip([]rune(a), []rune(b))
}

// oneSlip tells whether one letter added, left out or changed, or two exchanged, make one word of the other.
func oneSlip(a, b []rune) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	j := 0
	for j < len(a)-i && j < len(b)-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	ra, rb := a[i:len(a)-j], b[i:len(b)-j]
	switch {
	case len(ra) <= 1 && len(rb) <= 1:
		return true
	case len(ra) == 2 && len(rb) == 2:
		return ra[0] == rb[1] && ra[1] == rb[0]
	}
	return false
}
