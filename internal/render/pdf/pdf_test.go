package pdf_test

import (
	"os"
	"testing"

	"entente/internal/chart"
	"entente/internal/figure"
	"entente/internal/figure/figuretest"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/render/pdf"
	"entente/internal/typst/typsttest"
)

func TestMain(m *testing.M) { os.Exit(typsttest.Main(m)) }

// press gives a press that is ready.
func press(t *testing.T) *pdf.Press {
	t.Helper()
	c, err := typsttest.Config()
	if err != nil {
		t.Fatal(err)
	}
	p := pdf.New(pdf.Config{Typst: c})
	t.Cleanup(p.Close)
	if err := p.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	return p
}

// year2024 is the sample's report, as an edition.
func year2024(t *testing.T, lang i18n.Lang) *publish.Paper {
	t.Helper()
	c, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	p := c.For(lang)
	in := figuretest.Year2024()
	composition := publish.Standing(c, in.Year)
	if composition.Maps, err = chart.LoadMaps(); err != nil {
		t.Fatal(err)
	}
	if composition.Places, err = place.Load(); err != nil {
		t.Fatal(err)
	}
	r := publish.Compose(p, in, figure.Compute(in), composition)
	r.Identity = publish.Identity{Publication: "01hzsample", Edition: 1, Issued: "2025-03-14T15:00:00Z", Address: "https://relations.example.org/" + string(lang) + "/2024"}
	annex := publish.Opened(p, r)
	r.Annex = &annex
	publish.Frame(p, r)
	if err := publish.Freeze(r); err != nil {
		t.Fatal(err)
	}
	return r
}
