package web

import (
	"strconv"

	"github.com/a-h/templ"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/serve"
)

// seen is the version that the reader saw of the record, as the form says.
func seen(q *request) (int, error) {
	from, err := strconv.Atoi(q.PostFormValue("from"))
	if err != nil {
		return 0, record.Errorf(record.Invalid, "no version was seen")
	}
	return from, nil
}

// consequencesData is what withdrawing a record does.
type consequencesData struct {
	subject

	ties   []tieGroup
	public bool
}

// consequences tells what follows from withdrawing a record, before it is done.
func (a *app) consequences(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	if !s.can(q, access.Withdraw) || s.meta.Withdrawn != "" {
		return serve.Answer{}, missing("page", q.URL.Path)
	}
	r := recordData{subject: s}
	if _, err := a.tiesOf(q, &r); err != nil {
		return serve.Answer{}, err
	}
	d := consequencesData{subject: s, ties: r.ties, public: s.meta.Visibility == record.Public}
	m := meta{title: q.p.T("page.withdraw.title", "name", s.title(q)), trail: s.crumbs(q, false), entry: string(s.kind)}
	return a.html(q, m, func(v view) templ.Component { return withdrawPage(v, d) })
}

// withdraw takes a record out of every list, as an operation that can be undone at once.
func (a *app) withdraw(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	from, err := seen(q)
	if err != nil {
		return serve.Answer{}, err
	}
	gone := record.Clone(s.Record)
	gone.Head().Withdrawn = a.Now().UTC().Format("2006-01-02T15:04:05.000000Z")
	reason := q.PostFormValue("reason")
	if reason == "" {
		reason = q.p.T("page.withdraw.reason", "name", s.title(q))
	}
	if s.meta.Withdrawn != "" || !s.can(q, access.Withdraw) {
		return serve.Answer{}, missing("page", q.URL.Path)
	}
	return a.one(q, s, gone, from, reason, s.path, "page.said.withdrawn")
}

// reinstate brings a withdrawn record back.
func (a *app) reinstate(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	from, err := seen(q)
	if err != nil {
		return serve.Answer{}, err
	}
	if _, err := a.Registry.Restore(q.Context(), q.actor, s.meta.ID, from, q.p.T("page.reinstate.reason")); err != nil {
		return a.notSaved(q, s, err)
	}
	return a.said(s.path, flash{Key: "page.said.reinstated", Name: s.title(q)}), nil
}

// moveOn takes the next step of a record.
func (a *app) moveOn(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	from, err := seen(q)
	if err != nil {
		return serve.Answer{}, err
	}
	vocabulary, _ := statesOf(s.kind)
	state := q.PostFormValue("state")
	next, ok := withState(s.Record, state)
	if !ok || vocabulary == "" {
		return serve.Answer{}, record.Errorf(record.Invalid, "a %s has no state %q", s.kind, state)
	}
	reason := q.p.T("page.steps.reason")
	return a.one(q, s, next, from, reason, s.path, "page.said.moved_on")
}

// one writes a change of one record as an operation that can be undone.
func (a *app) one(q *request, s subject, next record.Record, from int, reason, to, said string) (serve.Answer, error) {
	if s.Version != from {
		return serve.Answer{}, record.Errorf(record.Conflict, "%s is at version %d, not %d", s.meta.ID, s.Version, from)
	}
	b, err := a.Registry.Apply(q.Context(), q.actor, []edit{{Record: next, From: from}}, reason)
	if err != nil {
		return a.notSaved(q, s, err)
	}
	return a.said(to, flash{Key: said, Name: s.title(q), Undo: b.ID}), nil
}

// comment adds what somebody says of the record.
func (a *app) comment(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	if _, err := a.Registry.Say(q.Context(), q.actor, s.meta.ID, q.PostFormValue("words")); err != nil {
		return a.notSaved(q, s, err)
	}
	return a.said(s.path+"#comments", flash{Key: "page.said.commented"}), nil
}

// uncomment removes a comment.
func (a *app) uncomment(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	if err := a.Registry.Unsay(q.Context(), q.actor, s.meta.ID, record.Ref(q.PathValue("comment"))); err != nil {
		return serve.Answer{}, err
	}
	return a.said(s.path+"#comments", flash{Key: "page.said.uncommented"}), nil
}
