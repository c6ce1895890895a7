package web

import (
	"net/http"
	"net/url"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

// listViews adds the views of the kind that the reader saved, and those that the office shares.
func (a *app) listViews(q *request, data *listPage) error {
	views, err := a.Registry.Views(q.Context(), q.actor, q.account.ID, data.kind)
	if err != nil {
		return err
	}
	here := data.values().Encode()
	for _, v := range views {
		asked, err := url.ParseQuery(v.Query)
		if err != nil {
			continue // one that an older program saved otherwise opens nothing
		}
		data.views = append(data.views, savedView{SavedView: v, href: address(listPath(q.lang, data.kind), asked), current: v.Query == here,
			may: v.Mine || q.actor.Role == access.Admin})
	}
	return nil
}

// saveView keeps what a list asks under a name.
func (a *app) saveView(q *request) (serve.Answer, error) {
	if err := q.ParseForm(); err != nil {
		return serve.Answer{}, record.Errorf(record.Invalid, "a form that cannot be read: %v", err)
	}
	kind := record.Kind(q.PathValue("kind"))
	asked, err := url.ParseQuery(q.PostForm.Get("query"))
	if err != nil {
		return serve.Answer{}, record.Errorf(record.Invalid, "a list that cannot be read: %v", err)
	}
	l := askedOf(kind, asked, q.lang)
	v := registry.SavedView{Kind: kind, Name: q.PostForm.Get("name"), Query: l.values().Encode(), Shared: q.PostForm.Get("shared") != ""}
	back := l.href(q.lang, "")
	if _, err := a.Registry.SaveView(q.Context(), q.actor, q.account.ID, v); err != nil {
		if serve.StatusOf(err) == http.StatusBadRequest {
			return a.said(back, flash{Key: "lists.view.unnamed", Bad: true}), nil
		}
		return serve.Answer{}, err
	}
	return a.said(back, flash{Key: "lists.view.saved", Name: v.Name}), nil
}

func (a *app) dropView(q *request) (serve.Answer, error) {
	if err := a.Registry.DropView(q.Context(), q.actor, q.account.ID, record.Ref(q.PathValue("id"))); err != nil {
		return serve.Answer{}, err
	}
	return a.said(listPath(q.lang, record.Kind(q.PathValue("kind"))), flash{Key: "lists.view.dropped"}), nil
}

// datedKinds are those whose lists have a calendar: what happens, rather than what is.
func datedKinds() []record.Kind {
	return []record.Kind{record.KindMission, record.KindVisit, record.KindParticipation, record.KindEvent, record.KindProspect, record.KindAgreement,
		record.KindOutcome, record.KindStory, record.KindCollaboration}
}

// activityKinds are what the calendar and the map of the office show.
func activityKinds() []record.Kind {
	return []record.Kind{record.KindMission, record.KindVisit, record.KindParticipation, record.KindEvent}
}
