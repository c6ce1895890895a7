package chart

import (
	"math"
	"strings"
	"testing"
)

const hostile = `"><script>alert(1)</script>'&amp;` + "\x00\x1b\xff"

func TestNothingHostilePasses(t *testing.T) {
	t.Parallel()
	bad := Point{Name: hostile, Lat: 48, Lon: 2, URL: "javascript:alert(1)", Kind: `x" onload="alert(1)`}
	quoted := Point{Name: hostile, Lat: 47, Lon: 3, URL: `/x?"><script>&y=1`, Kind: "mission"}
	svg, err := maps(t).World(World{
		Lang: hostile, Title: hostile, Desc: hostile, InsetTitle: hostile, Home: quebec,
		Points: []Point{bad, quoted, bad, quoted}, Legend: []Legend{{hostile, hostile}},
	})
	if err != nil {
		t.Fatal(err)
	}
	drawings := map[string][]byte{
		"map":  svg,
		"bars": Bars(hostile, hostile, 600, []Bar{{Label: hostile, Value: 1, Text: hostile, URL: "data:text/html,x"}, {Label: hostile, URL: `/"onclick="x`}}),
	}
	for name, svg := range drawings {
		for _, n := range parse(t, svg).all("") {
			if n.name == "script" || n.name == "style" {
				t.Errorf("%s holds <%s>", name, n.name)
			}
			for attr, value := range n.attrs {
				if strings.HasPrefix(attr, "on") || attr == "style" || strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:") {
					t.Errorf("%s: <%s %s=%q>", name, n.name, attr, value)
				}
			}
		}
	}
}

// A drawing that holds links must not be an image, which has no parts; one without must be.
func TestRoleFollowsLinks(t *testing.T) {
	t.Parallel()
	linked := draw(t, World{Title: "Villes", Desc: "Carte", Home: quebec, Points: stops()})
	plain := draw(t, World{Title: "Villes", Desc: "Carte", Home: quebec, Points: []Point{{Name: "Paris", Lat: 48.85, Lon: 2.35}}})
	if linked.attr("role") != "group" || plain.attr("role") != "img" {
		t.Errorf("roles %q with links, %q without", linked.attr("role"), plain.attr("role"))
	}
	for _, a := range linked.all("a") {
		if a.attr("href") == "" || a.attr("aria-label") == "" {
			t.Errorf("link %v without address or name", a.attrs)
		}
	}
}

func TestIdsAreUniqueAcrossDrawings(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, svg := range []*node{
		draw(t, World{Title: "Missions", Home: quebec, Points: stops()}),
		draw(t, World{Title: "Missions", Home: quebec, Points: stops()[:3]}),
		draw(t, World{ID: "own", Title: "Missions", Home: quebec, Points: stops()}),
		parse(t, Bars("Missions", "", 600, []Bar{{Label: "a", Value: 1}})),
		parse(t, Bars("Missions", "", 600, []Bar{{Label: "a", Value: 2}})),
	} {
		ids := map[string]bool{}
		for _, n := range svg.all("") {
			if id := n.attr("id"); id != "" {
				if seen[id] {
					t.Errorf("id %q twice", id)
				}
				seen[id], ids[id] = true, true
			}
		}
		for id := range strings.FieldsSeq(svg.attr("aria-labelledby")) {
			if !ids[id] {
				t.Errorf("labelled by %q, which is not there", id)
			}
		}
	}
}

func TestTextIsLargeEnough(t *testing.T) {
	t.Parallel()
	for name, w := range worlds() {
		for _, n := range draw(t, w).all("text") {
			if n.number("font-size") < 11 {
				t.Errorf("%s: %q at %s px", name, n.text, n.attr("font-size"))
			}
		}
	}
}

func TestBarsKeepProportionAndRoom(t *testing.T) {
	t.Parallel()
	svg := parse(t, Bars("Dépenses", "Par mission", 700, []Bar{
		{Label: "Boston", Value: 1000, Text: "1 000,00 $", URL: "/fr/missions/boston"},
		{Label: "Organisation des villes du patrimoine mondial, congrès mondial à Cordoue et conseil d’administration", Value: 4000, Text: "4 000,00 $"},
		{Label: "Lisbonne", Value: 0, Text: "0,00 $"},
		{Label: "inconnue", Value: math.NaN(), Text: "–"},
		{Label: "remboursée", Value: -5, Text: "-5,00 $"},
	}))
	var bars []float64
	for _, r := range svg.all("rect") {
		if r.attr("class") == "bars-bar" {
			bars = append(bars, r.number("width"))
		}
	}
	if len(bars) != 2 || math.Abs(bars[1]-4*bars[0]) > 0.5 {
		t.Errorf("bars %v, want two, the second four times the first", bars)
	}
	values := 0
	for _, n := range svg.all("text") {
		if e := n.extent(0.52); e.left < 0 || e.right > 700 {
			t.Errorf("%q runs out of the drawing: %v", n.text, e)
		}
		if n.attr("class") == "bars-value" {
			values++
		}
	}
	if values != 5 {
		t.Errorf("%d values, want one a bar", values)
	}
}

func TestBarsOfNothing(t *testing.T) {
	t.Parallel()
	if svg := parse(t, Bars("Missions", "", 600, nil)); svg.attr("role") != "img" {
		t.Errorf("role %q", svg.attr("role"))
	}
}
