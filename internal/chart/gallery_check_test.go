package chart

import (
	"bytes"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// letters is how much of its size a letter of these drawings takes, in Inter.
const letters = 0.52

// TestEveryDrawingHoldsTogether: at the widths of a phone, a page and a screen, and whatever its numbers are, no text leaves its
// drawing or covers another, nothing is too small for print, and what is drawn is a number.
func TestEveryDrawingHoldsTogether(t *testing.T) {
	t.Parallel()
	notNumber := regexp.MustCompile(`NaN|Inf\b|%!|e[+-]\d\d`)
	for _, width := range []float64{360, PrintWidth, 1000} {
		for _, d := range gallery(t, width) {
			svg := parse(t, d.svg)
			for _, n := range svg.all("") {
				for name, value := range n.attrs {
					if notNumber.MatchString(value) && !strings.Contains("id aria-labelledby lang", name) {
						t.Errorf("%.0f %s: <%s %s=%q>", width, d.name, n.name, name, value)
					}
				}
			}
			checkTexts(t, d.name, svg, width)
			if svg.child("title").text == "" || svg.child("desc").text == "" || svg.attr("role") != "img" || len(svg.all("a")) > 0 {
				t.Errorf("%.0f %s: no title, no description, or links", width, d.name)
			}
		}
	}
}

func checkTexts(t *testing.T, name string, svg *node, width float64) {
	t.Helper()
	var areas []box
	var texts []string
	for _, n := range svg.all("text") {
		text := strings.TrimSpace(n.text)
		if text == "" {
			continue
		}
		if pt := n.number("font-size") * 0.75; pt < 7 {
			t.Errorf("%.0f %s: %q prints at %.1f points", width, name, text, pt)
		}
		a := n.extent(letters)
		if tabular.MatchString(text) { // digits and spaces are narrower than letters, as a run
			a = n.extent(0.5)
		}
		if a.left < -2 || a.right > svg.number("width")+2 || a.top < -2 || a.bottom > svg.number("height")+2 {
			t.Errorf("%.0f %s: %q runs out of the drawing: %+v", width, name, text, a)
		}
		areas, texts = append(areas, a), append(texts, text)
	}
	for i := range areas {
		for j := range i {
			if areas[i].grown(-0.5).overlaps(areas[j].grown(-0.5)) {
				t.Errorf("%.0f %s: %q and %q cover one another", width, name, texts[i], texts[j])
			}
		}
	}
}

var tabular = regexp.MustCompile(`^[0-9 .,$-]+$`)

// TestElementsAreOfTheCommonSet: what draws these in a document knows a few elements and attributes, and no others may appear.
func TestElementsAreOfTheCommonSet(t *testing.T) {
	t.Parallel()
	elements := []string{"svg", "title", "desc", "g", "path", "rect", "circle", "text"}
	attributes := []string{
		"aria-labelledby", "class", "cx", "cy", "d", "fill", "fill-rule", "font-family", "font-size", "font-weight", "height", "id", "lang",
		"paint-order", "r", "role", "rx", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width",
		"text-anchor", "transform", "viewBox", "width", "x", "xmlns", "y",
	}
	for _, d := range gallery(t, PrintWidth) {
		for _, n := range parse(t, d.svg).all("") {
			if !slices.Contains(elements, n.name) {
				t.Errorf("%s: <%s>", d.name, n.name)
			}
			for a := range n.attrs {
				if !slices.Contains(attributes, a) {
					t.Errorf("%s: <%s %s>", d.name, n.name, a)
				}
			}
		}
	}
}

func TestTheSameNumbersGiveTheSameDrawing(t *testing.T) {
	t.Parallel()
	again := gallery(t, 700)
	for i, d := range gallery(t, 700) {
		if !bytes.Equal(d.svg, again[i].svg) {
			t.Errorf("%s is drawn in two ways", d.name)
		}
	}
}

func TestColumnsKeepProportion(t *testing.T) {
	t.Parallel()
	svg := parse(t, Columns{Title: "x", Width: 600, Labels: []string{"2023", "2024"}, Series: []Series{{Values: []float64{5, 20}}}}.Draw())
	var heights []float64
	for _, r := range svg.all("rect") {
		heights = append(heights, r.number("height"))
	}
	if len(heights) != 2 || math.Abs(heights[1]-4*heights[0]) > 0.5 {
		t.Errorf("heights %v, want two, the second four times the first", heights)
	}
	if texts := svg.all("text"); len(texts) != 4 {
		t.Errorf("%d texts, want two values and two labels", len(texts))
	}
}

// TestAStackWritesEveryPartAndItsTotal: 12, 3 and 1 are on or beside their parts, 16 above.
func TestAStackWritesEveryPartAndItsTotal(t *testing.T) {
	t.Parallel()
	for _, width := range []float64{360, 1000} {
		svg := parse(t, Columns{Title: "x", Width: width, Stacked: true, Labels: []string{"2024"}, Series: []Series{
			{Name: "a", Values: []float64{12}}, {Name: "b", Values: []float64{3}}, {Name: "c", Values: []float64{1}},
		}}.Draw())
		var said []string
		for _, n := range svg.all("text") {
			said = append(said, strings.TrimSpace(n.text))
		}
		for _, want := range []string{"a", "b", "c", "12", "3", "1", "16", "2024"} {
			if !slices.Contains(said, want) {
				t.Errorf("%.0f: %q is not written: %q", width, want, said)
			}
		}
	}
}

// TestSeriesAreToldApartWithoutColour: any two of the six colours differ in lightness, whatever the office chose.
func TestSeriesAreToldApartWithoutColour(t *testing.T) {
	t.Parallel()
	for _, p := range []Palette{{}, {Accent: "#ff0000", Deep: "#fe0000", Mark: "#ff0001"}, {Accent: "#fff", Deep: "#fff", Mark: "#fff"}, {Accent: "#000", Deep: "#000", Mark: "red"}} {
		styles := p.styles(12)
		for i := range styles {
			if c := styles[i].fill.contrast(parseColour(styles[i].fill.on(), colour{})); c < 4.5 {
				t.Errorf("%v: text on series %d has contrast %.2f", p, i, c)
			}
			if c := parseColour(styles[i].stroke(), colour{}).contrast(white()); c < 2.95 {
				t.Errorf("%v: the line of series %d has contrast %.2f", p, i, c)
			}
			for j := range i {
				if j < 6 && i < 6 && math.Abs(styles[i].fill.lightness()-styles[j].fill.lightness()) < lightnessApart-0.5 {
					t.Errorf("%v: %s and %s are as light", p, styles[i].fill.hex(), styles[j].fill.hex())
				}
				if styles[i].fill == styles[j].fill && styles[i].pattern == styles[j].pattern {
					t.Errorf("%v: series %d and %d look the same", p, i, j)
				}
			}
		}
	}
}

func TestContrastIsThatOfTheGuidelines(t *testing.T) {
	t.Parallel()
	if c := white().contrast(colour{}); math.Abs(c-21) > 1e-9 {
		t.Errorf("white on black: %v, want 21", c)
	}
	// #767676 on white is 4.54, the lightest grey that passes.
	if c := parseColour("#767676", colour{}).contrast(white()); math.Abs(c-4.54) > 0.005 {
		t.Errorf("#767676 on white: %.3f, want 4.54", c)
	}
	if l := parseColour("#777777", colour{}).lightness(); math.Abs(l-50.03) > 0.01 {
		t.Errorf("L* of #777777: %.2f, want 50.03", l)
	}
}

func TestHostileWordsStayWords(t *testing.T) {
	t.Parallel()
	words := Series{Name: hostile, Values: []float64{1, -2}, Texts: []string{hostile, hostile}}
	labels := []string{hostile, hostile}
	bad := Palette{Accent: `"><script>`, Deep: "url(javascript:x)", Mark: "\x00"}
	for name, svg := range map[string][]byte{
		"columns":   Columns{Lang: hostile, Title: hostile, Desc: hostile, Palette: bad, Labels: labels, Series: []Series{words, words}}.Draw(),
		"stack":     Columns{Title: hostile, Palette: bad, Labels: labels, Series: []Series{words, words}, Stacked: true}.Draw(),
		"lines":     Lines{Title: hostile, Palette: bad, Labels: labels, Series: []Series{words, words}}.Draw(),
		"multiples": Multiples{Title: hostile, Palette: bad, Labels: labels, Panels: []Series{words, words}}.Draw(),
		"network":   Network{Title: hostile, Palette: bad, Home: hostile, Partners: []Partner{{Name: hostile, Group: hostile, Text: hostile}}}.Draw(),
		"ties":      Ties{Title: hostile, Palette: bad, Ties: []Tie{{Name: hostile, Text: hostile, Moments: []Moment{{From: 2024, To: 2024, Kind: hostile, Text: hostile, When: hostile}}}}}.Draw(),
	} {
		for _, n := range parse(t, svg).all("") {
			if n.name == "script" || slices.ContainsFunc([]string{"onload", "onclick", "style", "href"}, func(a string) bool { return n.attr(a) != "" }) {
				t.Errorf("%s holds <%s %v>", name, n.name, n.attrs)
			}
		}
	}
}
