package publish_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"entente/internal/chart"
	"entente/internal/figure"
	"entente/internal/figure/figuretest"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
)

// The gazetteer and the land do not change: they are read once.
var (
	places = sync.OnceValues(place.Load)
	maps   = sync.OnceValues(chart.LoadMaps)
)

func gazetteer(t testing.TB) *place.Gazetteer {
	t.Helper()
	g, err := places()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func land(t testing.TB) *chart.Maps {
	t.Helper()
	m, err := maps()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func text(fr string) record.Text { return record.Text{FR: fr} }

// compose writes blocks about the year 2024.
func compose(t *testing.T, lang i18n.Lang, in figure.Input, blocks ...record.Block) *publish.Paper {
	t.Helper()
	c := catalogs(t)
	return publish.Compose(c.For(lang), in, figure.Compute(in), publish.Composition{Title: text("Essai"), Blocks: blocks, French: c.For(i18n.FR), Places: gazetteer(t), Maps: land(t)})
}

// opening is what a text alone becomes.
func opening(t *testing.T, lang i18n.Lang, what record.Text) []publish.Block {
	t.Helper()
	c, in := catalogs(t), figuretest.Year2024()
	return publish.Compose(c.For(lang), in, figure.Compute(in), publish.Composition{Blocks: []record.Block{{Text: []record.Text{what}}}, French: c.For(i18n.FR)}).Opening
}

func TestFiguresInTextsAgreeAndOpenTheirEvidence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang i18n.Lang
		in   record.Text
		want string
	}{
		{i18n.FR, text("Le bureau a reçu {visits} et mené {missions} dans {countries}."), "Le bureau a reçu 21 accueils et mené huit missions dans sept pays."},
		{i18n.FR, text("{missions} ont eu lieu. {visits.courtesy} aussi, en {year}."), "Huit missions ont eu lieu. 10 accueils de courtoisie aussi, en 2024."},
		{i18n.FR, text("Villes : {cities:number}, et non {cities:declared}."), "Villes : 13, et non 11 villes."},
		{i18n.FR, text("Émissions de 2023 : {emissions} ; coût : {offset.cost}."), "Émissions de 2023 : 155 t éq. CO₂; coût : 4 066,13 $."},
		{i18n.FR, text(`\{missions\} et { missions } restent.`), "{missions} et { missions } restent."},
		{i18n.FR, text("**{missions}** : `{missions}` dans le code."), "Huit missions : {missions} dans le code."},
		{i18n.EN, record.Text{FR: "x", EN: "{missions} took place; {participations} were active, and {agreements.new} made."}, "Eight missions took place; six active participations were active, and three new agreements made."},
		{i18n.EN, text("Le bureau a mené {missions}."), "Le bureau a mené huit missions."}, // French words in a French text
	} {
		got := opening(t, c.lang, c.in)
		if len(got) != 1 || words(got[0].Spans) != c.want {
			t.Errorf("%s: %+v, want %q", c.in.FR, got, c.want)
		}
	}
	for _, s := range opening(t, i18n.FR, text("Le bureau a mené **{missions}**."))[0].Spans {
		if strings.Contains(s.Text, "huit") && (s.Figure != "missions" || !s.Strong) {
			t.Errorf("%+v opens nothing, or is not strong", s)
		}
	}
	for _, s := range opening(t, i18n.EN, text("Le bureau a mené {missions}."))[0].Spans {
		if s.Lang != "fr" {
			t.Errorf("%q is not marked as French", s.Text)
		}
	}
}

func TestMarkdownBecomesBlocksAndSpans(t *testing.T) {
	t.Parallel()
	got := opening(t, i18n.FR, text("Un **mot** *et* un [lien](https://exemple.org/a?b=c).\n\n- un\n- deux\n  1. trois\n\n> cité\n\n### Titre\n\n```\n#let x = 1\n```"))
	var sorts []string
	for _, b := range got {
		sorts = append(sorts, b.Sort)
	}
	if want := []string{"paragraph", "list", "quote", "heading", "code"}; !slices.Equal(sorts, want) {
		t.Fatalf("%q, want %q", sorts, want)
	}
	if want := []publish.Span{
		{Text: "Un "}, {Text: "mot", Strong: true}, {Text: " "}, {Text: "et", Em: true}, {Text: " un "}, {Text: "lien", Href: "https://exemple.org/a?b=c"}, {Text: "."},
	}; !slices.Equal(got[0].Spans, want) {
		t.Errorf("%+v", got[0].Spans)
	}
	if inner := got[1].Items[1].Items; len(got[1].Items) != 2 || len(inner) != 1 || words(inner[0].Spans) != "trois" {
		t.Errorf("%+v", got[1].Items)
	}
	if words(got[2].Inner[0].Spans) != "cité" || plain(got[3].Title) != "Titre" || got[4].Spans[0].Text != "#let x = 1" {
		t.Errorf("%+v", got[2:])
	}
}

func TestTypographyOfWhatPeopleType(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang i18n.Lang
		in   record.Text
		want []publish.Span
	}{
		{i18n.FR, text("Les 4es assises, le 1er mai et le XXIe siècle : l'\"essentiel\"."), []publish.Span{
			{Text: "Les 4"}, {Text: "es", Raised: true}, {Text: " assises, le 1"}, {Text: "er", Raised: true}, {Text: " mai et le XXI"}, {Text: "e", Raised: true},
			{Text: " siècle\u00a0: l’«\u00a0essentiel\u00a0»."},
		}},
		{i18n.FR, text("155 tonnes de CO2, ou de CO₂; la Ve rue et 12e"), []publish.Span{
			{Text: "155 tonnes de CO"}, {Text: "2", Lowered: true}, {Text: ", ou de CO₂; la V"}, {Text: "e", Raised: true}, {Text: " rue et 12"}, {Text: "e", Raised: true},
		}},
		{i18n.FR, text("Les mots cinéma, 1err et Le restent."), []publish.Span{{Text: "Les mots cinéma, 1err et Le restent."}}},
		{i18n.EN, record.Text{FR: "x", EN: `The "1er" of it's kind`}, []publish.Span{{Text: "The “1er” of it’s kind"}}},
	} {
		if got := opening(t, c.lang, c.in)[0].Spans; !slices.Equal(got, c.want) {
			t.Errorf("%q: %+v", c.in.FR+c.in.EN, got)
		}
	}
}

func TestHostileTextsStayText(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 10_000)
	for _, c := range []struct{ in, want string }{
		{`<script>alert(1)</script><b onclick="x">gras</b>`, `<script>alert(1)</script><b onclick="x">gras</b>`},
		{"<div>\n\n**gras**</div>", "<div>|gras</div>"},
		{`[clic](javascript:alert(1)) [ici](data:text/html,x) <javascript:x>`, "clic ici javascript:x"},
		{`![image](https://exemple.org/x.png)`, "image"},
		{`#import "x": * ; #read("/etc/passwd") $x$ @label <label> \u{41}`, `#import "x": * ; #read("/etc/passwd") $x$ @label <label> \u{41}`},
		{long, long},
		{"مرحبا بالعالم — שלום 🇫🇷👩‍👩‍👧 é̂", "مرحبا بالعالم — שלום 🇫🇷👩‍👩‍👧 é̂"},
		{"a\u202Eb\u0000c\u0007d", "abcd"},
		{"\uE0000\uE001{missions}\uE001", "0eight missions"},
		{"[x]: https://exemple.org\n\n[x]", "[x]: https://exemple.org|[x]"},
		{strings.Repeat(">", 300) + " fin", "fin"},
		{"{missions", "{missions"}, {"&lt;b&gt; &#0; &amp;missions;", "<b> \uFFFD &missions;"},
	} {
		var got []string
		var walk func([]publish.Block)
		walk = func(blocks []publish.Block) {
			for _, b := range blocks {
				if s := words(b.Spans); s != "" {
					got = append(got, s)
				}
				for _, s := range b.Spans {
					if s.Href != "" && !strings.HasPrefix(s.Href, "https://") {
						t.Errorf("%q leads to %s", c.in, s.Href)
					}
				}
				walk(b.Inner)
			}
		}
		walk(opening(t, i18n.EN, record.Text{EN: c.in}))
		clean := strings.NewReplacer("“", `"`, "”", `"`).Replace(strings.Join(got, "|"))
		if clean != c.want {
			t.Errorf("%.80q: %.120q, want %.120q", c.in, clean, c.want)
		}
	}
}

func TestSectionsFollowTheLevels(t *testing.T) {
	t.Parallel()
	r := compose(t, i18n.FR, figuretest.Year2024(),
		record.Block{Text: []record.Text{text("Avant tout.")}},
		record.Block{ID: "a", Heading: text("A")},
		record.Block{ID: "a1", Level: 2, Heading: text("A.1"), Text: []record.Text{text("Dessous.")}},
		record.Block{Text: []record.Text{text("Encore.")}},
		record.Block{ID: "vide", Level: 1, Heading: text("Vide")},
		record.Block{ID: "b", Level: 1, Heading: text("B"), Sort: record.BlockIndicators, Text: []record.Text{text("Mène à rien.")}},
		record.Block{ID: "a", Level: 1, Heading: text("Encore A"), Sort: record.BlockTiles, Figures: []string{"visits", "emissions"}},
	)
	if len(r.Opening) != 1 || len(r.Sections) != 2 || r.Sections[0].ID != "a" || r.Sections[1].ID != "a-2" || len(r.Sections[0].Sections) != 1 {
		t.Fatalf("%+v", r.Sections)
	}
	expectLines(t, r.Sections[0], "A.1", "Dessous.", "Encore.")
	if got, want := r.Sections[1].Blocks[0].Tiles, []publish.Tile{
		{Value: "21", Label: "Accueils", Figure: "visits"}, {Value: "155\u00a0t éq.\u00a0CO₂", Label: "Émissions des déplacements (2023) (nombre déclaré)", Figure: "emissions"},
	}; !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}

func TestTableOfFiguresSetsDeclaredBesideComputed(t *testing.T) {
	t.Parallel()
	r := compose(t, i18n.FR, figuretest.Year2024(), record.Block{ID: "t", Heading: text("T"), Sort: record.BlockFigures, Figures: []string{"visits", "cities", "forums", "services", "offset.cost"}})
	expectLines(t, r.Sections[0],
		"Accueils | 21 | 21", "Villes visitées | 13 | 11", "Forums | 5 | 5", "Services associés | Non calculable | 15", "Coût de la compensation carbone (2023) | Non calculable | 4 066,13 $",
	)
}
