package portal_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

const nbsp = "\u00a0"

// withClass lists the elements that bear a class.
func withClass(n *html.Node, class string) []*html.Node {
	return slices.DeleteFunc(each(n, ""), func(e *html.Node) bool { return !slices.Contains(strings.Fields(attribute(e, "class")), class) })
}

func contains(t *testing.T, n *html.Node, wanted ...string) {
	t.Helper()
	got := words(n)
	for _, want := range wanted {
		// words makes every space a plain one.
		if want = strings.Join(strings.Fields(strings.ReplaceAll(want, nbsp, " ")), " "); !strings.Contains(strings.ReplaceAll(got, nbsp, " "), want) {
			t.Errorf("%q is not in: %s", want, got)
		}
	}
}

func TestMissionPageInFrench(t *testing.T) {
	t.Parallel()
	doc := page(t, newSite(t, newShelf()), missionPath())
	contains(t, withClass(doc, "journey")[0], "Lausanne Suisse", "Porrentruy Suisse de passage")
	contains(t, each(doc, "main")[0], "Du 12 au 18 mai 2024", "Réalisée", "Ville de Québec", "Assemblée générale de l’AIMF.", "Ville de Lausanne hôte",
		"Une autre ville", "1er mars 2024", "CE-2024-0001", "4 066,13 $ avant taxes (plafond, délégation)",
		"Rapport de 2024", "Annexes (p. 9)", "numéro 3 de la liste", "Dernière mise à jour le 1er mars 2025")
	if marks := withClass(doc, "lang-mark"); len(marks) != 0 {
		t.Errorf("%d texts of a French page are marked", len(marks))
	}
}

func TestMissionPageInEnglish(t *testing.T) {
	t.Parallel()
	doc := page(t, newSite(t, newShelf()), "/en/missions/"+missionID.Short()+"-mission--lausanne-en")
	contains(t, each(doc, "main")[0], "May 12 to 18, 2024", "Completed", "Switzerland", "Assemblée générale de l’AIMF. in French",
		"$4,066.13 before taxes (ceiling, delegation)", "Another city", "number 3 in the list", "Last updated on March 1, 2025")
	for _, e := range each(doc, "") {
		if words(e) == "Assemblée générale de l’AIMF." && e.Data == "span" && attribute(e, "lang") != "fr" {
			t.Error("a French text is read aloud as English")
		}
	}
}

func TestPrivateRecordsLeaveNoTrace(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	for _, path := range []string{"/fr/", "/fr/missions", "/fr/rapports/2024", "/fr/rapports/2024/chiffres/missions", "/fr/rapports/2024/chiffres/missions.csv", "/sitemap.xml"} {
		body := get(h, path).Body.String()
		if strings.Contains(body, "secrète") || strings.Contains(body, secretID.Short()) {
			t.Errorf("%s tells of a private record", path)
		}
	}
}

func TestQuantityKeepsItsDoubt(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	doc := page(t, h, get(h, "/fr/evenements/"+hostileID.Short()).Header().Get("Location"))
	contains(t, each(doc, "main")[0], "près de 5 000 participants")
	doc = page(t, h, get(h, "/en/events/"+hostileID.Short()).Header().Get("Location"))
	contains(t, each(doc, "main")[0], "nearly 5,000 participants")
}

func TestFigurePageSetsDeclaredBesideComputed(t *testing.T) {
	t.Parallel()
	doc := page(t, newSite(t, newShelf()), "/fr/rapports/2024/chiffres/missions")
	contains(t, withClass(doc, "compare")[0], "Calculé 1", "Déclaré 3 Rapport de 2024")
	contains(t, each(doc, "main")[0], "Les deux valeurs diffèrent.", "Mission à Lausanne")
}

func TestTiesAreUnderTheirKinds(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	doc := page(t, h, get(h, "/fr/organisations/"+cityID.Short()).Header().Get("Location"))
	contains(t, withClass(doc, "ties")[0], "Missions Mission à Lausanne Du 12 au 18 mai 2024")
	contains(t, withClass(doc, "eyebrow")[0], "Organisation · Municipalité · Québec, Canada")
}

func TestListFilters(t *testing.T) {
	t.Parallel()
	h := newSite(t, newShelf())
	for path, n := range map[string]int{
		"/fr/accueils": 1, "/fr/accueils?year=2024": 1, "/fr/accueils?year=2023": 0, "/fr/accueils?type=courtesy": 1, "/fr/accueils?type=strategic": 0,
		"/fr/accueils?year=abc&type=nope": 1, "/fr/missions": 2,
	} {
		if got := len(withClass(page(t, h, path), "row-title")); got != n {
			t.Errorf("%s: %d rows, want %d", path, got, n)
		}
	}
	form := each(each(page(t, h, "/fr/accueils?year=2024"), "main")[0], "form")[0]
	if attribute(form, "method") != "get" || attribute(form, "action") != "/fr/accueils" {
		t.Error("the filters are not a plain form")
	}
	for _, o := range each(form, "option") {
		if attribute(o, "value") == "2024" && !slices.ContainsFunc(o.Attr, func(a html.Attribute) bool { return a.Key == "selected" }) {
			t.Error("the year chosen is not shown as chosen")
		}
	}
}
