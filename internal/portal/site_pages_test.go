package portal_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"entente/internal/record"
)

// own gets the page of a record, whatever its slug.
func own(t *testing.T, h http.Handler, list string, id record.Ref) *html.Node {
	t.Helper()
	return page(t, h, get(h, list+"/"+id.Short()).Header().Get("Location"))
}

func mainOf(doc *html.Node) *html.Node { return each(doc, "main")[0] }

func TestPartnersByPartOfTheWorld(t *testing.T) {
	t.Parallel()
	h := newSite(t, fullShelf())
	doc := page(t, h, "/fr/partenaires")
	contains(t, mainOf(doc), "Europe Municipalité Ville de Lausanne Lausanne, Suisse Jumelage Entente")
	if strings.Contains(words(mainOf(doc)), "Ville de Québec") {
		t.Error("we are among our own partners")
	}
	if n := len(withClass(doc, "row-title")); n != 1 {
		t.Errorf("%d partners, want 1: a fellow member is none", n)
	}
	contains(t, mainOf(page(t, h, "/en/partners?type=university")), "No record matches")
	contains(t, mainOf(page(t, h, "/fr/partenaires?type=municipality")), "Ville de Lausanne")
}

func TestAPartnersPageTellsTheTie(t *testing.T) {
	t.Parallel()
	h := newSite(t, fullShelf())
	doc := own(t, h, "/fr/organisations", lausanneID)
	contains(t, withClass(doc, "standing")[0], "Jumelage depuis 1962 appelé « Partenariat » par le partenaire En vigueur",
		"Mission à Lausanne – dernière mission là-bas, du 12 au 18 mai 2024", "Aucun accueil de leur part n’est consigné", "1 mission là-bas · 0 accueil de leur part")
	for _, a := range each(withClass(doc, "standing-counts")[0], "a") {
		id := strings.TrimPrefix(attribute(a, "href"), "#")
		found := false
		for _, e := range each(doc, "section") {
			if attribute(e, "aria-labelledby") == id {
				found = true
				if n := len(withClass(e, "row-title")); !strings.HasPrefix(words(a), "1 ") || n != 1 {
					t.Errorf("%q opens a list of %d", words(a), n)
				}
			}
		}
		if !found {
			t.Errorf("%q opens nothing", words(a))
		}
	}
	contains(t, mainOf(doc), "Protocole avec Lausanne Signée Protocole Mai 2004", "Voir la chronologie en tableau",
		"1962 Relation bilatérale Jumelage avec Lausanne Mai 2004 Entente Protocole avec Lausanne Du 12 au 18 mai 2024 Mission Mission à Lausanne")
	if n := len(withClass(doc, "timeline")); n != 2 {
		t.Errorf("%d drawings, want one for wide and one for narrow screens", n)
	}
	if strings.Contains(words(doc), "secrète") {
		t.Error("a private mission is told")
	}
	contains(t, mainOf(own(t, h, "/en/organizations", lausanneID)), "Twinning since 1962", "1 mission there")
}

func TestAnOrganisationWithoutTiesKeepsItsPlainPage(t *testing.T) {
	t.Parallel()
	doc := own(t, newSite(t, fullShelf()), "/fr/organisations", networkID)
	if len(withClass(doc, "standing")) != 0 {
		t.Error("a network where we have a seat is shown as a partner")
	}
	contains(t, withClass(doc, "ties")[0], "Adhésions Québec au conseil")
}

func TestAgreementAsARegisterKeepsIt(t *testing.T) {
	t.Parallel()
	h := newSite(t, fullShelf())
	doc := own(t, h, "/fr/ententes", agreementID)
	contains(t, mainOf(doc), "Ville de Québec De notre part non consigné", "Ville de Lausanne Partenaire", "Signature Mai 2004", "Annonce 1er juin 2004",
		"Échanger des équipes 1er janvier 2005 état non consigné", "Se rencontrer Tenu", "Programme de coopération De 2004 à 2006", "Renouvellement 2010",
		"Programme PDF, 12 octets Télécharger le fichier")
	if strings.Contains(strings.ToLower(words(mainOf(doc))), "retard") {
		t.Error("an unknown state is called late")
	}
	for path, n := range map[string]int{
		"/fr/ententes": 1, "/fr/ententes?class=protocol&status=signed&year=2004&partner=" + lausanneID.Short(): 1, "/fr/ententes?status=ended": 0,
		"/fr/ententes?year=2005": 0, "/fr/ententes?partner=" + cityID.Short(): 1, "/fr/ententes?class=nope": 1, "/fr/ententes?type=protocol": 1, "/en/agreements?class=accession": 0,
	} {
		if got := len(withClass(page(t, h, path), "row-title")); got != n {
			t.Errorf("%s: %d rows, want %d", path, got, n)
		}
	}
}

func TestNetworksAndSeats(t *testing.T) {
	t.Parallel()
	contains(t, mainOf(page(t, newSite(t, fullShelf()), "/fr/reseaux")),
		"Où nous siégeons Réseau de villes Association des maires francophones", "Québec au conseil depuis 2012",
		"De 2021 à 2023, élection en juillet 2021", "Réélection en 2023", "Autres membres Ville de Braga Membre")
}

func TestPlanSetsDeclaredBesideTold(t *testing.T) {
	t.Parallel()
	h := newSite(t, fullShelf())
	contains(t, mainOf(page(t, h, "/fr/plan")), "Plan d’action · De 2018 à 2020", "1 mesure présentée sur 21 déclarées Ouvrir le monde aux jeunes",
		"Mesure 4 Ouvrir le monde aux jeunes", "À lire : Des jeunes ailleurs", "Jeunes soutenus Cible près de 5 000 personnes Mesuré 4 800 personnes 2018")
	contains(t, mainOf(own(t, h, "/en/plans", planID)), "1 measure told out of 21 declared")
	contains(t, mainOf(own(t, h, "/fr/histoires", storyID)), "Ils sont partis.", "près de 5 000 personnes", "Un paragraphe. Un autre.")
}

func TestEditorialPages(t *testing.T) {
	t.Parallel()
	h := newSite(t, fullShelf())
	doc := own(t, h, "/fr/pages", pageID)
	contains(t, withClass(doc, "trail")[0], "Accueil À propos Le Bureau")
	contains(t, mainOf(doc), "Qui nous sommes. Mandat Premier. Second. À lire", "Des jeunes ailleurs Ils sont partis.", "Protocole avec Lausanne", "Le mandat")
	if strings.Contains(words(doc), "secrète") {
		t.Error("a private record is shown in a page")
	}
	contains(t, withClass(own(t, h, "/fr/pages", childID), "trail")[0], "Accueil À propos Le Bureau Le mandat")
	contains(t, withClass(page(t, h, "/en/about"), "tabs")[0], "Networks and seats", "The Office")
}

// A page is composed of the blocks of a report: figures open their evidence, of the latest year, and tags stay text.
func TestEditorialPagesAreComposed(t *testing.T) {
	t.Parallel()
	s := fullShelf()
	id := record.KeyID("bri", record.KindPage, "chiffres")
	s.records = append(s.records, &record.Page{
		Meta: record.Meta{ID: id, Kind: record.KindPage, Office: officeID, Visibility: record.Public}, Title: text("Nos chiffres", ""), Menu: "about",
		Blocks: []record.Block{
			{Heading: text("En bref", ""), Text: []record.Text{text("Le bureau a mené {missions}, **beaucoup** au 1er mai <script>x</script>.", "")}},
			{ID: "grand", Level: 2, Heading: text("En grand", ""), Sort: record.BlockTiles, Figures: []string{"missions"}},
			{Heading: text("Rien à dire", ""), Sort: record.BlockOutcomes, Of: "tea"},
		},
	})
	doc := own(t, newSite(t, s), "/fr/pages", id)
	contains(t, mainOf(doc), "En bref Le bureau a mené", "beaucoup au 1 er mai <script>x</script>.", "En grand")
	if strings.Contains(words(doc), "Rien à dire") {
		t.Error("a block that finds nothing is shown")
	}
	var led []string
	for _, a := range each(mainOf(doc), "a") {
		if href := attribute(a, "href"); strings.Contains(href, "/chiffres/missions") {
			led = append(led, href)
		}
	}
	if len(led) != 2 || led[0] != "/fr/rapports/2024/chiffres/missions" {
		t.Errorf("figures lead to %q, want their evidence, from the text and from the tile", led)
	}
}

func TestMethodTellsEveryRule(t *testing.T) {
	t.Parallel()
	doc := mainOf(page(t, newSite(t, fullShelf()), "/fr/methode"))
	contains(t, doc, "Villes visitées", "chacune une seule fois", "Thème Francophonie Culture et patrimoine", "Rencontre de courtoisie")
}

func TestDisagreementsSideBySide(t *testing.T) {
	t.Parallel()
	doc := page(t, newSite(t, fullShelf()), "/fr/desaccords")
	contains(t, withClass(doc, "disagreement")[0], "2016 ou 2017? Paru en 2016. Rapport de 2024 Paru en 2017. Paradiplomacy", "Notre lecture La revue dit 2017.")
	contains(t, mainOf(doc), "Missions 2024 3 1")
}

func TestFindingsAndBibliography(t *testing.T) {
	t.Parallel()
	h := newSite(t, fullShelf())
	contains(t, mainOf(page(t, h, "/fr/constats")), "Cause La mondialisation. Paquin, 2017, p. 12 (cité comme « Paquin, 2016 »)")
	contains(t, mainOf(page(t, h, "/fr/references")), "Paquin, S. (2017). Paradiplomacy . Negotiation . https://exemple.org/a")
	bib := get(h, "/fr/references.bib")
	if !strings.HasPrefix(bib.Body.String(), "@article{paquin2017,") || !strings.Contains(bib.Header().Get("Content-Disposition"), "references.bib") {
		t.Errorf("BibTeX: %v %s", bib.Header(), bib.Body)
	}
	var entries []map[string]any
	if err := json.Unmarshal(get(h, "/en/references.json").Body.Bytes(), &entries); err != nil || len(entries) != 1 || entries[0]["id"] != "paquin2017" {
		t.Errorf("CSL-JSON: %v %v", entries, err)
	}
	contains(t, mainOf(own(t, h, "/fr/publications", listID)), "Liste telle qu’imprimée Liste incomplète", "Nom Domaine Fédérati… Éducation Fonds m…")
}

func TestProspectsAndWhatCameOfThem(t *testing.T) {
	t.Parallel()
	h := newSite(t, fullShelf())
	contains(t, mainOf(page(t, h, "/fr/demarches")), "Obtenue Congrès Congrès du vélo environ 250 participants Ce qui en est venu Le congrès viendra. Prévu : Octobre 2026")
	contains(t, mainOf(page(t, h, "/fr/retombees")), "Attirer Le congrès viendra. Provient de : Congrès du vélo")
	contains(t, mainOf(page(t, h, "/fr/retombees?year=2023")), "Aucune fiche ne répond")
	contains(t, mainOf(page(t, h, "/fr/comites")), "Depuis février 2024 Comité de la capitale Il réunit quatre organismes.", "Ville de Québec coordination")
}

// TestManyRecordsAreReadAtOnce holds that a page with a list asks for its records together where the reader can.
func TestManyRecordsAreReadAtOnce(t *testing.T) {
	t.Parallel()
	s := fullShelf()
	b := &batching{shelf: s}
	h, plain := newSiteOf(t, b, s), newSite(t, s)
	for _, path := range []string{"/fr/partenaires", "/fr/ententes", "/fr/plan", "/fr/reseaux", "/fr/constats", "/fr/references", "/fr/retombees", "/fr/a-propos"} {
		if got, want := get(h, path).Body.String(), get(plain, path).Body.String(); got != want {
			t.Errorf("%s: another page when read at once", path)
		}
	}
	if b.single != 0 {
		t.Errorf("%d records were asked for one by one", b.single)
	}
}

func TestTheOfficesLook(t *testing.T) {
	t.Parallel()
	h := newSite(t, fullShelf())
	body := get(h, "/fr/").Body.String()
	address := regexp.MustCompile(`/assets/theme-[0-9a-f]+\.css`).FindString(body)
	w := get(h, address)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "--brand:#7a1f3d;") || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("%s: %d %s", address, w.Code, w.Body)
	}
	for _, v := range regexp.MustCompile(`prefers-color-scheme:dark\)\{:root\{--brand:(#[0-9a-f]{6})`).FindStringSubmatch(w.Body.String())[1:] {
		ground, _ := record.ParseRGB("#142036")
		if c, ok := record.ParseRGB(v); !ok || c.Contrast(ground) < 4.5 {
			t.Errorf("links are %s on the dark ground", v)
		}
	}
	if w := get(h, "/assets/theme-0000000000.css"); w.Code != http.StatusNotFound {
		t.Errorf("a theme that is not ours: %d", w.Code)
	}
	if got := get(newSite(t, newShelf()), "/fr/").Body.String(); strings.Contains(got, "theme-") || strings.Contains(got, `class="logo"`) {
		t.Error("an office without a look of its own is given one")
	}
	if !strings.Contains(body, `src="/fr/documents/`+logoID.Short()+`-logo/fichier"`) {
		t.Error("the logo is missing")
	}
}

func TestPagesTellProgramsWhatTheyAre(t *testing.T) {
	t.Parallel()
	h := newSite(t, fullShelf())
	for path, want := range map[string]string{
		missionPath(): "Event", "/fr/rapports/2024": "Report", "/fr/rapports/2024/chiffres/missions": "Dataset", "/fr/references": "Dataset",
		get(h, "/fr/organisations/"+lausanneID.Short()).Header().Get("Location"): "Organization",
	} {
		types := map[any]bool{}
		for _, e := range each(page(t, h, path), "script") {
			if e.FirstChild == nil {
				continue // the site's own
			}
			var data map[string]any
			if err := json.Unmarshal([]byte(e.FirstChild.Data), &data); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			types[data["@type"]] = true
		}
		if !types[want] || !types["BreadcrumbList"] {
			t.Errorf("%s: tells %v, want %s and the way to it", path, types, want)
		}
	}
}

func TestALargeSiteHasItsSitemapInParts(t *testing.T) {
	t.Parallel()
	s := newShelf()
	for i := range 5200 {
		id := record.KeyID("bri", record.KindSeries, strings.Repeat("x", i%7)+string(rune('a'+i%26))+strings.Repeat("y", i/26))
		s.records = append(s.records, &record.Series{Meta: meta(id, record.KindSeries), Title: text("Série", "")})
	}
	h := newSite(t, s)
	index := get(h, "/sitemap.xml").Body.String()
	parts := regexp.MustCompile(`<loc>`+regexp.QuoteMeta(base)+`([^<]+)</loc>`).FindAllStringSubmatch(index, -1)
	if !strings.Contains(index, "<sitemapindex") || len(parts) != 3 {
		t.Fatalf("%d parts: %.300s", len(parts), index)
	}
	seen := map[string]bool{}
	for _, p := range parts {
		body := get(h, strings.ReplaceAll(p[1], "&amp;", "&")).Body.String()
		list := regexp.MustCompile(`<loc>([^<]+)</loc>`).FindAllStringSubmatch(body, -1)
		if len(list) == 0 || len(list) > 10000 {
			t.Errorf("%s: %d addresses", p[1], len(list))
		}
		for _, l := range list {
			seen[l[1]] = true
		}
	}
	if !seen[base+"/en/partners"] || !seen[base+missionPath()] || len(seen) < 10400 {
		t.Errorf("%d addresses in all", len(seen))
	}
}

// TestAHubIsToldWithBoundedReads: a body that very many records name still has its last mission right, behind those that are
// still to come, and leads to the rest.
func TestAHubIsToldWithBoundedReads(t *testing.T) {
	t.Parallel()
	s := fullShelf()
	hub := &record.Organisation{Meta: meta(record.KeyID("", record.KindOrganisation, "universite"), record.KindOrganisation), Name: text("Université", "University"), OrgType: "university"}
	s.records = append(s.records, hub)
	add := func(n, year int, status string) {
		for i := range n {
			s.records = append(s.records, &record.Mission{
				Meta: meta(record.KeyID("bri", record.KindMission, fmt.Sprintf("%d-%d", year, i)), record.KindMission),
				Activity: record.Activity{
					Title: text(fmt.Sprintf("Mission %d-%d", year, i), ""), Dates: record.Date(fmt.Sprintf("%d-05", year)), Status: status,
				},
				InvitedBy: []record.Ref{hub.ID},
			})
		}
	}
	add(70, 2031, "planned")
	add(90, 2019, "done")
	h := newSite(t, s)
	doc := own(t, h, "/fr/organisations", hub.ID)
	contains(t, withClass(doc, "standing")[0], "dernière mission là-bas, en mai 2019", "les 22 dernières missions là-bas")
	all := ""
	for _, a := range each(doc, "a") {
		if words(a) == "Voir tout" {
			all = attribute(a, "href")
		}
	}
	if all == "" {
		t.Fatal("nothing leads to all missions")
	}
	listed := mainOf(page(t, h, all))
	if n := len(withClass(listed, "row-title")); n != 60 {
		t.Errorf("%d missions on a page, want 60", n)
	}
	if next := strings.Count(words(listed), "Voir la suite"); next != 1 {
		t.Error("nothing leads further")
	}
}
