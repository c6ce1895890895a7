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

// Two people write in one report without scripts: in different blocks they never meet, in the same one both texts are shown.
func TestTwoPeopleComposeAReport(t *testing.T) {
	t.Parallel()
	s := webtest.Sample(t, registrytest.Engines()[0])
	one, two := s.As(t, access.Officer), s.As(t, access.Contributor)
	page := one.Post("/fr/app/reports/new", url.Values{"year": {"2024"}, "type": {record.AnnualReport}, "from": {"template"}})
	at, _, _ := strings.Cut(page.Path, "?")
	if page.Status != http.StatusOK || !strings.HasSuffix(at, "/compose") || len(page.All("[data-block]")) < 10 {
		t.Fatalf("%d %s: %d blocks", page.Status, page.Path, len(page.All("[data-block]")))
	}
	write := func(b *webtest.Browser, key, text string) func() *webtest.Page {
		f := b.Get(at + "/blocks/" + key)
		action, values := f.Form("#block-form")
		values.Set("text.fr", text)
		values.Set("op", "save")
		return func() *webtest.Page { return b.Post(action, values) }
	}
	first, other, late := write(one, "introduction", "Huit : {missions}."), write(two, "missions", "Ailleurs."), write(two, "introduction", "Autre texte.")
	for name, save := range map[string]func() *webtest.Page{"a block": first, "another block": other} {
		if p := save(); p.Status != http.StatusOK {
			t.Fatalf("%s is not saved: %d", name, p.Status)
		}
	}
	p := late()
	said := strings.Join(p.Texts(".clash"), " ")
	if p.Status != http.StatusConflict || !strings.Contains(said, "{missions}") || !strings.Contains(said, "Autre texte") {
		t.Fatalf("%d: %s", p.Status, said)
	}
	action, values := p.Form("#block-form")
	values.Set("op", "save")
	if p = two.Post(action, values); p.Status != http.StatusOK || !strings.Contains(strings.Join(p.Texts("#b-introduction"), " "), "Autre texte.") {
		t.Errorf("what was settled is not saved: %d", p.Status)
	}
	if p = s.As(t, access.Reader).Post(at+"/blocks/introduction/remove", url.Values{"seen": {""}}); p.Status != http.StatusNotFound {
		t.Errorf("a reader removes a block: %d", p.Status)
	}
}
