package e2e_test

import (
	"strings"
	"testing"

	"entente/e2e/browser"
	"entente/internal/access"
	"entente/internal/record"
)

// From the page of a mission to its report, in French and without scripts; then whom a letter is for.
func TestTheDocumentsOfAMission(t *testing.T) {
	t.Parallel()
	site := must(t, common.staff)
	at := "/fr/app/records/mission/" + record.KeyID("ville-de-quebec", record.KindMission, "boston").Short()
	p := signedIn(t, site, access.Officer, at, desk, browser.Options{NoScript: true})
	f := filler{t, p}
	f.do(p.Click(".papers-menu summary"))
	f.says(".papers-menu .menu-panel", "Rapport de mission")
	f.do(p.Follow(`.papers-menu a[href="` + at + `/papers/mission_report.html"]`))
	titled(t, p, "Mission à Boston")
	said := strings.ReplaceAll(read(t, p, "main"), "\u00a0", " ")
	for _, want := range []string{"Maire de Québec", "Boston (États-Unis)", "Résultats attendus et obtenus", "Le jour du retour n’est pas consigné", "Ce document a été établi"} {
		if !strings.Contains(said, want) {
			t.Errorf("the report does not say %q: %s", want, said)
		}
	}
	accessible(t, p, false)
	if wide, err := p.ScrollWidthOverflow(); err != nil || wide {
		t.Errorf("the report is wider than the window (%v)", err)
	}
	f.do(p.Goto(site.base + at + "/papers"))
	titled(t, p, "Documents")
	accessible(t, p, false)
}
