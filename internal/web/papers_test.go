package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
	"entente/internal/web/webtest"
)

func TestTheDocumentsOfARecord(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	lyon := body(s, "Ville de Lyon", record.Public)
	s.MustSave(t, lyon, 0)
	m := journey(s, lyon.ID)
	s.MustSave(t, m, 0)
	b := s.As(t, access.Reader)
	p := b.Get(at(m))
	if got := p.Texts(".papers-menu strong"); strings.Join(got, ", ") != "Rapport de mission, Dossier d’approbation, Lettre de remerciement" {
		t.Errorf("the menu offers %q", got)
	}
	p = b.Get(at(m) + "/papers/mission_report.html")
	if got := webtest.Text(p.One("h1")); got != "Mission à Lyon" || p.Status != http.StatusOK {
		t.Errorf("status %d, heading %q", p.Status, got)
	}
	if got := webtest.Text(p.One("main")); !strings.Contains(got, "Document interne") || !strings.Contains(got, "1 200,00 $") && !strings.Contains(got, "1\u00a0200,00\u00a0$") {
		t.Errorf("the report says %q", got)
	}
	if csp := p.Header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || !strings.Contains(csp, "style-src 'sha256-") {
		t.Errorf("its policy is %q", csp)
	}
	p = b.Get(strings.Replace(at(m), "/fr/", "/en/", 1) + "/papers/mission_report.json")
	var paper publish.Paper
	if err := json.Unmarshal([]byte(p.Body), &paper); err != nil || paper.Lang != "en" || paper.Sort != "mission_report" || len(paper.Drawn) == 0 || paper.Drawn[0].Version != 1 {
		t.Errorf("%v: %+v", err, paper.Drawn)
	}
	for _, gone := range []string{"/papers/agreement_sheet.html", "/papers/mission_report.exe", "/papers/mission_report", "/papers/x.html"} {
		if p := b.Get(at(m) + gone); p.Status != http.StatusNotFound {
			t.Errorf("%s: status %d", gone, p.Status)
		}
	}
	if p := b.Get(at(lyon) + "/papers/partner_sheet.html"); p.Status != http.StatusOK || !strings.Contains(webtest.Text(p.One("main")), "Mission à Lyon") {
		t.Errorf("the partner's sheet: %d", p.Status)
	}
}

// What one may not see is not there, and leaves no trace in the documents of what one sees.
func TestDocumentsTellNothingHidden(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	lyon := body(s, "Ville de Lyon", record.Public)
	lyon.Note = record.Text{FR: "Note du bureau"}
	s.MustSave(t, lyon, 0)
	m := journey(s, lyon.ID)
	s.MustSave(t, m, 0)
	b := s.AsOther(t, access.Head)
	missing := b.Get("/fr/app/records/mission/" + record.KeyID("x", record.KindMission, "nowhere").Short() + "/papers/mission_report.html")
	for _, path := range []string{"/papers", "/papers/mission_report.html", "/papers/mission_report.json", "/papers/thanks.html"} {
		if p := b.Get(at(m) + path); p.Status != http.StatusNotFound || p.Status != missing.Status {
			t.Errorf("%s: status %d", path, p.Status)
		}
	}
	p := b.Get(at(lyon) + "/papers/partner_sheet.json")
	if p.Status != http.StatusOK || strings.Contains(p.Body, "Mission à Lyon") || strings.Contains(p.Body, string(m.ID)) || strings.Contains(p.Body, "Note du bureau") {
		t.Errorf("status %d: %s", p.Status, p.Body)
	}
	if !strings.Contains(p.Body, "Aucun échange n’est consigné") {
		t.Errorf("it does not say that nothing is recorded: %s", p.Body)
	}
}

// Every document of the sample, in both languages and every format, is made; its French words are whole.
func TestTheDocumentsOfTheSample(t *testing.T) {
	t.Parallel()
	s := webtest.Sample(t, registrytest.Engines()[0])
	b := s.As(t, access.Head)
	for _, x := range []struct {
		kind  record.Kind
		key   string
		sort  string
		wants []string
	}{
		{record.KindMission, "boston", publish.MissionReport, []string{"Maire de Québec", "Boston (États-Unis)", "Projets pilotes", "Le jour du retour n’est pas consigné"}},
		{record.KindMission, "lausanne-porrentruy", publish.ApprovalFile, []string{"[à remplir : Sommaire décisionnel]", "Mission à Cordoue, Zurich, Genève, Lausanne et Paris"}},
		{record.KindVisit, "consul-royaume-uni", publish.VisitProgramme, []string{"[à remplir : Programme]"}},
		{record.KindAgreement, "diplomatie-municipale-2022", publish.AgreementSheet, []string{"17 août 2022", "Ministère des Relations internationales et de la Francophonie", "consigné d’après une source"}},
	} {
		id := record.KeyID("ville-de-quebec", x.kind, x.key)
		for _, lang := range i18n.Langs() {
			p := b.Get("/" + string(lang) + "/app/records/" + string(x.kind) + "/" + id.Short() + "/papers/" + x.sort + ".html")
			if p.Status != http.StatusOK || strings.Contains(p.Body, "⟦") {
				t.Errorf("%s of %s in %s: status %d", x.sort, x.key, lang, p.Status)
				continue
			}
			text := strings.ReplaceAll(webtest.Text(p.One("main")), "\u00a0", " ")
			for _, w := range x.wants {
				if lang == i18n.FR && !strings.Contains(text, w) {
					t.Errorf("%s of %s does not say %q: %s", x.sort, x.key, w, text)
				}
			}
		}
	}
}
