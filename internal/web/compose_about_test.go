package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
	"entente/internal/web/webtest"
)

// The form of a report says nothing of its blocks or its stage, and leaves them as they are; its history tells them one by one.
func TestAReportKeepsItsBlocksOnItsForm(t *testing.T) {
	t.Parallel()
	s := webtest.Sample(t, registrytest.Engines()[0])
	b := s.As(t, access.Officer)
	page := b.Post("/fr/app/reports/new", url.Values{"year": {"2024"}, "type": {record.AnnualReport}, "from": {"template"}})
	at, _, _ := strings.Cut(page.Path, "/compose")
	blocks := len(page.All("[data-block]"))
	form := b.Get(at + "/edit")
	action, values := form.Form("#form")
	for key := range values {
		if strings.HasPrefix(key, "blocks") || strings.HasPrefix(key, "stage") {
			t.Errorf("the form has the field %q", key)
		}
	}
	if len(form.All(`a[href="`+at+`/compose"]`)) == 0 {
		t.Error("the form does not lead to the editor")
	}
	values.Set("title.fr", "L’année 2024")
	values.Set("stage", record.StageApproved) // nobody approves of a report by its form
	values.Set("op", "save")
	if saved := b.Post(action, values); saved.Status != http.StatusOK || !strings.Contains(strings.Join(saved.Texts(".record-head"), " "), "Brouillon") {
		t.Fatalf("the form is not saved: %d %s", saved.Status, saved.Texts(".record-head"))
	}
	if n := len(b.Get(at + "/compose").All("[data-block]")); n != blocks || n < 10 {
		t.Errorf("%d blocks after the form was saved, want the %d that were there", n, blocks)
	}
	block := b.Get(at + "/compose/blocks/tiles")
	b.Post(at+"/compose/blocks/tiles/remove", url.Values{"seen": {webtest.Attr(block.One(`#block-form input[name=seen]`), "value")}})
	if said := strings.Join(b.Get(at+"/history").Texts("#differences dt"), " | "); said != "Bloc retiré : Chiffres en grand" {
		t.Errorf("the history tells %q", said)
	}
}
