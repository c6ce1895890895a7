package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/registry/registrytest"
	"entente/internal/web/webtest"
)

// upload sends a spreadsheet as a browser does.
func upload(t *testing.T, b *webtest.Browser, kind, name string, data []byte) *webtest.Page {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	if err := w.WriteField("kind", kind); err != nil {
		t.Fatal(err)
	}
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Send("/fr/app/import", w.FormDataContentType(), &body)
}

func TestASpreadsheetComesInWithoutScripts(t *testing.T) {
	t.Parallel()
	s := webtest.Sample(t, registrytest.Engines()[0])
	b := s.As(t, access.Officer)
	data, err := os.ReadFile("../sheet/testdata/missions-excel-fr.csv")
	if err != nil {
		t.Fatal(err)
	}
	p := upload(t, b, "mission", "missions.csv", data)
	if p.Status != http.StatusOK || !strings.Contains(p.Body, "Lignes de total laissées de côté") || strings.ContainsAny(p.Body, "⟦⟧") {
		t.Fatalf("%d at %s\n%s", p.Status, p.Path, p.Body)
	}
	at := p.Path
	action, values := p.Form(`form[action$="/map"]`)
	if values.Get("field-1") != "title.fr" {
		t.Errorf("proposed %v", values)
	}
	p = b.Post(action, values)
	if p.Path != at || !strings.Contains(p.Body, "Existe peut-être déjà (5)") || strings.ContainsAny(p.Body, "⟦⟧") {
		t.Fatalf("%d at %s\n%s", p.Status, p.Path, p.Body)
	}
	p = b.Post(at+"/settle", url.Values{"row-5": {"skip"}, "row-6": {"new"}, "row-7": {"skip"}, "row-8": {"skip"}, "row-9": {"skip"}})
	if !strings.Contains(p.Body, "Importer 1 ligne") {
		t.Fatalf("after the choices:\n%s", p.Body)
	}
	p = b.Post(at+"/commit", nil)
	if !strings.Contains(p.Body, "1 fiche créée.") || !strings.Contains(p.Body, "4 lignes laissées de côté.") {
		t.Errorf("the report:\n%s", p.Body)
	}
	if p := b.Get(at + "/refused/csv"); p.Status != http.StatusOK || !strings.Contains(p.Body, ";Motif") {
		t.Errorf("%d %s", p.Status, p.Body)
	}
	if p := b.Get("/fr/app/import-templates/mission/xlsx"); p.Status != http.StatusOK || !strings.HasPrefix(p.Body, "PK") {
		t.Errorf("template: %d", p.Status)
	}
	if p := upload(t, b, "mission", "a.xls", []byte("\xd0\xcf\x11\xe0")); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "ancien format d’Excel") {
		t.Errorf("an old workbook: %d", p.Status)
	}
	// Another office finds nothing there, as if it had never been.
	if p := s.AsOther(t, access.Admin).Get(at); p.Status != http.StatusNotFound {
		t.Errorf("another office: %d", p.Status)
	}
}
