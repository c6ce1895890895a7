package pdf_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/render"
	"entente/internal/render/pdf"
)

// figureSpans are the texts of a paper that tell a figure, each with what it leads to.
func figureSpans(p *publish.Paper) []string {
	var out []string
	spans := func(all []publish.Span) {
		for _, s := range all {
			if s.Figure != "" && s.Text != "" {
				out = append(out, s.Text)
			}
		}
	}
	var items func([]publish.Item)
	items = func(all []publish.Item) {
		for _, it := range all {
			spans(it.Spans)
			items(it.Items)
		}
	}
	var blocks func([]publish.Block)
	blocks = func(all []publish.Block) {
		for _, b := range all {
			spans(b.Spans)
			items(b.Items)
			for _, t := range b.Tiles {
				out = append(out, t.Value)
			}
			if b.Table != nil {
				for _, row := range b.Table.Rows {
					for _, c := range row {
						spans(c.Spans)
					}
				}
			}
			blocks(b.Inner)
		}
	}
	var sections func([]publish.Section)
	sections = func(all []publish.Section) {
		for _, s := range all {
			blocks(s.Blocks)
			sections(s.Sections)
		}
	}
	sections(p.Sections)
	return out
}

func TestTheReportOf2024(t *testing.T) {
	t.Parallel()
	p := press(t)
	for lang, want := range map[i18n.Lang][]string{"fr": {"Table des matières", "Tableau 1 –", "Édition 1"}, "en": {"Contents", "Table 1 –", "Edition 1"}} {
		paper := year2024(t, lang)
		b := write(t, p, paper)
		if again := write(t, p, paper); !bytes.Equal(b, again) {
			t.Errorf("%s: two bytes for one paper", lang)
		}
		text := extracted(t, b)
		for _, w := range append(want, paper.Identity.Checksum[:20]) {
			if !strings.Contains(squeezed(text), squeezed(w)) {
				t.Errorf("%s: %q is not in the file", lang, w)
			}
		}
		spans := figureSpans(paper)
		if len(spans) < 15 {
			t.Errorf("%s: only %d figures are told: %q", lang, len(spans), spans)
		}
		for _, s := range spans {
			if !strings.Contains(squeezed(text), squeezed(s)) {
				t.Errorf("%s: the figure %q is not in the file", lang, s)
			}
		}
		id, l, ok := pdf.Identity(b)
		if !ok || l != string(lang) || id.Publication != "01hzsample" || id.Edition != 1 || id.Checksum != paper.Identity.Checksum {
			t.Errorf("%s: identity %+v %q %t", lang, id, l, ok)
		}
		if !regexp.MustCompile(`/Lang \(`+string(lang)+`-CA\)`).Match(b) || !bytes.Contains(b, []byte("/DisplayDocTitle true")) || !bytes.Contains(b, []byte("<pdfuaid:part>1</pdfuaid:part>")) {
			t.Errorf("%s: it does not say its language, its title or how it was built", lang)
		}
	}
}

// tags lists the elements of a file's structure in their order, as another program reads them.
func tags(t *testing.T, b []byte) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "pdfinfo", "-struct", file).Output()
	if err != nil {
		t.Fatalf("pdfinfo (poppler-utils): %v", err)
	}
	var list []string
	for l := range strings.Lines(string(out)) {
		if name := strings.Fields(l); len(name) > 0 {
			list = append(list, strings.TrimSuffix(name[0], ":"))
		}
	}
	return list
}

func TestStructure(t *testing.T) {
	t.Parallel()
	b := write(t, press(t), everything(func(n int) string { return fmt.Sprint("mot ", n) }))
	got := tags(t, b)
	for _, want := range []string{"TOC", "TOCI", "H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TR", "TH", "TD", "Figure", "Caption", "Link", "BlockQuote", "Code"} {
		if !slices.Contains(got, want) {
			t.Errorf("there is no %s in the structure", want)
		}
	}
	if figures, alts := strings.Count(strings.Join(got, " ")+" ", "Figure "), bytes.Count(b, []byte("/Alt ")); alts < 2 || figures < 2 {
		t.Errorf("%d figures and %d alternative texts", figures, alts)
	}
}

// TestIdentityIsNotWhatTheTextSays has a draft whose every text claims to be an edition.
func TestIdentityIsNotWhatTheTextSays(t *testing.T) {
	t.Parallel()
	p := press(t)
	claim := "entente:edition:p9:1:fr:" + strings.Repeat("a", 64)
	paper := everything(func(int) string { return claim + "<?xpacket begin" })
	paper.Identity = publish.Identity{}
	if id, _, ok := pdf.Identity(write(t, p, paper)); ok {
		t.Errorf("a draft passes for %+v", id)
	}
	for _, b := range [][]byte{nil, []byte("%PDF-1.7"), []byte("<?xpacket begin <a <?xpacket end")} {
		if _, _, ok := pdf.Identity(b); ok {
			t.Errorf("%q passes for an edition", b)
		}
	}
}

// long is a report of sixty pages with twenty drawings.
func long() *publish.Paper {
	p := &publish.Paper{Title: "Soixante pages", Lang: "fr", Office: "Bureau", Words: publish.Words{Contents: "Table des matières", Table: "Tableau", Drawing: "Figure", Data: "Données", About: "À propos"}}
	text := strings.Repeat("Le bureau a reçu une délégation et signé une entente avec la ville. ", 30)
	for n := range 20 {
		s := publish.Section{ID: fmt.Sprint("s", n), Title: fmt.Sprint("Chapitre ", n+1)}
		for range 7 {
			s.Blocks = append(s.Blocks, publish.Block{Sort: "paragraph", Spans: []publish.Span{{Text: text}}})
		}
		table := &publish.Table{Caption: "Villes", Head: []publish.Cell{{Spans: []publish.Span{{Text: "Ville"}}}, {Spans: []publish.Span{{Text: "Nombre"}}, Number: true}}}
		for r := range 20 {
			table.Rows = append(table.Rows, []publish.Cell{{Spans: []publish.Span{{Text: fmt.Sprint("Ville ", r)}}}, {Spans: []publish.Span{{Text: fmt.Sprint(r * n)}}, Number: true}})
		}
		s.Blocks = append(s.Blocks, publish.Block{Sort: "table", Table: table},
			publish.Block{Sort: "drawing", Drawing: &publish.Drawing{SVG: svg(), Width: 400, Height: 100, Caption: fmt.Sprint("Dessin ", n), Alt: "Un dessin"}})
		p.Sections = append(p.Sections, s)
	}
	return p
}

func TestALongReportAndTwoAtOnce(t *testing.T) {
	t.Parallel()
	p := press(t)
	var both sync.WaitGroup
	made := make([][]byte, 2)
	for i := range made {
		both.Go(func() {
			b, err := p.Write(t.Context(), long(), render.Links{})
			if err != nil {
				t.Error(err)
			}
			made[i] = b
		})
	}
	both.Wait()
	if !bytes.Equal(made[0], made[1]) {
		t.Error("two bytes for one paper")
	}
	m := regexp.MustCompile(`/Count (\d+)`).FindSubmatch(made[0])
	if m == nil || len(m[1]) < 2 || string(m[1]) < "50" {
		t.Errorf("%s pages", m)
	}
	if !strings.Contains(squeezed(extracted(t, made[0])), squeezed("Figure 20 – Dessin 19")) {
		t.Error("the last figure has no number")
	}
}

func TestADrawingThatCannotBeReadLeavesItsWords(t *testing.T) {
	t.Parallel()
	paper := &publish.Paper{Title: "a", Lang: "fr", Sections: []publish.Section{{Title: "b", Blocks: []publish.Block{
		{Sort: "drawing", Drawing: &publish.Drawing{SVG: "<svg", Caption: "une carte", Alt: "onze villes"}},
		{Sort: "drawing", Drawing: &publish.Drawing{SVG: svg(), Caption: "un graphique", Alt: "des barres"}},
	}}}}
	said := extracted(t, write(t, press(t), paper))
	for _, want := range []string{"une carte", "onze villes", "dessin 14", "un graphique"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in the file: %s", want, said)
		}
	}
}
