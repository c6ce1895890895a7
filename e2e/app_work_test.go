package e2e_test

import (
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"testing"

	"entente/e2e/browser"
	"entente/internal/access"
)

// made creates an organisation through its form and gives the address of its page.
func (f filler) made(site *server, name string) string {
	f.t.Helper()
	f.do(f.p.Goto(site.base + "/fr/app/records/organisation/new"))
	f.into("name.fr", name)
	f.send("save")
	if strings.HasSuffix(address(f.t, f.p), "/new") {
		f.send("anyway") // one of that name is known already: that is the point
	}
	return address(f.t, f.p)
}

// Two records of one body become one; both addresses lead to it, until that is undone. Then an earlier state is brought back.
func TestTwoOrganisationsBecomeOne(t *testing.T) {
	onEachEngineAlone(t, twoOrganisationsBecomeOne)
}

func twoOrganisationsBecomeOne(t *testing.T, site *server) {
	t.Helper()
	p := signedIn(t, site, access.Officer, "/fr/app/", desk, browser.Options{})
	f := filler{t, p}
	kept := f.made(site, "Ville de Charleroi")
	lost := f.made(site, "Charleroi (ville wallonne)")
	f.do(p.Goto(kept + "/merge?q=Charleroi"))
	f.do(p.Follow(`main .rows a.button`))
	titled(t, p, "Fusionner : Ville de Charleroi")
	accessible(t, p, false)
	f.do(p.Follow(`form[action$="/merge"] button.button-main`))
	f.do(p.Goto(lost))
	f.says("main", "Elle a été fusionnée avec :Ville de Charleroi")
	f.do(p.Goto(site.base + "/fr/app/batches"))
	accessible(t, p, false)
	f.do(p.Goto(kept + "/merge?q=Charleroi"))
	if said := read(t, p, "main"); strings.Contains(said, "wallonne") {
		t.Errorf("what was merged is proposed again: %s", said)
	}
	f.do(p.Goto(site.base + "/fr/app/batches"))
	f.do(p.Follow(`main form[action$="/undo"] button`))
	f.says(".flash", "L’opération est annulée")
	f.do(p.Goto(lost))
	titled(t, p, "Charleroi (ville wallonne)")

	f.do(p.Goto(kept + "/edit"))
	f.into("name.fr", "Ville de Charleroi et environs")
	f.send("save")
	titled(t, p, "Ville de Charleroi et environs")
	f.do(p.Goto(kept + "/history"))
	accessible(t, p, true)
	if said := read(t, p, "#differences"); !strings.Contains(said, "et environs") {
		t.Errorf("the differences do not show what was added: %s", said)
	}
	f.do(p.Follow(`form[action$="/bring-back"] button`))
	titled(t, p, "Ville de Charleroi")
	quiet(t, p)
}

// chooseFile gives a file to the form that brings spreadsheets in.
func (f filler) chooseFile(kind, name string, data []byte) {
	f.t.Helper()
	f.with("kind", kind)
	ask[bool](f.t, f.p, fmt.Sprintf(`(() => { const raw = Uint8Array.from(atob(%q), c => c.charCodeAt(0)), given = new DataTransfer()
		given.items.add(new File([raw], %q, {type: 'text/csv'})); document.getElementById('file').files = given.files; return true })()`, base64.StdEncoding.EncodeToString(data), name))
}

// A spreadsheet as offices keep them comes in with corrections, is undone, and comes in again.
func TestASpreadsheetComesInIsUndoneAndComesInAgain(t *testing.T) {
	onEachEngineAlone(t, aSpreadsheetComesIn)
}

func aSpreadsheetComesIn(t *testing.T, site *server) {
	t.Helper()
	data, err := os.ReadFile("../internal/sheet/testdata/missions-excel-fr.csv")
	if err != nil {
		t.Fatal(err)
	}
	p := signedIn(t, site, access.Officer, "/fr/app/import", desk, browser.Options{})
	f := filler{t, p}
	for range 2 {
		f.do(p.Goto(site.base + "/fr/app/import"))
		accessible(t, p, false)
		f.chooseFile("mission", "missions.csv", data)
		f.do(p.Follow(`form[enctype] button.button-main`))
		f.says("main", "Lignes de total laissées de côté")
		accessible(t, p, false)
		f.do(p.Follow(`form[action$="/map"] button.button-main`))
		f.says("main", "Existe peut-être déjà (5)")
		accessible(t, p, false)
		accessible(t, p, true)
		fitsPhone(t, p)
		show(t, p, desk, false, false)
		for row, choice := range map[string]string{"row-5": "skip", "row-6": "new", "row-7": "skip", "row-8": "skip", "row-9": "skip"} {
			f.with(row, choice)
		}
		f.do(p.Follow(`form[action$="/settle"] > p > button`))
		f.do(p.Follow(`form[action$="/commit"] button`))
		f.says("main", "1 fiche créée.")
		count := `[...document.querySelectorAll('main td a, main th a')].filter(a => a.innerText.includes('Colonia del Sacramento')).length`
		report := address(t, p)
		f.do(p.Goto(site.base + "/fr/app/records/mission"))
		if n := ask[int](t, p, count); n != 2 {
			t.Errorf("%d missions to Colonia del Sacramento, want the one that was there and the new one", n)
		}
		f.do(p.Goto(report))
		f.do(p.Follow(`form[action$="/undo"] button`))
		f.do(p.Goto(site.base + "/fr/app/records/mission"))
		if n := ask[int](t, p, count); n != 1 {
			t.Errorf("%d missions to Colonia del Sacramento after the undo, want 1", n)
		}
	}
	quiet(t, p)
}
