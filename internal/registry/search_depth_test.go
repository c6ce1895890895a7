package registry_test

import (
	"fmt"
	"slices"
	"testing"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
)

// deep holds more events that say "cormoran" than a search looks at, each with a word of its own, and a body of that name,
// which no date brings forward.
func deep(t *testing.T, e registrytest.Engine) (w *registrytest.World, body record.Ref) {
	t.Helper()
	w = offices(t, e, 1)
	body = id(record.KindOrganisation, 0)
	all := []record.Record{&record.Organisation{
		Meta: record.Meta{ID: body, Kind: record.KindOrganisation, Office: office(0), Visibility: record.Public},
		Name: record.Text{FR: "Cormoran", EN: "Cormoran"}, OrgType: "association",
	}}
	for i := range 2100 {
		ev := &record.Event{Meta: record.Meta{ID: id(record.KindEvent, i), Kind: record.KindEvent, Office: office(0), Visibility: record.Public}}
		ev.Title = record.Text{FR: "Observation"}
		ev.Summary = record.Text{FR: fmt.Sprintf("Un cormoran, zyg%c%ck.", 'a'+i/26%26, 'a'+i%26)}
		ev.Dates = record.Date(fmt.Sprintf("%d", 2000+i%25))
		if i%2 == 0 { // the office has a row of its own of these
			ev.Note = record.Text{FR: "Vu de loin."}
		}
		all = append(all, ev)
	}
	w.MustImport(t, registrytest.Records(all...))
	return w, body
}

// TestASearchReachesBehindAllThatIsNewer: what has the words in its title is found behind more of what only says them than is
// looked at, filters reach as far, and everybody is told of as many.
func TestASearchReachesBehindAllThatIsNewer(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, body := deep(t, e)
		member := access.Member("a", access.Reader, office(0))
		ways := map[string]func(publish.SearchQuery) (publish.SearchPage, error){
			"public": func(q publish.SearchQuery) (publish.SearchPage, error) { return w.Public().Search(t.Context(), q) },
			"member": func(q publish.SearchQuery) (publish.SearchPage, error) { return w.Search(t.Context(), member, q) },
		}
		for who, ask := range ways {
			for text, want := range map[string]int{"cormoran": 1000, "cormorans ": 1000, "zyg": 1000, "zyga": 104, "zygaa": 4, "\"cormoran zygabk\"": 4, "zygb": 104} {
				page, err := ask(publish.SearchQuery{Text: text, Lang: "fr"})
				if err != nil || page.Total != want || page.More != (want == publish.SearchTotal) {
					t.Errorf("%s %q: %d, more %t, want %d, %v", who, text, page.Total, page.More, want, err)
				}
			}
			page, err := ask(publish.SearchQuery{Text: "cormoran", Lang: "fr"})
			if err != nil || len(page.Hits) == 0 || page.Hits[0].ID != body || page.Hits[1].Starts != "2024" {
				t.Errorf("%s: first %+v, %v", who, page.Hits, err)
			}
			for _, c := range []struct {
				q    publish.SearchQuery
				want int
			}{{publish.SearchQuery{Kind: record.KindOrganisation}, 1}, {publish.SearchQuery{Year: 2001}, 84}, {publish.SearchQuery{Kind: record.KindMission}, 0}, {publish.SearchQuery{Country: "FR"}, 0}} {
				c.q.Text, c.q.Lang = "cormoran", "fr"
				if page, err := ask(c.q); err != nil || page.Total != c.want {
					t.Errorf("%s %+v: %d, want %d, %v", who, c.q, page.Total, c.want, err)
				}
			}
		}
		for _, typed := range []string{"c", "co", "cor", "corm", "cormoran"} {
			heads, err := w.Public().Suggest(t.Context(), typed, 5)
			if err != nil || !slices.ContainsFunc(heads, func(h publish.Head) bool { return h.ID == body }) {
				t.Errorf("%q: suggested %+v, %v", typed, heads, err)
			}
		}
	})
}

// TestTheNewestOfEachKindThatNamesABody counts by hand what is read and where it goes on.
func TestTheNewestOfEachKindThatNamesABody(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		hub := id(record.KindOrganisation, 0)
		all := []record.Record{&record.Organisation{
			Meta: record.Meta{ID: hub, Kind: record.KindOrganisation, Office: office(0), Visibility: record.Public}, Name: record.Text{FR: "Réseau"}, OrgType: "city_network",
		}}
		for i := range 5 {
			m := mission(i, record.Public)
			m.Dates, m.InvitedBy = record.Date(fmt.Sprintf("%d", 2010+i)), []record.Ref{hub}
			m.Partners = []record.Part{{Who: hub, Role: "host"}}
			all = append(all, m)
		}
		hidden := mission(9, record.Private)
		hidden.Dates, hidden.InvitedBy = "2030", []record.Ref{hub}
		all = append(all, hidden)
		w.MustImport(t, registrytest.Records(all...))
		p := w.Public()
		ties, more, err := p.NewestTies(t.Context(), hub, 3)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := tiesTold(ties), "[2014 partners.who 2014 invited_by 2013 partners.who]"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		rest, next, err := p.TiesOf(t.Context(), hub, record.KindMission, more[record.KindMission], 50)
		if want := "[2013 invited_by 2012 partners.who 2012 invited_by 2011 partners.who 2011 invited_by 2010 partners.who 2010 invited_by]"; err != nil || next != "" || tiesTold(rest) != want {
			t.Errorf("then %s, %q, %v, want %s", tiesTold(rest), next, err, want)
		}
		if none, _, err := p.TiesOf(t.Context(), hub, record.KindVisit, "", 5); err != nil || len(none) > 0 {
			t.Errorf("visits: %v, %v", none, err)
		}
		if _, _, err := p.TiesOf(t.Context(), hub, record.KindMission, "nonsense", 5); err == nil {
			t.Error("a cursor that is none is taken")
		}
		_, more, err = p.NewestTies(t.Context(), hub, 10)
		if err != nil || len(more) != 0 {
			t.Errorf("more: %v, %v", more, err)
		}
	})
}

func tiesTold(ties []publish.Tie) string {
	var out []string
	for _, tie := range ties {
		out = append(out, tie.Starts, tie.Field)
	}
	return fmt.Sprint(out)
}
