package web

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
	"entente/internal/tell"
)

// mergeData is two records side by side, or the choice of the second one.
type mergeData struct {
	subject

	other      *subject
	words      string // that were searched
	candidates []mergeCandidate
	fields     []mergeField
	ties       string // how many records will refer to the kept one
}

// mergeCandidate is a record that may be the same.
type mergeCandidate struct {
	title tell.Words
	why   []string
	href  string
}

// mergeField is a field of which one of two values is chosen.
type mergeField struct {
	name, label string
	kept, lost  *tell.Fact
	choice      record.Choice // proposed
	same, both  bool
	keptPlain   string
	lostPlain   string
}

// mergePage asks with which record this one is to become one, then which value each field is to keep.
func (a *app) mergePage(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	if !s.can(q, access.Write) || s.meta.Withdrawn != "" || !mergeable(s.kind) {
		return serve.Answer{}, missing("page", q.URL.Path)
	}
	d := mergeData{subject: s}
	m := meta{title: q.p.T("page.merge.title", "name", s.title(q)), trail: s.crumbs(q, false), entry: string(s.kind)}
	if with := q.URL.Query().Get("with"); with != "" {
		other, err := a.other(q, s, with)
		if err != nil {
			return serve.Answer{}, err
		}
		if err := a.sides(q, &d, other); err != nil {
			return serve.Answer{}, err
		}
		return a.html(q, m, func(v view) templ.Component { return mergeSides(v, d) })
	}
	if err := a.candidates(q, &d); err != nil {
		return serve.Answer{}, err
	}
	return a.html(q, m, func(v view) templ.Component { return mergeChoice(v, d) })
}

// other reads the second record, which must be of the same kind and the reader's to withdraw.
func (a *app) other(q *request, s subject, short string) (subject, error) {
	e, err := a.Registry.Find(q.Context(), q.actor, s.kind, short)
	if err != nil {
		return subject{}, err
	}
	m := e.Record.Head()
	o := subject{Entry: e, kind: s.kind, meta: m, path: recordPath(q.lang, s.kind, m.ID), own: m.Office == q.actor.Office}
	if m.ID == s.meta.ID || m.Withdrawn != "" || !o.can(q, access.Withdraw) {
		return subject{}, missing("record", short)
	}
	return o, nil
}

// candidates proposes the records that may be the same, or those that were searched.
func (a *app) candidates(q *request, d *mergeData) error {
	d.words = strings.TrimSpace(q.URL.Query().Get("q"))
	add := func(h publish.Head, why ...string) {
		if h.ID == d.meta.ID || slices.ContainsFunc(d.candidates, func(c mergeCandidate) bool { return c.title.Href == linked(q, h).Href }) {
			return
		}
		var words []string
		for _, w := range why {
			words = append(words, q.p.T("page.duplicate."+w))
		}
		d.candidates = append(d.candidates, mergeCandidate{title: linked(q, h), why: words, href: d.path + "/merge?with=" + h.ID.Short()})
	}
	if d.words == "" {
		found, err := a.Registry.Duplicates(q.Context(), q.actor, d.Record)
		for _, c := range found {
			add(c.Head, c.Why...)
		}
		return err
	}
	page, err := a.Registry.Search(q.Context(), q.actor, publish.SearchQuery{Text: d.words, Lang: string(q.lang), Kind: d.kind, Limit: foundOnPage})
	for _, h := range page.Hits {
		add(h.Head)
	}
	return err
}

// sides sets both records side by side. Where only one says something, that is proposed; lists are joined.
func (a *app) sides(q *request, d *mergeData, other subject) error {
	d.other = &other
	var ids []record.Ref
	for _, r := range []record.Record{d.Record, other.Record} {
		for _, l := range record.Links(r) {
			ids = append(ids, l.Target)
		}
	}
	heads, err := a.Registry.Heads(q.Context(), q.actor, ids)
	if err != nil {
		return err
	}
	t := a.telling(q, d.subject, heads)
	kept, lost := map[string]tell.Fact{}, map[string]tell.Fact{}
	for _, f := range t.AllFacts(d.Record) {
		kept[f.Name] = f
	}
	for _, f := range t.AllFacts(other.Record) {
		lost[f.Name] = f
	}
	for _, f := range record.Mergeable(d.kind) {
		k, hasKept := kept[f.Name]
		l, hasLost := lost[f.Name]
		if !hasKept && !hasLost {
			continue
		}
		one := mergeField{name: f.Name, label: t.Label(d.kind, f.Name), choice: record.FromKept, keptPlain: k.Plain(), lostPlain: l.Plain()}
		if hasKept {
			k.Label += " – " + q.p.T("page.merge.keep") // each side's table has a name of its own
			one.kept = &k
		}
		if hasLost {
			l.Label += " – " + q.p.T("page.merge.lose")
			one.lost = &l
		}
		one.same = hasKept && hasLost && one.keptPlain == one.lostPlain
		one.both = f.Many && hasKept && hasLost && !one.same
		switch {
		case !hasKept:
			one.choice = record.FromLost
		case one.both:
			one.choice = record.FromBoth
		}
		d.fields = append(d.fields, one)
	}
	counts, capped, err := a.Registry.TieCounts(q.Context(), q.actor, other.meta.ID)
	n := 0
	for _, c := range counts {
		n += c
	}
	d.ties = q.p.T("page.merge.ties", "n", n)
	switch {
	case capped:
		d.ties = q.p.T("page.merge.ties_more", "n", n)
	case n == 0:
		d.ties = q.p.T("page.merge.ties_none")
	}
	return err
}

// merge makes one record of two.
func (a *app) merge(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	from, err := seen(q)
	if err != nil {
		return serve.Answer{}, err
	}
	other, err := a.other(q, s, q.PostFormValue("with"))
	if err != nil {
		return serve.Answer{}, err
	}
	lostFrom := 0
	for _, c := range q.PostFormValue("lost") {
		if c >= '0' && c <= '9' && lostFrom < 1<<30 {
			lostFrom = lostFrom*10 + int(c-'0')
		}
	}
	choices := map[string]record.Choice{}
	for _, f := range record.Mergeable(s.kind) {
		if c := record.Choice(q.PostFormValue("take." + f.Name)); c != "" {
			choices[f.Name] = c
		}
	}
	done, err := a.Registry.Merge(q.Context(), q.actor, registry.Merge{
		Keep: s.meta.ID, KeepFrom: from, Lose: other.meta.ID, LoseFrom: lostFrom, Choices: choices, Reason: q.p.T("page.merge.reason", "kept", s.title(q), "lost", other.title(q)),
	})
	if err != nil {
		return a.notSaved(q, s, err)
	}
	said := flash{Key: "page.said.merged", Name: other.title(q), N: done.Changed, Undo: done.ID}
	if done.Left > 0 {
		said.Key, said.N = "page.said.merged_but", done.Left
	}
	return a.said(s.path, said), nil
}
