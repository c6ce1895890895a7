package record_test

import (
	"slices"
	"testing"

	"entente/internal/record"
)

func TestThemeIsLegible(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		theme record.Theme
		want  []string
	}{
		{record.Theme{}, nil},
		{record.Theme{Brand: "#0b5394", Accent: "#d98e04"}, nil},
		{record.Theme{Brand: "#7FBFFF"}, []string{"theme.brand: colour_too_pale"}},
		{record.Theme{Brand: "blue", Accent: "#12345"}, []string{"theme.accent: bad_colour", "theme.brand: bad_colour"}},
		{record.Theme{Brand: "#+12345"}, []string{"theme.brand: bad_colour"}},
		{record.Theme{Accent: "#ffffff"}, []string{"theme.accent: colour_too_pale"}},
	} {
		o := &record.Office{Meta: meta(record.KindOffice), Name: record.Text{FR: "Bureau"}, Code: "bureau", Theme: c.theme}
		if got := problems(record.Check(o)); !slices.Equal(got, c.want) {
			t.Errorf("%+v: got %v, want %v", c.theme, got, c.want)
		}
	}
}

func TestContrast(t *testing.T) {
	t.Parallel()
	black, white := record.RGB{}, record.RGB{255, 255, 255}
	if got := black.Contrast(white); got < 20.99 || got > 21.01 {
		t.Errorf("black on white: %.3f, want 21", got)
	}
	grey, _ := record.ParseRGB("#767676") // the palest grey that may be text on white (WCAG 1.4.3)
	if got := white.Contrast(grey); got < 4.5 || got > 4.6 {
		t.Errorf("grey on white: %.3f, want 4.54", got)
	}
}
