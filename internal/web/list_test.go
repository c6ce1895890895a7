package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"entente/internal/access"
	"entente/internal/i18n"
	"entente/internal/listing"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
	"entente/internal/web/webtest"
)

const (
	rowTitles = "table.list tbody th .line"
	missions  = "/fr/app/records/mission"
)

func TestListsOfEveryKindInBothLanguages(t *testing.T) {
	t.Parallel()
	s := webtest.Sample(t, registrytest.Engines()[0])
	b := s.As(t, access.Officer)
	for _, lang := range i18n.Langs() {
		for _, d := range record.Definitions() {
			for _, below := range []string{"", "/calendar", "/map", "/export.csv", "/export.json"} {
				p := b.Get("/" + string(lang) + "/app/records/" + string(d.Kind) + below)
				if p.Status != http.StatusOK || strings.Contains(p.Body, "⟦") {
					i := strings.Index(p.Body, "⟦")
					t.Errorf("%s: %d %s\n%s", p.Path, p.Status, p.Body[max(0, i):min(len(p.Body), max(0, i)+80)], s.Log)
				}
			}
		}
	}
	if p := b.Get("/fr/app/records/planet"); p.Status != http.StatusNotFound {
		t.Errorf("a kind that is none: %d", p.Status)
	}
	if s.Log.Len() > 0 {
		t.Error(s.Log)
	}
}

func TestAListSortsFiltersAndPages(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		s := webtest.Sample(t, e)
		b := s.As(t, access.Officer)
		p := b.Get(missions)
		if got := webtest.Text(p.One("h1")); got != "Missions 8 missions" {
			t.Errorf("heading %q", got)
		}
		newest := p.Texts(rowTitles)
		if len(newest) != 8 {
			t.Fatalf("%d missions: %v", len(newest), newest)
		}
		heads := p.All("thead th a")
		if webtest.Attr(p.One("th[aria-sort]"), "aria-sort") != "descending" {
			t.Error("the list is not said to be in the order of dates, newest first")
		}
		byDate := b.Get(webtest.Attr(p.One("th[aria-sort] a"), "href"))
		oldest := byDate.Texts(rowTitles)
		slices.Reverse(oldest)
		if !slices.Equal(oldest, newest) {
			t.Errorf("oldest first is not the other way round:\n%v\n%v", oldest, newest)
		}
		byTitle := b.Get(webtest.Attr(heads[0], "href"))
		if got := byTitle.Texts(rowTitles); len(got) != 8 || !slices.IsSortedFunc(got, byFold) {
			t.Errorf("by title: %v", got)
		}
		// Pages of three, to the end and back.
		var walked []string
		at := b.Get(missions + "?size=3")
		for {
			walked = append(walked, at.Texts(rowTitles)...)
			next := at.All("a[rel=next]")
			if len(next) == 0 {
				break
			}
			at = b.Get(webtest.Attr(next[0], "href"))
		}
		if !slices.Equal(walked, newest) {
			t.Errorf("page by page: %v, want %v", walked, newest)
		}
		back := b.Get(webtest.Attr(at.One("a[rel=prev]"), "href"))
		if got := back.Texts(rowTitles); !slices.Equal(got, newest[3:6]) {
			t.Errorf("one page back: %v, want %v", got, newest[3:6])
		}
		for query, want := range map[string]int{
			"n.city=Lausanne": 2, "n.country=suisse": 2, "f.date=past": 8, "f.date=last_30": 0, "from.date=2024&to.date=2024": 8, "from.date=2025": 0,
			"q=patrimoine": len(b.Get(missions + "?q=patrimoine").Texts(rowTitles)), "f.status=done": len(b.Get(missions + "?f.status=done").Texts(rowTitles)),
			"f.by=me": 0, "withdrawn=only": 0,
		} {
			p := b.Get(missions + "?" + query)
			var got []string
			if want > 0 {
				got = p.Texts(rowTitles)
			} else if n := len(p.All(".empty")); n != 1 {
				t.Errorf("%s: an empty list does not say so", query)
			}
			if len(got) != want {
				t.Errorf("%s finds %d missions, want %d: %v", query, len(got), want, got)
			}
			if chips := p.All(".chips .pill"); len(chips) != 1 {
				t.Errorf("%s: %d chips", query, len(chips))
			} else if got := b.Get(webtest.Attr(chips[0], "href")).Texts(rowTitles); len(got) != 8 {
				t.Errorf("%s: without the filter there are %d missions", query, len(got))
			}
		}
		// The form sends back what it shows.
		action, values := b.Get(missions + "?f.status=done&n.city=Lausanne&from.date=2024&op.themes=all").Form(".list-filter")
		again := listing.Read(values, record.KindMission)
		if action != missions || !slices.Equal(values["f.status"], []string{"done"}) || !slices.Contains(values["f.city"], "~Lausanne") || values.Get("from.date") != "2024" {
			t.Errorf("the form sends %v to %s (%+v)", values, action, again)
		}
	})
}

func TestColumnsAreChosenInTheAddress(t *testing.T) {
	t.Parallel()
	s := webtest.Sample(t, registrytest.Engines()[0])
	b := s.As(t, access.Officer)
	p := b.Get(missions + "?cols=lead,when")
	if got := p.Texts("thead th"); !slices.Equal(got, []string{"Choisir", "Titre", "Responsable", "Dates"}) {
		t.Errorf("columns %v", got)
	}
	moved, _, _ := strings.Cut(webtest.Attr(p.All(".list-columns ol a")[0], "href"), "#")
	later := b.Get(moved)
	if got := later.Texts("thead th"); !slices.Equal(got, []string{"Choisir", "Titre", "Dates", "Responsable"}) {
		t.Errorf("after moving the first column: %v", got)
	}
	action, values := p.Form(".list-columns form")
	values.Set("add", "status")
	if got := b.Get(action + "?" + values.Encode()).Texts("thead th"); len(got) != 4 {
		t.Errorf("a column that is another one's double was added: %v", got)
	}
	values.Set("add", "purpose")
	if got := b.Get(action + "?" + values.Encode()).Texts("thead th"); len(got) != 5 || got[4] != "Objet" {
		t.Errorf("after adding a column: %v", got)
	}
}

// TestExportsAreWhatIsShown compares the files with the page.
func TestExportsAreWhatIsShown(t *testing.T) {
	t.Parallel()
	s := webtest.Sample(t, registrytest.Engines()[0])
	b := s.As(t, access.Officer)
	s.MustSave(t, &record.Mission{Meta: record.Meta{ID: record.KeyID("x", record.KindMission, "formula"), Kind: record.KindMission, Office: s.Office, Visibility: record.Private},
		Activity: record.Activity{Title: record.Text{FR: "=HYPERLINK(1)"}, Dates: "2026-05-12/2026-05-18"}, Stops: []record.Stop{{Place: record.Place{Country: "CH"}}}}, 0)
	const query = "?cols=when,lead&sort=title&n.country=suisse"
	shown := b.Get(missions + query)
	titles := shown.Texts(rowTitles)
	csv := b.Get(missions + "/export.csv" + query)
	lines := strings.Split(strings.TrimSpace(strings.TrimPrefix(csv.Body, "\ufeff")), "\r\n")
	if lines[0] != "Titre;Dates;Responsable" || len(lines) != len(titles)+1 {
		t.Errorf("CSV of %d lines begins with %q, want %d and the titles of the columns", len(lines), lines[0], len(titles)+1)
	}
	for i, title := range titles {
		if title == "=HYPERLINK(1)" {
			title = "'=HYPERLINK(1);2026-05-12/2026-05-18;"
		}
		if !strings.HasPrefix(strings.Trim(lines[i+1], `"`), strings.Split(title, `"`)[0]) {
			t.Errorf("line %d is %q, want %q", i+1, lines[i+1], title)
		}
	}
	var rows []map[string]any
	if err := json.Unmarshal([]byte(b.Get(missions+"/export.json"+query).Body), &rows); err != nil || len(rows) != len(titles) || rows[0]["label"] != titles[0] {
		t.Errorf("JSON %v (%v), want %v", rows, err, titles)
	}
	book, err := excelize.OpenReader(bytes.NewReader([]byte(b.Get(missions + "/export.xlsx" + query).Body)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	})
	if got, err := book.GetRows("Missions"); err != nil || len(got) != len(titles)+1 || got[1][0] != titles[0] {
		t.Errorf("XLSX %v (%v)", got, err)
	}
	ics := b.Get(missions + "/export.ics" + query).Body
	if n := strings.Count(ics, "BEGIN:VEVENT"); n != 1 || !strings.Contains(ics, "DTSTART;VALUE=DATE:20260512\r\nDTEND;VALUE=DATE:20260519\r\n") {
		t.Errorf("a calendar of %d events:\n%s", n, ics)
	}
	if d := csv.Header.Get("Content-Disposition"); d != "attachment; filename=mission-2026-11-22-fr.csv" {
		t.Errorf("file named %q", d)
	}
	s.Clock.Forward(time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC).Sub(s.Clock.Now())) // ten in the evening of the 22nd in Québec
	b = s.As(t, access.Officer)
	for _, format := range []string{"csv", "ics"} {
		if d := b.Get(missions + "/export." + format).Header.Get("Content-Disposition"); d != "attachment; filename=mission-2026-11-22-fr."+format {
			t.Errorf("file of the evening named %q", d)
		}
	}
}

func TestTheCalendarShowsItsDays(t *testing.T) {
	t.Parallel()
	s := webtest.Sample(t, registrytest.Engines()[0])
	b := s.As(t, access.Officer)
	first := b.Get("/fr/app/calendar?month=2024-05")
	if got := webtest.Text(first.One("h1")); got != "Calendrier Mai 2024" {
		t.Errorf("heading %q", got)
	}
	if n := len(first.All(".cal tbody tr")); n != 5 {
		t.Errorf("May 2024 has %d weeks", n)
	}
	if got := webtest.Attr(first.One("a[rel=next].button"), "href"); got != "/fr/app/calendar?month=2024-06" {
		t.Errorf("the next month is at %s", got)
	}
	if len(first.All(".cal-agenda a"))+len(first.All(".rows a")) == 0 {
		t.Error("nothing happens in May 2024")
	}
	if len(b.Get("/fr/app/calendar?month=1901-01").All(".cal-agenda a")) != 0 {
		t.Error("something happens in 1901")
	}
}

// TestListsTellAStrangerNothing holds that a contributor of another office learns nothing of what is private: not from rows,
// numbers, choices in the filters, files, days or places.
func TestListsTellAStrangerNothing(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		s := webtest.Open(t, e)
		const secret = "zarzuela"
		theme := &record.Term{Meta: record.Meta{ID: record.KeyID("", record.KindTerm, secret), Kind: record.KindTerm, Office: s.Office, Visibility: record.Private},
			Scheme: "theme", Code: secret, Name: record.Text{FR: secret, EN: secret}}
		s.MustSave(t, theme, 0)
		activity := func(title string) record.Activity {
			return record.Activity{Title: record.Text{FR: title}, Dates: "2026-11-20", Status: "submitted", Themes: []record.Ref{theme.ID}}
		}
		hidden := &record.Mission{Meta: record.Meta{ID: record.KeyID("x", record.KindMission, "1"), Kind: record.KindMission, Office: s.Office, Visibility: record.Private},
			Activity: activity(secret), Stops: []record.Stop{{Place: record.Place{Country: "IS"}}}}
		open := &record.Mission{Meta: record.Meta{ID: record.KeyID("x", record.KindMission, "2"), Kind: record.KindMission, Office: s.Office, Visibility: record.Public,
			Note: record.Text{FR: secret}}, Activity: activity("Mission ouverte"), Stops: []record.Stop{{Place: record.Place{Country: "FR"}}}}
		s.MustSave(t, hidden, 0)
		s.MustSave(t, open, 0)
		own, stranger := s.As(t, access.Officer), s.AsOther(t, access.Contributor)
		if _, err := s.SaveView(t.Context(), own.Account.Actor(), own.Account.ID, registry.SavedView{Kind: record.KindMission, Name: secret, Query: "f.status=done", Shared: true}); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{
			"", "?q=" + secret, "?f.themes=" + string(theme.ID), "?n.themes=" + secret, "?op.themes=has", "?f.country=IS", "?f.visibility=private", "?f.status=submitted",
			"?cols=themes,note,shared_with,by", "?withdrawn=also", "?match=any&f.themes=" + string(theme.ID) + "&f.country=FR", "/calendar?month=2026-11", "/map",
			"/export.csv", "/export.json?cols=themes,note", "/export.ics",
		} {
			p := stranger.Get(missions + path)
			body := strings.ReplaceAll(p.Body, `value="`+secret+`"`, "") // what was asked is said again
			body = strings.ReplaceAll(strings.ReplaceAll(body, "~"+secret, ""), "« "+secret+" »", "")
			body = strings.ReplaceAll(strings.ReplaceAll(body, "« "+secret+" »", ""), "=%7E"+secret, "")
			if strings.Contains(path, "q=") || strings.Contains(path, "n.themes=") {
				if len(p.All(rowTitles)) > 0 {
					t.Errorf("%s: something is found", path)
				}
				continue
			}
			for _, trace := range []string{secret, string(hidden.ID), hidden.ID.Short(), "Islande"} {
				asked := trace == "Islande" && strings.Contains(path, "IS")
				if strings.Contains(body, trace) && !asked {
					t.Errorf("%s tells of %s", path, trace)
				}
			}
			if p.Status != http.StatusOK {
				t.Errorf("%s: %d", path, p.Status)
			}
		}
		for path, want := range map[string]string{"": "Missions 1 mission", "?f.status=submitted": "Missions 1 mission", "?f.country=IS": "Missions 0 mission", "?op.themes=has": "Missions 0 mission"} {
			if got := webtest.Text(stranger.Get(missions + path).One("h1")); got != want {
				t.Errorf("%s: %q, want %q", path, got, want)
			}
		}
		for _, path := range []string{"/fr/app/", "/fr/app/calendar?month=2026-11", "/fr/app/map"} {
			if body := stranger.Get(path).Body; strings.Contains(body, secret) || strings.Contains(body, "Islande") {
				t.Errorf("%s tells of what is private", path)
			}
			if path != "/fr/app/map" && !strings.Contains(own.Get(path).Body, secret) {
				t.Errorf("%s does not tell its own office", path)
			}
		}
		// What a stranger sends is refused as what is not there.
		form := url.Values{"id": {string(hidden.ID)}, "field": {"status"}, "op": {"set"}, "value": {"done"}, "query": {""}}
		for _, id := range []record.Ref{hidden.ID, record.KeyID("x", record.KindMission, "nowhere")} {
			form.Set("id", string(id))
			if p := stranger.Post(missions+"/bulk/preview", form); p.Status != http.StatusOK || !strings.Contains(p.Body, "0 fiche changera") {
				t.Errorf("a bulk edit of %s: %d", id, p.Status)
			}
		}
	})
}

// TestBulkEditsAndTheirUndo changes forty records at once, by the pages that a browser without scripts shows.
func TestBulkEditsAndTheirUndo(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		s := webtest.Open(t, e)
		for i := range 42 {
			status := "planned"
			if i >= 40 {
				status = "cancelled"
			}
			s.MustSave(t, &record.Mission{Meta: record.Meta{ID: record.KeyID("x", record.KindMission, fmt.Sprint(i)), Kind: record.KindMission, Office: s.Office, Visibility: record.Private},
				Activity: record.Activity{Title: record.Text{FR: fmt.Sprintf("Mission %02d", i)}, Dates: "2026-05-13", Status: status}}, 0)
		}
		b := s.As(t, access.Officer)
		list := b.Get(missions + "?f.status=planned&size=10")
		action, values := list.Form("form[data-bulk]")
		values.Set("all", "1")
		ask := b.Post(action, values)
		if got := webtest.Text(ask.One(".lead")); got != "Tous les résultats de la liste : 40 missions." {
			t.Errorf("meant: %q", got)
		}
		action, values = ask.Form("form.panel")
		values.Set("field", "status")
		ask = b.Post(action, values)
		action, values = ask.Form("form[action$=preview]")
		values.Set("value", "done")
		preview := b.Post(action, values)
		if got := webtest.Text(preview.One(".lead")); got != "40 fiches changeront." {
			t.Errorf("before: %q", got)
		}
		if got := preview.Texts("tbody td"); got[0] != "Prévue" && got[1] == got[0] {
			t.Errorf("the sample shows %v", got)
		}
		action, values = preview.Form("form[action$=apply]")
		done := b.Post(action, values)
		if got := webtest.Text(done.One(".flash p")); got != "40 fiches sont modifiées." {
			t.Errorf("after: %q", got)
		}
		count := func(status string) string {
			return webtest.Text(b.Get(missions + "?f.status=" + status).One("h1"))
		}
		if got := count("done"); got != "Missions 40 missions" {
			t.Errorf("done: %q", got)
		}
		undo, none := done.Form(".flash form")
		if p := b.Post(undo, none); p.Status != http.StatusOK {
			t.Errorf("undo at %s: %d", undo, p.Status)
		}
		if done, planned := count("done"), count("planned"); done != "Missions 0 mission" || planned != "Missions 40 missions" {
			t.Errorf("after the undo: %q and %q", done, planned)
		}
		// Two chosen one by one, and a theme added to their list, then taken off.
		_, values = b.Get(missions + "?f.status=cancelled").Form("form[data-bulk]")
		for i := 40; i < 42; i++ {
			values.Add("id", string(record.KeyID("x", record.KindMission, fmt.Sprint(i))))
		}
		for _, op := range []string{"add", "add", "remove"} {
			values.Set("field", "themes")
			values.Set("op", op)
			values.Set("value", string(record.TermID("theme", "culture")))
			p := b.Post(missions+"/bulk/apply", values)
			want := map[string]string{"add": "2 fiches sont modifiées.", "remove": "2 fiches sont modifiées."}[op]
			if webtest.Text(p.One(".flash p")) != want && webtest.Text(p.One(".flash p")) != "Rien n’a changé : les fiches étaient déjà ainsi." {
				t.Errorf("%s a theme: %q", op, webtest.Text(p.One(".flash p")))
			}
			found := b.Get(missions + "?f.themes=" + string(record.TermID("theme", "culture"))).All(rowTitles)
			if n := map[string]int{"add": 2, "remove": 0}[op]; len(found) != n {
				t.Errorf("after %s there are %d with the theme", op, len(found))
			}
		}
		for name, p := range map[string]*webtest.Page{
			"nothing chosen": b.Post(missions+"/bulk", url.Values{}),
			"no value":       b.Post(missions+"/bulk/preview", url.Values{"all": {"1"}, "field": {"status"}, "op": {"set"}, "value": {"sideways"}}),
			"no date":        b.Post(missions+"/bulk/preview", url.Values{"all": {"1"}, "field": {"dates"}, "op": {"set"}, "typed": {"hier soir"}}),
			"no field":       b.Post(missions+"/bulk/preview", url.Values{"all": {"1"}, "field": {"id"}, "op": {"set"}, "value": {"x"}}),
		} {
			if p.Status != http.StatusOK && p.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", name, p.Status)
			}
		}
		reader := s.As(t, access.Reader)
		if len(reader.Get(missions).All("form[data-bulk] button")) > 0 {
			t.Error("a reader is offered a bulk edit")
		}
		values.Set("op", "set")
		values.Set("field", "status")
		values.Set("value", "closed")
		if p := reader.Post(missions+"/bulk/apply", values); strings.Contains(p.Body, "sont modifiées") {
			t.Errorf("a reader changed records: %d", p.Status)
		}
		if got := count("closed"); got != "Missions 0 mission" {
			t.Errorf("a reader closed missions: %q", got)
		}
	})
}

func TestSavedViews(t *testing.T) {
	t.Parallel()
	s := webtest.Sample(t, registrytest.Engines()[0])
	b, colleague, stranger := s.As(t, access.Officer), s.As(t, access.Head), s.AsOther(t, access.Admin)
	action, values := b.Get(missions + "?n.country=suisse&cols=lead").Form(".list-save form")
	values.Set("name", "Missions en Suisse")
	values.Set("shared", "1")
	saved := b.Post(action, values)
	if got := webtest.Text(saved.One(".flash p")); got != "La vue « Missions en Suisse » est enregistrée." {
		t.Errorf("said %q", got)
	}
	p := colleague.Get(missions)
	link := p.One(".saved a")
	if got := colleague.Get(webtest.Attr(link, "href")).Texts(rowTitles); len(got) != 2 {
		t.Errorf("the view of a colleague opens %v", got)
	}
	if len(stranger.Get(missions).All(".saved a")) > 0 {
		t.Error("another office sees the view")
	}
	drop, none := saved.Form(".saved form")
	if p := stranger.Post(drop, none); p.Status != http.StatusNotFound {
		t.Errorf("a stranger drops the view: %d", p.Status)
	}
	b.Post(drop, none)
	if len(colleague.Get(missions).All(".saved a")) > 0 {
		t.Error("the view is still there")
	}
}

func byFold(a, b string) int { return strings.Compare(place.Fold(a), place.Fold(b)) }
