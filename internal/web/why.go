package web

import (
	"slices"

	"github.com/a-h/templ"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/serve"
)

// whyData names the rules by which the reader sees a record and may do things with it.
type whyData struct {
	subject

	rule string // by which it is seen, in words
	verb []verbRule
}

// verbRule tells whether the reader may do something, and by which rule.
type verbRule struct {
	verb, why string
	may       bool
}

func (a *app) why(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	d := whyData{subject: s}
	heads, err := a.Registry.Heads(q.Context(), q.actor, append([]record.Ref{s.meta.Office}, s.meta.SharedWith...))
	if err != nil {
		return serve.Answer{}, err
	}
	args := []any{"office", linked(q, heads[s.meta.Office]).Text}
	d.rule = q.p.T(s.seenBy(q), args...)
	for _, x := range []access.Verb{access.Write, access.Publish, access.Withdraw, access.Restore} {
		d.verb = append(d.verb, verbRule{verb: verbKey(x), may: s.can(q, x), why: s.ruleOf(q, x)})
	}
	m := meta{title: q.p.T("page.why.title"), trail: s.crumbs(q, false), entry: string(s.kind)}
	return a.html(q, m, func(v view) templ.Component { return whyPage(v, d) })
}

// verbKey is what a verb is called.
func verbKey(v access.Verb) string {
	switch v {
	case access.Publish:
		return "page.why.verb.publish"
	case access.Withdraw:
		return "page.why.verb.withdraw"
	case access.Restore:
		return "page.why.verb.restore"
	}
	return "page.why.verb.write"
}

// seenBy is the rule by which the reader sees the record: the same that the scope of an actor is made of.
func (s subject) seenBy(q *request) string {
	scope := access.ScopeOf(q.actor)
	switch {
	case scope.All:
		return "page.why.operator"
	case s.meta.Office == scope.Office:
		return "page.why.own"
	case s.meta.Visibility == record.Public:
		return "page.why.public"
	case s.meta.Visibility == record.Shared && slices.Contains(s.meta.SharedWith, q.actor.Office):
		return "page.why.shared"
	}
	return "page.why.committee"
}

// ruleOf is why the reader may, or may not, do something.
func (s subject) ruleOf(q *request, v access.Verb) string {
	switch {
	case s.meta.Office != q.actor.Office:
		return "page.why.not_own"
	case q.actor.Role == access.Reader:
		return "page.why.reader"
	case q.actor.Role == access.Contributor && v == access.Write && s.meta.Visibility == record.Public:
		return "page.why.contributor_public"
	case q.actor.Role == access.Contributor && v != access.Write:
		return "page.why.contributor"
	case q.actor.Role == access.Officer && v == access.Restore:
		return "page.why.officer_restore"
	}
	return "page.why.role"
}
