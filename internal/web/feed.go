package web

import (
	"errors"
	"io"
	"time"

	ics "github.com/arran4/golang-ical"

	"entente/internal/listing"
	"entente/internal/record"
	"entente/internal/serve"
)

const (
	feedBack  = -1 // years that a subscribed calendar reaches back
	feedAhead = 5  // and ahead
	feedEvery = "PT1H"
)

// feedRoutes are those of the link by which a calendar reads what an account may see.
func (a *app) feedRoutes() []route {
	return []route{
		get("/calendar/{token}/entente.ics", "feed", a.feed).open(),
		post("/account/feed", "account-feed", a.makeFeed),
		post("/account/feed/drop", "account-feed-drop", a.dropFeed),
	}
}

// feed is the calendar of whoever's link it is, without a session: the link is all that a calendar can hold.
func (a *app) feed(q *request) (serve.Answer, error) {
	account, err := a.Registry.FeedOf(q.Context(), q.PathValue("token"), a.from(q))
	if err != nil {
		return serve.Answer{}, err
	}
	q.actor = account.Actor()
	cal := ics.NewCalendarFor("Entente")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(q.p.T("account.feed.name"))
	cal.SetRefreshInterval(feedEvery)
	cal.SetXPublishedTTL(feedEvery)
	today := a.Now()
	query := listing.Query{Kinds: activityKinds(), Sort: listing.ByDate,
		During: listing.Between(today.AddDate(feedBack, 0, 0).Format(time.DateOnly), today.AddDate(feedAhead, 0, 0).Format(time.DateOnly))}
	for page, err := range a.Registry.Each(q.Context(), q.actor, query) {
		if err != nil {
			return serve.Answer{}, err
		}
		t := a.teller(q, page.Heads)
		for _, e := range page.Entries {
			if err := a.event(q, t, cal, e); err != nil {
				return serve.Answer{}, err
			}
		}
	}
	return serve.Answer{
		Media:  "text/calendar; charset=utf-8",
		Stream: func(w io.Writer) error { return cal.SerializeTo(w, ics.WithNewLineWindows) },
	}, nil
}

// makeFeed shows the link on one's own page, this once.
func (a *app) makeFeed(q *request) (serve.Answer, error) {
	token, err := a.Registry.MakeFeed(q.Context(), q.actor, a.from(q))
	if err != nil {
		return serve.Answer{}, err
	}
	return a.accountShowing(q, accountPage{link: a.link(q, string(q.lang), "calendar", token) + "/entente.ics"})
}

func (a *app) dropFeed(q *request) (serve.Answer, error) {
	if err := a.Registry.DropFeed(q.Context(), q.actor, a.from(q)); err != nil {
		return serve.Answer{}, err
	}
	return a.said(q.path("/account"), flash{Key: "account.feed.dropped"}), nil
}

// feedOf tells of the link of one's own; there is none while its MadeAt is empty.
func (a *app) feedOf(q *request, p *accountPage) error {
	f, err := a.Registry.Feed(q.Context(), q.actor)
	if errors.Is(err, record.ErrNotFound) {
		return nil
	}
	p.feed = f
	return err
}
