package portal_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"entente/internal/publish"
	"entente/internal/record"
)

// issuedShelf has a report of 2024 that was published in both languages, and an erratum to it in French alone. Since the first, one of
// its records changed and another is no longer public.
func issuedShelf(t *testing.T) *shelf {
	t.Helper()
	s := newShelf()
	s.files["page"] = "<!doctype html>la page"
	s.versions = map[record.Ref]int{missionID: 2, visitID: 1}
	erratum := record.Publication{Meta: meta(record.KeyID("bri", record.KindPublication, "erratum"), record.KindPublication), Title: text("Rapport de 2024 (édition 2)", ""),
		PublicationType: record.AnnualReport, Period: "2024"}
	s.records = append(s.records, &erratum)
	issue := func(publication record.Ref, number int, lang, sort string) publish.Edition {
		p := &publish.Paper{Title: "L’année 2024", Lang: lang, Year: 2024, Office: "Bureau", Words: publish.Words{Edition: "Édition " + lang},
			Identity: publish.Identity{Publication: publication, Edition: number, Subject: "r", Issued: "2026-03-01T12:00:00.000000Z", Sort: sort},
			Drawn:    []publish.Version{{Record: missionID, Version: 1}, {Record: visitID, Version: 1}, {Record: secretID, Version: 4}},
			Sections: []publish.Section{{ID: "a", Title: "Faits", Blocks: []publish.Block{{Sort: "paragraph", Spans: []publish.Span{
				{Text: "Trois missions", Figure: "missions"}, {Text: ", dont "}, {Text: "une à Lausanne", Record: missionID, Href: "https://ailleurs.example/ancienne"},
				{Text: " et "}, {Text: "une autre", Record: secretID, Href: "https://ailleurs.example/secrete"},
			}}}}}}
		if err := publish.Freeze(p); err != nil {
			t.Fatal(err)
		}
		snapshot, err := publish.Canonical(p)
		if err != nil {
			t.Fatal(err)
		}
		return publish.Edition{Publication: publication, Lang: lang, Office: officeID, Subject: "r", Number: number, Year: 2024, Sort: sort,
			Issued: p.Identity.Issued, Checksum: p.Identity.Checksum, Snapshot: string(snapshot),
			Files: []publish.EditionFile{{Publication: publication, Lang: lang, Format: "html", SHA256: "page", Size: 23}, {Publication: publication, Lang: lang, Format: "pdf"}}}
	}
	s.editions = []publish.Edition{issue(erratum.ID, 2, "fr", publish.Erratum), issue(reportID, 1, "fr", publish.NewEdition), issue(reportID, 1, "en", publish.NewEdition)}
	for _, r := range s.records {
		if p, ok := r.(*record.Publication); ok && p.ID == reportID {
			p.Checksum = publish.Seal(map[string]string{"fr": s.editions[1].Checksum, "en": s.editions[2].Checksum})
		}
	}
	return s
}

// TestAnEditionIsShownAsItWasPublished with its files, what replaces it, and what became of its records.
func TestAnEditionIsShownAsItWasPublished(t *testing.T) {
	t.Parallel()
	s := issuedShelf(t)
	h := newSite(t, s)
	doc := page(t, h, "/fr/rapports/2024/editions/1")
	wellMade(t, "/fr/rapports/2024/editions/1", doc)
	said := strings.ReplaceAll(words(doc), "\u00a0", " ")
	for _, want := range []string{"L’année 2024", "Édition fr", "Trois missions", "Une édition plus récente remplace celle-ci", "Édition 2 (erratum), publiée le 1 er mars 2026",
		"2 fiches ont changé depuis", "1 fiche n’est plus publique", "PDF – en préparation", "HTML 23 o"} {
		if !strings.Contains(strings.ReplaceAll(said, "1er", "1 er"), want) {
			t.Errorf("the page does not say %q: %s", want, said)
		}
	}
	leads := map[string]string{}
	for _, a := range each(doc, "a") {
		leads[words(a)] = attribute(a, "href")
	}
	for label, want := range map[string]string{"une à Lausanne": missionPath(), "une autre": "", "HTML 23 o": "/fr/rapports/2024/editions/1.html"} {
		if got := leads[label]; got != want {
			t.Errorf("%q leads to %q, not %q", label, got, want)
		}
	}
	later := page(t, h, "/fr/rapports/2024/editions/2")
	wellMade(t, "/fr/rapports/2024/editions/2", later)
	if strings.Contains(words(later), "Une édition plus récente") {
		t.Error("the newest edition says that it is replaced")
	}
	for _, a := range each(later, "a") {
		if attribute(a, "hreflang") == "en" && attribute(a, "href") != "/en/reports/2024" {
			t.Errorf("what was not published in English is sought at %s", attribute(a, "href"))
		}
	}
	for path, want := range map[string]int{"/fr/rapports/2024/editions/1.html": 200, "/en/reports/2024/editions/1": 200, "/fr/rapports/2024/editions/1.pdf": 404,
		"/fr/rapports/2024/editions/1.exe": 404, "/fr/rapports/2024/editions/3": 404, "/en/reports/2024/editions/2": 404, "/fr/rapports/2023/editions/1": 404, "/fr/rapports/deux/editions/1": 404} {
		if got := get(h, path); got.Code != want {
			t.Errorf("%s: status %d, not %d", path, got.Code, want)
		}
	}
	file := get(h, "/fr/rapports/2024/editions/1.html")
	if file.Body.String() != "<!doctype html>la page" || file.Header().Get("Content-Type") != "text/html; charset=utf-8" ||
		!strings.Contains(file.Header().Get("Content-Disposition"), "bri-2024-1-fr.html") {
		t.Errorf("the file is %q, %v", file.Body, file.Header())
	}
	s.broken = errors.New("the database is away")
	if got := get(newSite(t, s), "/fr/rapports/2024/editions/1"); got.Code != http.StatusInternalServerError {
		t.Errorf("without a database: status %d", got.Code)
	}
}

// TestAPublicationLeadsToItsEdition in the reader's language; one of elsewhere leads nowhere.
func TestAPublicationLeadsToItsEdition(t *testing.T) {
	t.Parallel()
	of := func(s *shelf, path string) (to []string) {
		t.Helper()
		for _, a := range each(page(t, newSite(t, s), path), "a") {
			if strings.Contains(attribute(a, "href"), "/editions/") {
				to = append(to, attribute(a, "href")+" "+strings.ReplaceAll(words(a), "\u00a0", " "))
			}
		}
		return to
	}
	french, english := "/fr/publications/"+reportID.Short()+"-rapport-de-2024", "/en/publications/"+reportID.Short()+"-rapport-de-2024-en"
	if got := of(issuedShelf(t), french); len(got) != 1 || !strings.HasPrefix(got[0], "/fr/rapports/2024/editions/1 Édition 1, publiée le 1") {
		t.Errorf("the publication leads to %q", got)
	}
	if got := of(issuedShelf(t), english); len(got) != 1 || got[0] != "/en/reports/2024/editions/1 Edition 1, published on March 1, 2026" {
		t.Errorf("the publication leads to %q", got)
	}
	if got := of(newShelf(), french); len(got) > 0 {
		t.Errorf("a publication of elsewhere leads to %q", got)
	}
}
