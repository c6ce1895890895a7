package e2e_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/e2e/browser"
)

// TestFromANumberToAnOrganisation follows a reader who doubts a number.
func TestFromANumberToAnOrganisation(t *testing.T) {
	t.Parallel()
	for _, way := range []struct {
		name, home string
		report     string // the way to the report of 2024
		title      string
		number     string
		evidence   []string // what the page of the number says
		mission    string
		relation   string
		partner    string
		other      string // the same partner's page in the other language
		switches   string
		back       string // what its link to the first language says
	}{
		{
			"en français", "/fr/", "Lire le rapport de 2024", "L’action internationale en 2024", "13 villes",
			[]string{"Villes visitées", "On compte les villes de toutes les étapes des missions de l’année, chacune une seule fois.", "Calculé 13", "Déclaré 11",
				"Rapport des actions internationales de 2024", "Les deux valeurs diffèrent.", "Buenos Aires est un lieu de passage"},
			"Mission à Lausanne et à Porrentruy pour l’assemblée générale de l’AIMF", "Relation privilégiée avec le Canton du Jura", "Canton du Jura",
			"Canton of Jura", "English", "Français",
		},
		{
			"in English", "/en/", "Read the 2024 report", "International action in 2024", "13 cities",
			[]string{"Cities visited", "Computed 13", "Declared 11", "Report on International Actions in 2024"},
			"Mission to Lausanne and Porrentruy for the AIMF general assembly", "Privileged relationship with the Canton of Jura", "Canton of Jura",
			"Canton du Jura", "Français", "English",
		},
	} {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			p := open(t, way.home, desk, browser.Options{})
			follow(t, p, way.report)
			titled(t, p, way.title)
			follow(t, p, way.number)
			said := read(t, p, "main")
			for _, want := range way.evidence {
				if !strings.Contains(said, want) {
					t.Errorf("the page of the number does not say %q: %s", want, said)
				}
			}
			if items := ask[int](t, p, `document.querySelectorAll('.things > li').length`); items != 13 {
				t.Errorf("it lists %d cities, want 13", items)
			}
			follow(t, p, way.mission)
			titled(t, p, way.mission)
			follow(t, p, way.relation)
			titled(t, p, way.relation)
			follow(t, p, way.partner)
			titled(t, p, way.partner)
			here := address(t, p)
			follow(t, p, way.switches)
			titled(t, p, way.other)
			follow(t, p, way.back)
			if at := address(t, p); at != here {
				t.Errorf("back in the first language at %s, want %s", at, here)
			}
			for _, title := range []string{way.other, way.partner, way.relation, way.mission} {
				if err := p.Back(); err != nil {
					t.Fatal(err)
				}
				titled(t, p, title)
			}
		})
	}
}

// TestAReaderSaysWhatTheyThink fills the form at the foot of a page: first with too much, then with what is taken.
func TestAReaderSaysWhatTheyThink(t *testing.T) {
	t.Parallel()
	p := open(t, "/fr/comites", phone, browser.Options{NoScript: true})
	long := strings.Repeat("Trop long. ", 201) // 2211 characters, 2000 are taken
	send := func(want int) {
		if err := p.Follow(`button[name="useful"][value="yes"]`); err != nil {
			t.Fatal(err)
		}
		if p.Status() != want {
			t.Errorf("status %d, want %d", p.Status(), want)
		}
	}
	ask[bool](t, p, `(document.querySelector('#opinion-comment').value = `+strconv.Quote(long)+`, true)`)
	send(http.StatusUnprocessableEntity)
	if kept := ask[string](t, p, `document.querySelector('#opinion-comment').value`); strings.TrimSpace(kept) != strings.TrimSpace(long) {
		t.Errorf("of what was typed, %q is kept", kept)
	}
	accessible(t, p, false)
	const opinion = "On comprend qui fait quoi."
	if err := p.Click("#opinion-comment"); err != nil {
		t.Fatal(err)
	}
	ask[bool](t, p, `(document.activeElement.select(), true)`)
	if err := p.Press(opinion); err != nil {
		t.Fatal(err)
	}
	send(http.StatusOK)
	titled(t, p, "Merci de votre avis")
	follow(t, p, "Revenir à la page")
	if at := address(t, p); at != must(t, common.site).base+"/fr/comites" {
		t.Errorf("back at %s", at)
	}
	if said := entente(t, must(t, common.program), "feedback", "--db", must(t, common.site).db); !strings.Contains(string(said), "/fr/comites  "+opinion) {
		t.Errorf("the office reads %q", said)
	}
}

// TestTheSameSiteOnPostgreSQL makes the first steps of a reader on the other engine, and compares what it serves.
func TestTheSameSiteOnPostgreSQL(t *testing.T) {
	t.Parallel()
	url, err := common.database(t.Context(), onPostgreSQL, false, "")
	if err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(t.TempDir(), "archive.jsonl") // what was published bears marks of its own: it is taken along
	if err := os.WriteFile(archive, entente(t, must(t, common.program), "export", "--all", "--db", must(t, common.site).db), 0o600); err != nil {
		t.Fatal(err)
	}
	site, err := serve(must(t, common.program), url, archive)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, site)
	p, err := must(t, common.browser).Open(t.Context(), site.base+"/fr/rapports/2024", desk, browser.Options{})
	if err != nil {
		t.Fatal(err)
	}
	follow(t, p, "13 villes")
	titled(t, p, "Villes visitées")
	follow(t, p, "Mission à Lausanne et à Porrentruy pour l’assemblée générale de l’AIMF")

	first := must(t, common.crawl)
	second := &crawl{base: site.base}
	paths := []string{"/sitemap.xml"}
	for _, of := range representatives(first, routeOf()) {
		if !strings.Contains(of.path, "/editions/") { // the files of an edition are made anew, some later
			paths = append(paths, of.path)
		}
	}
	for _, path := range paths {
		other := must(t, func() (*page, error) { return second.fetch(path, "") })
		got := instant.ReplaceAllString(strings.ReplaceAll(string(other.body), second.base, first.base), "")
		want := instant.ReplaceAllString(string(first.pages[path].body), "")
		if got != want {
			at := 0
			for at < min(len(got), len(want)) && got[at] == want[at] {
				at++
			}
			t.Errorf("%s: on PostgreSQL …%.200s, on SQLite …%.200s", path, got[max(0, at-80):], want[max(0, at-80):])
		}
	}
}

// instant is when a record was last changed: not the same in two databases.
var instant = regexp.MustCompile(`20\d\d-\d\d-\d\dT[\d:.]+Z`)

// TestAppendicesKeepTheOrderOfTheSource compares with the appendices of the report of 2024, of which each line is told by
// a word of its own.
func TestAppendicesKeepTheOrderOfTheSource(t *testing.T) {
	t.Parallel()
	report := must(t, common.crawl).pages["/fr/rapports/2024"]
	for id, want := range map[string][]string{
		"annex-visits-courtesy": {
			"Finlande", "INET", "Salaise-Sablons", "américains", "Paulo", "Puebla", "IFDD", "ICAP", "Royaume-Uni", "Irlande",
		},
		"annex-visits-collaboration": {"Calgary", "Rennes", "Nantes", "San Antonio", "Saint-Malo", "Lyon", "Jura"},
		"annex-visits-strategic":     {"Ville-Port", "UNESCO", "ambassadeur de l’AIVP", "santé durable"},
		"annex-missions":             {"Boston", "Colonia", "Porrentruy", "Braga", "Saint-Malo", "New York", "Cordoue", "Lisbonne"},
	} {
		var got []string
		for e := range elements(report.doc, "section") {
			if is, _ := attribute(e, "id"); is != id {
				continue
			}
			for item := range elements(e, "li") {
				if item.Parent.Data == "ol" {
					got = append(got, words(item))
				}
			}
		}
		if !slices.EqualFunc(got, want, strings.Contains) {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}

func follow(t *testing.T, p *browser.Page, link string) {
	t.Helper()
	if err := p.FollowLink(link); err != nil {
		t.Fatal(err)
	}
	if p.Status() != http.StatusOK {
		t.Fatalf("%s: status %d", link, p.Status())
	}
}

func titled(t *testing.T, p *browser.Page, want string) {
	t.Helper()
	if got := read(t, p, "h1"); got != want {
		t.Errorf("the page is called %q, want %q", got, want)
	}
}

// read gives the text of an element, with every run of spaces made a plain one.
func read(t *testing.T, p *browser.Page, selector string) string {
	t.Helper()
	text, err := p.Text(selector)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(text), " ")
}

func address(t *testing.T, p *browser.Page) string {
	t.Helper()
	url, err := p.URL()
	if err != nil {
		t.Fatal(err)
	}
	return url
}
