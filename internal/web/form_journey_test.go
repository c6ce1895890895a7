package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
	"entente/internal/web/webtest"
)

// filling is a form being filled without scripts: every button is a request, and what was typed comes back in the page.
type filling struct {
	t    *testing.T
	b    *webtest.Browser
	page *webtest.Page
}

func fillIn(t *testing.T, b *webtest.Browser, path string) *filling {
	t.Helper()
	f := &filling{t, b, b.Get(path)}
	if f.page.Status != http.StatusOK {
		t.Fatalf("%s: %d", path, f.page.Status)
	}
	return f
}

// press types into the fields and presses a button, which must be on the page.
func (f *filling) press(op string, typed map[string]string) {
	f.t.Helper()
	action, values := f.page.Form("form.record-form")
	for k, v := range typed {
		if _, ok := values[k]; !ok && len(f.choices(k)) == 0 && !strings.HasSuffix(k, ".pick") {
			f.t.Fatalf("%s: no field %s among %v", f.page.Path, k, values)
		}
		values.Set(k, v)
	}
	if len(f.page.All(`form.record-form button[name=op][value="`+op+`"]`)) == 0 {
		f.t.Fatalf("%s: no button %s", f.page.Path, op)
	}
	values.Set("op", op)
	f.page = f.b.Post(action, values)
}

// choices are the radios that a field offers, by their words.
func (f *filling) choices(name string) map[string]string {
	out := map[string]string{}
	for _, n := range f.page.All(`input[type=radio][name="` + name + `"]`) {
		out[webtest.Text(n.Parent)] = webtest.Attr(n, "value")
	}
	return out
}

func (f *filling) choose(name, words string) map[string]string {
	f.t.Helper()
	all := f.choices(name)
	for said, value := range all {
		if strings.Contains(said, words) {
			return map[string]string{name: value}
		}
	}
	f.t.Fatalf("%s: no choice of %q among %v; problems %v", name, words, all, f.page.Texts(".problems li"))
	return nil
}

func newest(t *testing.T, s *webtest.Site, kind record.Kind) record.Record {
	t.Helper()
	var out record.Record
	at := ""
	q := publish.Query{Kind: kind}
	for {
		p, err := s.List(t.Context(), access.OperatorActor(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range p.Heads {
			if h.Updated >= at {
				e, err := s.Get(t.Context(), access.OperatorActor(), h.ID)
				if err != nil {
					t.Fatal(err)
				}
				out, at = e.Record, h.Updated
			}
		}
		if q.After = p.Next; p.Next == "" {
			return out
		}
	}
}

func TestAMissionIsMadeWithoutScripts(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		s := webtest.Sample(t, e)
		f := fillIn(t, s.As(t, access.Officer), "/fr/app/records/mission/new")
		f.press("add:stops", map[string]string{"title.fr": "Mission à Lyon et à Namur", "dates": "du 2 au 8 juin 2025", "status": "planned",
			"stops.0.place": "Lyon", "stops.0.dates": "du 2 au 4 juin 2025"})
		if n := f.page.One(`[autofocus]`); webtest.Attr(n, "name") != "stops.1.place" {
			t.Errorf("the reader is led to %q, not to the new stop", webtest.Attr(n, "name"))
		}
		f.press("search:lead", map[string]string{"stops.1.place": "Namur (Belgique)", "stops.1.dates": "5-8 juin 2025", "lead.q": "maire"})
		f.press("add:delegation", f.choose("lead.pick", "Maire"))
		f.press("add:delegation", map[string]string{"delegation.0.who.q": "Élue responsable des communications", "delegation.0.role": "delegate",
			"delegation.1.label.fr": "Conseillère en protocole", "delegation.1.role": "support"})
		f.press("save", map[string]string{"delegation.2.label.fr": "Interprète"})
		if f.page.Status != http.StatusUnprocessableEntity {
			t.Fatalf("words that choose nobody were taken: %d", f.page.Status)
		}
		_, values := f.page.Form("form.record-form")
		if values.Get("stops.1.dates") != "5-8 juin 2025" || values.Get("delegation.2.label.fr") != "Interprète" {
			t.Errorf("what was typed is lost: %v", values)
		}
		f.press("save", f.choose("delegation.0.who.pick", "communications"))
		if f.page.Status == http.StatusUnprocessableEntity {
			t.Fatal(f.page.Texts(".problems li"))
		}
		m, ok := newest(t, s, record.KindMission).(*record.Mission)
		if !ok || m.Title.FR != "Mission à Lyon et à Namur" || m.Dates != "2025-06-02/2025-06-08" || len(m.Stops) != 2 || m.Stops[0].Place.Country != "FR" ||
			m.Stops[1].Place.Country != "BE" || m.Stops[1].Dates != "2025-06-05/2025-06-08" || m.Lead == "" || len(m.Delegation) != 3 || m.Delegation[0].Who == "" ||
			m.Delegation[1].Label.FR != "Conseillère en protocole" || m.Delegation[2].Who != "" || m.Visibility != record.Private || m.Office != s.Office {
			t.Errorf("the mission is %+v", m)
		}
	})
}

func TestADelegationOfTwoBodiesIsReceived(t *testing.T) {
	t.Parallel()
	s := webtest.Sample(t, registrytest.Engines()[0])
	b := s.As(t, access.Officer)
	f := fillIn(t, b, "/fr/app/records/visit/new")
	f.press("add:origins", map[string]string{"title.fr": "Délégation de Nantes et d'une société inconnue", "visit_type": "collaboration", "dates": "printemps 2025",
		"origins.0.who.q": "Nantes"})
	f.press("create:organisation@origins.1.who", map[string]string{"origins.1.who.q": "Société du quai Fictif"})
	if _, values := f.page.Form("form.record-form"); values.Get("name.fr") != "Société du quai Fictif" || values.Get("small") == "" {
		t.Fatalf("the small form holds %v", values)
	}
	f.press("save", map[string]string{"name.fr": ""})
	if f.page.Status != http.StatusUnprocessableEntity {
		t.Fatalf("an organisation without a name: %d", f.page.Status)
	}
	f.press("save", map[string]string{"name.fr": "Société du quai Fictif", "org_type": "association", "place": "Nantes"})
	if len(f.page.All("button[value=anyway]")) > 0 {
		f.press("anyway", nil)
	}
	_, values := f.page.Form("form.record-form")
	if values.Get("origins.1.who.q") != "Société du quai Fictif" || values.Get("title.fr") == "" || values.Get("origins.0.who.q") != "Nantes" {
		t.Fatalf("back in the form, with %v", values)
	}
	f.press("save", nil)
	f.press("save", f.choose("origins.0.who.pick", "Nantes"))
	v, ok := newest(t, s, record.KindVisit).(*record.Visit)
	if !ok || len(v.Origins) != 2 || v.Origins[0].Who == "" || v.Dates != "2025-21" {
		t.Fatalf("the visit is %+v; problems %v", v, f.page.Texts(".problems li"))
	}
	org, err := s.Get(t.Context(), access.OperatorActor(), v.Origins[1].Who)
	if err != nil || org.Record.Label().FR != "Société du quai Fictif" {
		t.Errorf("the second body is %+v, %v", org.Record, err)
	}
	if p := b.Get("/fr/app/records/visit/new"); len(p.All(".notice")) != 0 {
		t.Error("the draft is still there after the record was saved")
	}
}

func TestAnAgreementOf2003IsRecorded(t *testing.T) {
	t.Parallel()
	s := webtest.Sample(t, registrytest.Engines()[0])
	f := fillIn(t, s.As(t, access.Officer), "/en/app/records/agreement/new")
	f.press("save", map[string]string{"title.fr": "Entente de coopération culturelle de 2003", "signed": "2003", "ended": "until 2009", "status": "ended"})
	if f.page.Status != http.StatusOK && f.page.Status != http.StatusNotFound {
		t.Fatalf("%d: %v", f.page.Status, f.page.Texts(".problems li"))
	}
	a, ok := newest(t, s, record.KindAgreement).(*record.Agreement)
	if !ok || a.Signed != "2003" || a.Ended != "/2009" || a.Status != "ended" {
		t.Errorf("the agreement is %+v", a)
	}
}

func TestADraftIsKeptOfferedAndDiscarded(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	b := s.As(t, access.Officer)
	f := fillIn(t, b, "/fr/app/records/event/new")
	f.press("draft", map[string]string{"title.fr": "Sommet <inachevé>", "dates": "pas encore une date"})
	if _, values := f.page.Form("form.record-form"); values.Get("title.fr") != "Sommet <inachevé>" || values.Get("dates") != "pas encore une date" {
		t.Errorf("the draft shows %v", values)
	}
	f = fillIn(t, b, "/fr/app/records/event/new")
	if _, values := f.page.Form("form.record-form"); values.Get("title.fr") != "" || len(f.page.All(".notice a")) != 1 {
		t.Errorf("a draft is not offered on return: %v", values)
	}
	if p := s.AsOther(t, access.Officer).Get("/fr/app/records/event/new?draft=1"); strings.Contains(p.Body, "inachevé") {
		t.Error("somebody else reads the draft")
	}
	action, values := f.page.Form(".notice form")
	values.Set("op", "discard")
	b.Post(action, values)
	if p := b.Get("/fr/app/records/event/new"); len(p.All(".notice")) != 0 {
		t.Error("a draft that was discarded is still offered")
	}
}

func TestWhatIsThereAlreadyIsSaidBeforeItIsMadeTwice(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	b := s.As(t, access.Officer)
	for i, op := range []string{"save", "save", "anyway"} {
		f := fillIn(t, b, "/fr/app/records/organisation/new")
		f.press("save", map[string]string{"name.fr": "Association internationale des villes portuaires"})
		if warned := f.page.Status == http.StatusUnprocessableEntity; warned != (i > 0) {
			t.Fatalf("%d: warned %v, %d", i, warned, f.page.Status)
		}
		if op == "anyway" {
			f.press("anyway", nil)
		}
	}
	page, err := s.List(t.Context(), access.OperatorActor(), publish.Query{Kind: record.KindOrganisation})
	if err != nil || len(page.Heads) != 2 {
		t.Errorf("there are %d organisations, %v", len(page.Heads), err)
	}
}

func TestTwoPeopleChangeOneRecord(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		s := webtest.Open(t, e)
		b := s.As(t, access.Officer)
		f := fillIn(t, b, "/fr/app/records/event/new")
		f.press("save", map[string]string{"title.fr": "Sommet", "dates": "2025"})
		ev := newest(t, s, record.KindEvent)
		mine := fillIn(t, b, editPath("fr", ev))
		theirs := fillIn(t, s.As(t, access.Head), editPath("fr", ev))
		theirs.press("save", map[string]string{"title.fr": "Sommet des villes", "status": "planned", "summary.fr": "Leur résumé"})
		mine.press("save", map[string]string{"title.fr": "Grand Sommet", "dates": "mai 2025"})
		if mine.page.Status != http.StatusConflict {
			t.Fatalf("a stale version was taken: %d", mine.page.Status)
		}
		var fields []string
		for _, n := range mine.page.All("table.conflict tbody th") {
			fields = append(fields, webtest.Text(n))
		}
		if want := []string{"Titre", "État", "Résumé", "Dates"}; !sameSet(fields, want) {
			t.Errorf("the fields that differ are %v, want %v", fields, want)
		}
		cells := mine.page.Texts("table.conflict tbody tr:first-child td p")
		if !slices.Contains(cells, "Sommet") || !slices.Contains(cells, "Sommet des villes") || !slices.Contains(cells, "Grand Sommet") {
			t.Errorf("the title is told as %v", cells)
		}
		mine.press("merge", map[string]string{"take.title": "theirs"})
		got, ok := newest(t, s, record.KindEvent).(*record.Event)
		if !ok || got.Title.FR != "Sommet des villes" || got.Dates != "2025-05" || got.Status != "planned" || got.Summary.FR != "Leur résumé" {
			t.Errorf("merged into %+v", got)
		}
	})
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// What another office keeps to itself shows in no form: not as a page, nor in what a field offers, nor in the warning that a record is
// there already.
func TestFormsTellNothingOfOtherOffices(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	const name = "Zarzuela incognita"
	hidden := &record.Organisation{Meta: record.Meta{ID: record.KeyID("", record.KindOrganisation, "hidden"), Kind: record.KindOrganisation, Office: s.Other,
		Visibility: record.Private}, Name: record.Text{FR: name}}
	nowhere := record.KeyID("", record.KindOrganisation, "nowhere")
	s.MustSave(t, hidden, 0)
	for _, role := range []access.Role{access.Admin, access.Head, access.Officer, access.Contributor, access.Reader} {
		b := s.As(t, role)
		for _, path := range []string{"records/organisation/%/edit", "records/mission/new?from=organisation:%"} {
			a := b.Get("/fr/app/" + strings.ReplaceAll(path, "%", hidden.ID.Short()))
			z := b.Get("/fr/app/" + strings.ReplaceAll(path, "%", nowhere.Short()))
			if a.Status != http.StatusNotFound || a.Status != z.Status || strings.Join(a.Texts("main p.lead"), "") != strings.Join(z.Texts("main p.lead"), "") {
				t.Errorf("%s %s: %d, of what is nowhere %d", role, path, a.Status, z.Status)
			}
		}
		for _, q := range []string{"zarzuela", "incognita", name, ""} {
			if p := b.Get("/fr/app/combobox?kinds=organisation,post&q=" + url.QueryEscape(q)); strings.Contains(p.Body, string(hidden.ID)) || p.Status != http.StatusOK {
				t.Errorf("%s: %q offers %d %s", role, q, p.Status, p.Body)
			}
		}
		if role == access.Reader {
			for _, path := range []string{"/fr/app/records/mission/new", "/fr/app/records/organisation/new"} {
				if p := b.Get(path); p.Status != http.StatusNotFound {
					t.Errorf("a reader is given the form %s: %d", path, p.Status)
				}
			}
			continue
		}
		f := fillIn(t, b, "/fr/app/records/organisation/new")
		f.press("save", map[string]string{"name.fr": name + " de " + string(role)})
		if strings.Contains(f.page.Body, hidden.ID.Short()) {
			t.Errorf("%s is warned of what they may not see", role)
		}
		f = fillIn(t, b, "/fr/app/records/mission/new")
		picked := map[string]string{"title.fr": "Essai", "lead.pick": string(hidden.ID), "lead.q": "x"}
		f.press("save", picked)
		if f.page.Status != http.StatusUnprocessableEntity || strings.Contains(f.page.Body, name+"<") || strings.Contains(f.page.Body, `value="`+name+`"`) {
			t.Errorf("%s picked what they may not see: %d", role, f.page.Status)
		}
	}
}

func TestValuesAreToldBack(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	b := s.As(t, access.Reader)
	for _, c := range []struct {
		sort, typed, lang string
		status            int
		want              string
	}{
		{"moment", "12-18 mai 2024", "fr", 200, "Compris : du 12 au 18 mai 2024"},
		{"moment", "12-18 mai 2024", "en", 200, "Understood: May 12 to 18, 2024"},
		{"moment", "03/04/2024", "fr", 200, "Compris : 3 avril 2024 / 4 mars 2024"},
		{"moment", "2003", "fr", 200, ""},
		{"moment", "13/05/24", "fr", 422, "« 13/05/24 » : écrire l’année en quatre chiffres, pour ne pas confondre les siècles"},
		{"money", "2,7 M$", "fr", 200, "Compris : 2 700 000 $"},
		{"measure", "une dizaine", "fr", 200, "Compris : environ 10"},
		{"line", "n'importe quoi", "fr", 200, ""},
	} {
		p := b.Get("/" + c.lang + "/app/echo?" + url.Values{"sort": {c.sort}, "q": {c.typed}}.Encode())
		if got := strings.ReplaceAll(p.Body, "\u00a0", " "); p.Status != c.status || got != c.want {
			t.Errorf("%s %q: %d %q, want %d %q", c.sort, c.typed, p.Status, got, c.status, c.want)
		}
	}
	if p := b.Get("/fr/app/combobox?places=1&q=laus"); !strings.Contains(p.Body, "Lausanne (Vaud, Suisse)") {
		t.Errorf("places offered: %s", p.Body)
	}
	if p := b.Get("/fr/app/combobox?kinds=nothing&q=x"); p.Status != http.StatusNotFound {
		t.Errorf("a kind that is none: %d", p.Status)
	}
}

// Whatever is sent, an answer comes, and what is typed is text.
func TestFormsTakeWhateverIsSent(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	b := s.As(t, access.Officer)
	for _, values := range []url.Values{
		{}, {"op": {"explode:stops.0"}}, {"op": {"add:nothing.at.all"}}, {"op": {"search:nothing"}}, {"op": {"create:nothing@lead"}}, {"op": {"create:organisation@../../x"}},
		{"stops.999999999.place": {"x"}, "stops.-1.place": {"y"}, "stops..place": {"z"}}, {"title.fr": {"<script>alert(1)</script>"}, "dates": {strings.Repeat("9", 5000)}},
		{"title.fr": {"\xff\x00"}}, {"lead": {"not-an-id"}, "lead.q": {"x"}, "lead.l": {"x"}}, {"version": {"99"}}, {"id": {"zzz"}, "visibility": {"everybody"}},
		{"costs.0.parts.0.amount": {"1"}, "costs.0.parts.0.amount.as_of": {"03/04/2024"}}, {"op": {"merge"}, "title.fr": {"x"}},
	} {
		p := b.Post("/fr/app/records/mission/new", values)
		if p.Status >= http.StatusInternalServerError {
			t.Errorf("%v: %d\n%s", values, p.Status, s.Log)
		}
		if p.Doc != nil {
			for _, n := range p.All("main script") {
				t.Errorf("%v: a script came back: %v", values, n)
			}
		}
	}
}
