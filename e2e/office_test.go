package e2e_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"entente/e2e/browser"
)

// missionsMade is how many missions the made-up office went on, year by year. In 2022 it did nothing.
func missionsMade() map[int]int { return map[int]int{2020: 1, 2021: 4, 2023: 2, 2024: 3} }

const madeLogo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40" fill="#7a1f3d"/><circle cx="20" cy="20" r="12" fill="#fff"/></svg>`

// madeOffice writes the files of an office that has nothing in common with the sample: its own colours and logo, and several
// years.
func madeOffice(t *testing.T, brand, accent string) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, `office: port-joli
defaults: {visibility: public}
records:
  - {kind: organisation, key: port-joli, name: {fr: "Ville de Port-Joli", en: "City of Port-Joli"}, org_type: municipality, place: "Gaspé, CA"}
  - {kind: organisation, key: brest, name: {fr: "Ville de Brest", en: "City of Brest"}, org_type: municipality, place: "Brest, FR"}
  - {kind: document, key: logo, title: {fr: "Logo"}, media_type: image/svg+xml, file: logo.svg}
  - kind: office
    key: port-joli
    code: port-joli
    main: true
    name: {fr: "Bureau international de Port-Joli", en: "Port-Joli International Office"}
    site_name: {fr: "Port-Joli et le monde", en: "Port-Joli and the World"}
    organisation: organisation/port-joli
    profile: qc-city
    home: "Gaspé, CA"
    logo: document/logo
    theme: {brand: %q, accent: %q}
  - {kind: relation, key: brest, title: {fr: "Jumelage avec Brest", en: "Twinning with Brest"}, ours: organisation/port-joli, partner: organisation/brest, relation_type: twinning, since: "2019"}
  - kind: agreement
    key: brest
    title: {fr: "Programme avec Brest", en: "Program with Brest"}
    parties: [{who: organisation/port-joli}, {who: organisation/brest}]
    period: "2021/2023"
`, brand, accent)
	for year, n := range missionsMade() {
		for i := range n {
			fmt.Fprintf(&b, "  - {kind: mission, key: m-%d-%d, title: {fr: \"Mission à Brest, %d, numéro %d\", en: \"Mission to Brest, %d, number %d\"}, dates: %q, status: done, stops: [{place: \"Brest, FR\"}]}\n",
				year, i, year, i+1, year, i+1, fmt.Sprintf("%d-0%d", year, i+1))
			fmt.Fprintf(&b, "  - {kind: visit, key: v-%d-%d, title: {fr: \"Accueil de Brest, %d, numéro %d\", en: \"Visit from Brest, %d, number %d\"}, visit_type: courtesy, dates: \"%d\", status: done, place: \"Gaspé, CA\", origins: [{who: organisation/brest}]}\n",
				year, i, year, i+1, year, i+1, year)
		}
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"office.yaml": b.String(), "logo.svg": madeLogo} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func serveMade(t *testing.T, brand, accent string) *server {
	t.Helper()
	s, err := serve(must(t, common.program), filepath.Join(t.TempDir(), "entente.db"), madeOffice(t, brand, accent))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Error(errors.Join(errors.New("the made-up office"), err))
		}
	})
	return s
}

// dress is what an office's theme makes of a page.
type dress struct {
	Button, Top, Link string
	Logo              float64 // width of the picture as it was drawn
	Name              string
}

const readDress = `(() => {
	const of = (s, p) => { const e = document.querySelector(s); return e ? getComputedStyle(e)[p] : '' }
	const logo = document.querySelector('.logo')
	return {
		Button: of('.button-main', 'backgroundColor'), Top: of('.top', 'backgroundColor'), Link: of('.card h3 a', 'color'),
		Logo: logo && logo.complete ? logo.naturalWidth * logo.getBoundingClientRect().height : 0, Name: document.querySelector('.brand').innerText.trim(),
	}
})()`

// TestAnOfficeInItsOwnColours shows an office that gave colours and a logo: they are seen, and everything stays legible on a desk
// and a phone, in light and dark.
func TestAnOfficeInItsOwnColours(t *testing.T) {
	t.Parallel()
	for brand, accent := range map[string]string{"#7a1f3d": "#c06014", "#5b00d6": "#00856f", "#1b1b1b": "#d4351c", "#00703c": "#1d70b8"} {
		t.Run(brand, func(t *testing.T) {
			t.Parallel()
			site := serveMade(t, brand, accent)
			p, err := must(t, common.browser).Open(t.Context(), site.base+"/fr/", desk, browser.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var r, g, b int
			if _, err := fmt.Sscanf(brand, "#%02x%02x%02x", &r, &g, &b); err != nil {
				t.Fatal(err)
			}
			want := fmt.Sprintf("rgb(%d, %d, %d)", r, g, b)
			if d := ask[dress](t, p, readDress); d.Button != want || d.Link != want || d.Logo <= 0 || d.Name != "Port-Joli et le monde" {
				t.Errorf("in light it wears %+v, want %s", d, want)
			}
			show(t, p, desk, false, true)
			if d := ask[dress](t, p, readDress); d.Button == want || d.Link == want {
				t.Errorf("in dark it wears the same as in light: %+v", d)
			}
			if ground := ask[string](t, p, "getComputedStyle(document.body).backgroundColor"); ground != "rgb(13, 22, 38)" {
				t.Errorf("in dark it stands on %s", ground)
			}
			for _, path := range []string{"/fr/", "/en/reports", "/fr/rapports/2024", "/fr/partenaires", "/en/partners", "/fr/missions", "/fr/recherche?q=brest"} {
				if err := p.Goto(site.base + path); err != nil {
					t.Fatal(err)
				}
				unfold(t, p)
				for _, dark := range []bool{false, true} {
					show(t, p, desk, false, dark)
					accessible(t, p, dark)
				}
				fitsPhone(t, p)
			}
		})
	}
}

// TestYearsAreToldWithoutAGap draws what an office did year by year: every value is on its mark and in the table beside it, and a
// year in which nothing was done is told as none, without a report to open.
func TestYearsAreToldWithoutAGap(t *testing.T) {
	t.Parallel()
	c := &crawl{base: serveMade(t, "#7a1f3d", "#c06014").base}
	fetch := func(path string, status int) *html.Node {
		t.Helper()
		p, err := c.fetch(path, "")
		if err != nil || p.status != status {
			t.Fatalf("%s: %v %+v", path, err, p)
		}
		return p.doc
	}
	doc := fetch("/fr/rapports", 200)
	figures := 0
	for figure := range elements(doc, "figure") {
		title := ""
		for h := range elements(figure, "h3") {
			title = words(h)
		}
		if !strings.HasPrefix(title, "Missions") {
			continue
		}
		figures++
		var rows []string
		for tr := range elements(figure, "tr") {
			var cells []string
			for cell := range elements(tr, "") {
				if cell.Data == "th" || cell.Data == "td" {
					cells = append(cells, words(cell))
				}
			}
			rows = append(rows, strings.Join(cells, " "))
		}
		if got := strings.Join(rows[1:], ", "); got != "2024 3, 2023 2, 2022 0, 2021 4, 2020 1" {
			t.Errorf("%s: the table says %q", title, got)
		}
		for drawing := range elements(figure, "svg") {
			var marks []string
			bars := 0
			for e := range elements(drawing, "text") {
				marks = append(marks, words(e))
			}
			for e := range elements(drawing, "rect") {
				if slices.Contains(classes(e), "bars-bar") {
					bars++
				}
			}
			if got := strings.Join(marks, " "); got != "2024 3 2023 2 2022 0 2021 4 2020 1" || bars != 4 {
				t.Errorf("%s: the drawing says %q with %d bars", title, got, bars)
			}
		}
	}
	if figures != 1 {
		t.Errorf("%d drawings of missions", figures)
	}
	fetch("/fr/rapports/2022", 404)
	if said := words(fetch("/fr/missions?year=2022", 200)); !strings.Contains(said, "Aucune fiche") {
		t.Errorf("a year of nothing is told as %q", said)
	}
	if said := words(fetch("/fr/missions?year=2021", 200)); strings.Count(said, "Mission à Brest, 2021, numéro") != 4 {
		t.Errorf("of 2021: %q", said)
	}
}
