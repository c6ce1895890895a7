package pdf_test

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"entente/internal/publish"
)

// TestALetterHasItsObjectBelowTheAddress: what a letter is about stands between the address and the salutation, and a table of a sheet,
// which is not counted, has a caption without a number.
func TestALetterHasItsObjectBelowTheAddress(t *testing.T) {
	t.Parallel()
	p := press(t)
	line := func(s string) publish.Block {
		return publish.Block{Sort: "lines", Items: []publish.Item{{Spans: []publish.Span{{Text: s}}}}}
	}
	paper := &publish.Paper{
		Title: "Objet : remerciements", Lang: "fr", Office: "Bureau", Look: publish.Look{Plain: true},
		Opening: []publish.Block{line("Québec, le 1er mai"), line("Madame la maire"), {Sort: "title"}, {Sort: "paragraph", Spans: []publish.Span{{Text: "Madame,"}}}},
		Sections: []publish.Section{{ID: "s", Title: "Étapes", Blocks: []publish.Block{{Sort: "table", Table: &publish.Table{
			Caption: "Villes de la mission", Head: []publish.Cell{{Spans: []publish.Span{{Text: "Ville"}}}}, Rows: [][]publish.Cell{{{Spans: []publish.Span{{Text: "Boston"}}}}},
		}}}}},
	}
	said := extracted(t, write(t, p, paper))
	at := -1
	for _, want := range []string{"Bureau", "Québec, le 1er mai", "Madame la maire", "Objet : remerciements", "Madame,", "Étapes", "Villes de la mission", "Boston"} {
		i := strings.Index(said, want)
		if i <= at {
			t.Fatalf("%q is not where it belongs: %s", want, said)
		}
		at = i
	}
	if strings.Contains(said, "1 –") || strings.Count(said, "Objet") != 1 {
		t.Errorf("%s", said)
	}
	nativeUA1(t, p, paper)
}

// TestTheCoverIsInTheOfficesColour: what stands on it is read, whatever the colour.
func TestTheCoverIsInTheOfficesColour(t *testing.T) {
	t.Parallel()
	paper := &publish.Paper{Title: "Rapport", Lang: "fr", Office: "Bureau", Look: publish.Look{Accent: "#0a6b3d", Deep: "#06351f", Mark: "#b3541e"}}
	cmd := exec.CommandContext(t.Context(), "pdftoppm", "-r", "10", "-f", "1", "-l", "1", "-")
	cmd.Stdin = bytes.NewReader(write(t, press(t), paper))
	ppm, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdftoppm (poppler-utils): %v", err)
	}
	parts := bytes.SplitN(ppm, []byte("\n"), 4) // P6, size, depth, pixels
	if len(parts) < 4 || !bytes.HasPrefix(parts[3], []byte{0x06, 0x35, 0x1f}) {
		t.Errorf("the first pixel of the cover is % x", ppm[:min(len(ppm), 24)])
	}
}
