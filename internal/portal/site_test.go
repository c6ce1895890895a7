package portal_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"entente/assets"
	"entente/internal/chart"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/portal"
	"entente/internal/record"
)

const base = "https://exemple.quebec"

// Records that tests speak of.
var (
	officeID   = record.KeyID("", record.KindOffice, "bri")
	mrifID     = record.KeyID("", record.KindOffice, "mrif")
	cityID     = record.KeyID("", record.KindOrganisation, "ville-de-quebec")
	lausanneID = record.KeyID("", record.KindOrganisation, "lausanne")
	missionID  = record.KeyID("bri", record.KindMission, "lausanne")
	visitID    = record.KeyID("bri", record.KindVisit, "rennes")
	secretID   = record.KeyID("bri", record.KindMission, "secret")
	reportID   = record.KeyID("bri", record.KindPublication, "rapport")
	hostileID  = record.KeyID("bri", record.KindEvent, "hostile")
	documentID = record.KeyID("bri", record.KindDocument, "programme")
)

func meta(id record.Ref, kind record.Kind) record.Meta {
	return record.Meta{ID: id, Kind: kind, Schema: 1, Office: officeID, Visibility: record.Public}
}

const (
	quebecCity   = "6325494"
	lausanneCity = "2659994"
	rennesCity   = "2983990"
)

func text(fr, en string) record.Text { return record.Text{FR: fr, EN: en} }

func newShelf() *shelf {
	mrif := record.Office{Meta: meta(mrifID, record.KindOffice), Name: text("Ministère", "Ministère"), Code: "mrif"}
	mrif.Office = mrifID
	secret := record.Mission{Meta: meta(secretID, record.KindMission), Activity: record.Activity{Title: text("Mission secrète", ""), Dates: "2024"}}
	secret.Visibility = record.Private
	theirs := record.Mission{
		Meta:     meta(record.KeyID("mrif", record.KindMission, "rabat"), record.KindMission),
		Activity: record.Activity{Title: text("Mission à Rabat", ""), Dates: "2023-05"},
	}
	theirs.Office = mrifID
	source := []record.Source{{Document: reportID, Place: text("Annexes (p. 9)", "Appendices (p. 9)"), List: "missions", Position: 3}}
	mission := record.Mission{
		Meta: meta(missionID, record.KindMission),
		Activity: record.Activity{
			Title: text("Mission à Lausanne", "Mission to Lausanne"), Dates: "2024-05-12/2024-05-18", Status: "done",
			Summary:  text("Assemblée générale de l’AIMF.", ""),
			Partners: []record.Part{{Who: lausanneID, Role: "host"}, {Label: text("Une autre ville", "Another city")}},
		},
		Lead: cityID,
		Stops: []record.Stop{
			{Place: record.Place{City: lausanneCity, Country: "CH"}},
			{Place: record.Place{Name: text("Porrentruy", "Porrentruy"), Country: "CH"}, Passage: true},
		},
		Approvals: []record.Approval{{
			By: cityID, On: "2024-03-01", Resolution: "CE-2024-0001",
			Ceiling: record.Amount{Value: "4066.13", Currency: "CAD", Nature: record.Ceiling, Scope: "delegation", BeforeTax: true},
		}},
	}
	mission.Sources, mission.Documents = source, []record.Ref{documentID}
	return &shelf{files: map[record.Ref]string{documentID: "le programme"}, records: []record.Record{
		&record.Office{
			Meta: meta(officeID, record.KindOffice), Name: text("Bureau des relations internationales", ""), Code: "bri", Organisation: cityID,
			Home: record.Place{City: quebecCity, Country: "CA", Subdivision: "CA-QC"}, SiteName: text("Québec dans le monde", "Québec in the World"),
			SiteLead: text("Avec qui, où, pourquoi.", "With whom, where, why."), Main: true,
		},
		&mrif, &secret, &theirs, &mission,
		&record.Organisation{
			Meta: meta(cityID, record.KindOrganisation), Name: text("Ville de Québec", ""), OrgType: "municipality",
			Place: record.Place{City: quebecCity, Country: "CA"},
		},
		&record.Organisation{
			Meta: meta(lausanneID, record.KindOrganisation), Name: text("Ville de Lausanne", ""), OrgType: "municipality",
			Place: record.Place{City: lausanneCity, Country: "CH"}, About: text("Capitale olympique.", ""),
		},
		&record.Visit{
			Meta: meta(visitID, record.KindVisit), VisitType: record.Courtesy,
			Activity: record.Activity{Title: text("Accueil de Rennes Métropole", "Visit of Rennes Métropole"), Dates: "2024"},
			Origins:  []record.Origin{{Place: record.Place{City: rennesCity, Country: "FR"}}},
		},
		&record.Event{
			Meta: meta(hostileID, record.KindEvent), EventType: "conference",
			Activity:   record.Activity{Title: text(`<script>alert("x")</script> & "co"`, ""), Dates: "2024-12-03"},
			Attendance: []record.Quantity{{Value: "5000", Qualifier: "nearly", Unit: "participant"}},
		},
		&record.Publication{
			Meta: meta(reportID, record.KindPublication), Title: text("Rapport de 2024", "2024 report"), PublicationType: record.AnnualReport, Period: "2024",
			Declared: []record.Declared{{Figure: "missions", Period: "2024", Value: record.Quantity{Value: "3", Unit: "mission"}}},
		},
		&record.Document{
			Meta: meta(documentID, record.KindDocument), Title: text("Programme", "Programme"), MediaType: "application/pdf", FileName: "programme.pdf",
			Size: 12, SHA256: strings.Repeat("a", 64),
		},
	}}
}

func newSite(t *testing.T, s *shelf) http.Handler {
	t.Helper()
	return newSiteOf(t, s, s)
}

func newSiteOf(t *testing.T, reader portal.Reader, inbox portal.Inbox) http.Handler {
	t.Helper()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	maps, err := chart.LoadMaps()
	if err != nil {
		t.Fatal(err)
	}
	built, err := assets.Load()
	if err != nil {
		t.Fatal(err)
	}
	h, err := portal.New(portal.Config{
		Reader: reader, Inbox: inbox, Catalogs: catalogs, Places: places, Maps: maps, Assets: built, Log: slog.New(slog.DiscardHandler), BaseURL: base,
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// page gets a page that must be there and parses it.
func page(t *testing.T, h http.Handler, path string) *html.Node {
	t.Helper()
	w := get(h, path)
	if w.Code != http.StatusOK {
		t.Fatalf("GET %s: got %d", path, w.Code)
	}
	doc, err := html.Parse(w.Body)
	if err != nil {
		t.Fatalf("GET %s: %v", path, err)
	}
	return doc
}

// each lists the elements of a page, those named tag or all ("").
func each(n *html.Node, tag string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (tag == "" || d.Data == tag) {
			out = append(out, d)
		}
	}
	return out
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words is the text of an element, its spaces made one.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func missionPath() string { return "/fr/missions/" + missionID.Short() + "-mission--lausanne" }
