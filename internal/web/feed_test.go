package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
	"entente/internal/web/webtest"
)

// TestACalendarIsSubscribedTo holds that a link shows what its account may see and nothing else, without a session, until it
// is replaced or revoked.
func TestACalendarIsSubscribedTo(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		s := webtest.Open(t, e)
		day := record.Date(s.Clock.Now().AddDate(0, 1, 0).Format(time.DateOnly))
		long := record.Date(s.Clock.Now().AddDate(-3, 0, 0).Format(time.DateOnly))
		for i, m := range []struct {
			office record.Ref
			title  string
			when   record.Date
		}{{s.Office, "Mission du bureau", day}, {s.Other, "Mission d’ailleurs", day}, {s.Office, "Mission ancienne", long}, {s.Office, "Mission vague", "2026"}} {
			r := &record.Mission{Meta: record.Meta{ID: record.Ref("01900000-0000-7000-8000-00000000000" + string(rune('1'+i))), Kind: record.KindMission, Office: m.office, Visibility: record.Private},
				Activity: record.Activity{Title: record.Text{FR: m.title}, Dates: m.when}}
			s.MustSave(t, r, 0)
		}
		b := s.As(t, access.Reader)
		page := fill(b, b.Get("/fr/app/account"), `form[action$="/account/feed"]`, nil)
		link, err := url.Parse(webtest.Attr(page.One("#link"), "value"))
		if err != nil || !strings.HasSuffix(link.Path, "/entente.ics") {
			t.Fatalf("the link is %s: %v", link, err)
		}
		anyone := s.Anyone(t)
		feed := anyone.Get(link.Path)
		if feed.Status != http.StatusOK || feed.Header.Get("Content-Type") != "text/calendar; charset=utf-8" {
			t.Fatalf("the calendar: %d, %s", feed.Status, feed.Header.Get("Content-Type"))
		}
		want := "DTSTART;VALUE=DATE:" + strings.ReplaceAll(string(day), "-", "")
		if strings.Count(feed.Body, "BEGIN:VEVENT") != 1 || !strings.Contains(feed.Body, "SUMMARY:Mission du bureau\r\n") || !strings.Contains(feed.Body, want) {
			t.Errorf("the calendar of the office is\n%s", feed.Body)
		}
		other := s.AsOther(t, access.Contributor)
		theirs := fill(other, other.Get("/fr/app/account"), `form[action$="/account/feed"]`, nil)
		their := webtest.Attr(theirs.One("#link"), "value")
		if body := anyone.Get(their[strings.Index(their, "/fr/"):]).Body; !strings.Contains(body, "ailleurs") || strings.Contains(body, "du bureau") {
			t.Errorf("the calendar of another office is\n%s", body)
		}
		if p := b.Get("/fr/app/account"); !strings.Contains(p.Body, "Lu pour la dernière fois") || strings.Contains(p.Body, "entente.ics") {
			t.Error("one's own page does not say that the calendar was read, or shows the link again")
		}
		unknown := anyone.Get("/fr/app/calendar/" + strings.Repeat("a", 43) + "/entente.ics")
		if unknown.Status != http.StatusNotFound {
			t.Errorf("a link that nobody made: %d", unknown.Status)
		}
		again := fill(b, b.Get("/fr/app/account"), `form[action$="/account/feed"]`, nil)
		if old := anyone.Get(link.Path); old.Status != http.StatusNotFound || strip(old.Body) != strip(unknown.Body) {
			t.Errorf("a link that was replaced: %d", old.Status)
		}
		link, err = url.Parse(webtest.Attr(again.One("#link"), "value"))
		if err != nil {
			t.Fatal(err)
		}
		dropped := b.Post("/fr/app/account/feed/drop", nil)
		if gone := anyone.Get(link.Path); gone.Status != http.StatusNotFound || !strings.Contains(dropped.Body, "Le lien d’abonnement est révoqué") {
			t.Errorf("a link that was revoked: %d", gone.Status)
		}
		// A disabled account's link opens nothing.
		last := fill(b, b.Get("/fr/app/account"), `form[action$="/account/feed"]`, nil)
		if err := s.DisableAccount(t.Context(), access.OperatorActor(), b.Account.ID); err != nil {
			t.Fatal(err)
		}
		link, err = url.Parse(webtest.Attr(last.One("#link"), "value"))
		if err != nil {
			t.Fatal(err)
		}
		if off := anyone.Get(link.Path); off.Status != http.StatusNotFound {
			t.Errorf("of a disabled account: %d", off.Status)
		}
	})
}
