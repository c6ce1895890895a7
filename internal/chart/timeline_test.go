package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// moments is a long tie: a twinning of 1962, silence, then a crowd of missions and visits.
func moments() []Moment {
	out := []Moment{
		{From: 1962, To: 1963, Side: OnLine, Kind: "relation", Text: "Jumelage", When: "1962", URL: "/fr/relations/a"},
		{From: 2024.37, To: 2024.37, Side: Out, Kind: "mission", Text: "Mission à Lausanne & Porrentruy", When: "13 mai 2024", URL: "/fr/missions/b"},
	}
	for i := range 12 {
		out = append(out, Moment{
			From: 2019 + float64(i)/3, To: 2019 + float64(i)/3, Side: []Side{Out, In}[i%2], Kind: "visit",
			Text: fmt.Sprintf("Accueil d’une délégation nombreuse, numéro %d", i), When: "2019", URL: "/fr/accueils/c",
		})
	}
	return out
}

func line(width float64) Timeline {
	return Timeline{Lang: "fr", Title: "Chronologie", Desc: "En tableau plus bas.", Out: "Nos missions", In: "Leurs visites", Moments: moments(), Width: width}
}

func TestNamesOfATimelineCoverNothing(t *testing.T) {
	t.Parallel()
	for _, width := range []float64{1072, 700, 340} {
		svg := parse(t, line(width).Draw())
		var areas []box
		var texts []string
		for _, n := range svg.all("text") {
			a := n.extent(0.52)
			if a.left < -1 || a.right > width+1 || a.bottom > svg.number("height") {
				t.Errorf("%.0f: %q runs out of the drawing: %+v", width, n.text, a)
			}
			areas, texts = append(areas, a), append(texts, n.text)
		}
		for i := range areas {
			for j := range i {
				if areas[i].overlaps(areas[j]) {
					t.Errorf("%.0f: %q and %q cover one another", width, texts[i], texts[j])
				}
			}
		}
		if len(svg.all("a")) != len(moments()) {
			t.Errorf("%.0f: %d links, want %d", width, len(svg.all("a")), len(moments()))
		}
	}
}

func TestNoStalkRunsThroughAName(t *testing.T) {
	t.Parallel()
	svg := parse(t, line(1072).Draw())
	for _, p := range svg.all("path") {
		if p.attr("class") != "timeline-stalk" {
			continue
		}
		var x, from, to float64
		if _, err := fmt.Sscanf(strings.ReplaceAll(p.attr("d")[1:], "V", " "), "%f %f %f", &x, &from, &to); err != nil {
			t.Fatal(err)
		}
		for _, n := range svg.all("text") {
			if n.attr("class") == "timeline-name" && n.extent(0.52).crossed(vec{x, from}, vec{x, to}) {
				t.Errorf("a stalk at %.1f runs through %q", x, n.text)
			}
		}
	}
}

func TestAYearIsDrawnAsAYear(t *testing.T) {
	t.Parallel()
	tl := Timeline{Title: "x", Width: 1000, Moments: []Moment{
		{From: 2023, To: 2024, Side: Out, Text: "année", When: "2023"},
		{From: 2024.5, To: 2024.5, Side: In, Text: "jour", When: "1er juillet 2024"},
	}}
	svg := parse(t, tl.Draw())
	var spans int
	for _, r := range svg.all("rect") {
		if r.attr("class") == "timeline-span" {
			spans++
			if r.number("width") < 200 {
				t.Errorf("a year of two is %.1f pixels of 1000", r.number("width"))
			}
		}
	}
	if spans != 1 {
		t.Errorf("%d bars, want one: a day is a dot", spans)
	}
}

func TestALongSilenceIsCutAndShown(t *testing.T) {
	t.Parallel()
	s := newScale(moments(), 0, 1000)
	if gone := s.x(2019) - s.x(1963); gone > s.x(2021)-s.x(2019) {
		t.Errorf("fifty silent years take %.0f pixels", gone)
	}
	for y := 1962.0; y < 2025; y++ {
		if s.x(y) >= s.x(y+1) {
			t.Errorf("%.0f is not before %.0f", y, y+1)
		}
	}
	if !strings.Contains(string(line(1072).Draw()), "timeline-cut") {
		t.Error("nothing shows that years are left out")
	}
}

func TestTimelineWithoutDates(t *testing.T) {
	t.Parallel()
	if svg := (Timeline{Width: 800, Moments: []Moment{{Text: "sans date"}}}).Draw(); svg != nil {
		t.Errorf("drew %s", svg)
	}
}

func TestHostileMoments(t *testing.T) {
	t.Parallel()
	svg := parse(t, Timeline{Width: 800, Moments: []Moment{{From: 2024, To: 2024, Text: `<script>alert("x")</script>`, URL: "javascript:alert(1)"}}}.Draw())
	if len(svg.all("script"))+len(svg.all("a")) > 0 {
		t.Error("text became markup, or a script an address")
	}
}

// TestWhatLastsIsDrawnAsLongAsItLasts: an agreement from 2023 to 2025 covers three years of the line, one that goes on reaches its
// end and says so, and a journey is a mark.
func TestWhatLastsIsDrawnAsLongAsItLasts(t *testing.T) {
	t.Parallel()
	tl := Timeline{Title: "x", Out: "Nos missions", In: "Leurs visites", Width: 1000, Moments: []Moment{
		{From: 2023, To: 2024, Lasts: 2026, Kind: "agreement", Text: "programme", When: "2023 à 2025"},
		{From: 2024, To: 2025, Lasts: math.Inf(1), Kind: "relation", Text: "jumelage", When: "depuis 2024"},
		{From: 2024.5, To: 2024.5, Side: Out, Kind: "mission", Text: "mission", When: "1er juillet 2024"},
	}, Legend: []Legend{{"agreement", "Ententes"}, {"mission", "Missions"}}}
	svg := parse(t, tl.Draw())
	var widths []float64
	for _, r := range svg.all("rect") {
		if r.attr("class") == "timeline-lasts" {
			widths = append(widths, r.number("width"))
		}
	}
	if len(widths) != 2 || math.Abs(widths[0]/widths[1]-1.5) > 0.01 {
		t.Errorf("bars of %v, want three years and two", widths)
	}
	tips := 0
	for _, p := range svg.all("path") {
		if p.attr("class") == "timeline-lasts" {
			tips++
		}
	}
	if tips != 1 {
		t.Errorf("%d tips, want one: the agreement ended", tips)
	}
	var said []string
	for _, n := range svg.all("text") {
		said = append(said, strings.TrimSpace(n.text))
	}
	if !slices.Contains(said, "Nos missions") || slices.Contains(said, "Leurs visites") || !slices.Contains(said, "Ententes") {
		t.Errorf("it says %q", said)
	}
}
