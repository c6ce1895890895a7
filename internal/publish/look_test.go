package publish_test

import (
	"slices"
	"testing"

	"entente/internal/publish"
	"entente/internal/record"
)

func TestAnOfficeThatSaysNothingHasTheProgramsLook(t *testing.T) {
	t.Parallel()
	l := publish.LookOf(&record.Office{Name: record.Text{FR: "Bureau"}}, publish.Logo{}, "fr")
	if l.Accent != "#0b5394" || l.Deep != "#0b2545" || l.Mark != "#d98e04" || l.Logo != nil || l.Unit != "" || l.Letterhead != nil {
		t.Errorf("got %+v", l)
	}
}

func TestDocumentsLookAsTheSiteUnlessTheirOwnLookIsSet(t *testing.T) {
	t.Parallel()
	o := &record.Office{
		Name: record.Text{FR: "Bureau", EN: "Office"}, Logo: "site", Theme: record.Theme{Brand: "#7a1f3d", Accent: "#c77700"},
		Papers: record.Papers{
			Unit: record.Text{FR: "Direction", EN: "Branch"}, Mark: "#205020",
			Letterhead: []record.Text{{FR: "1, rue Un"}, {FR: "Québec", EN: "Québec City"}, {}},
		},
	}
	l := publish.LookOf(o, publish.Logo{Data: []byte("x"), Media: "image/png"}, "en")
	if l.Accent != "#7a1f3d" || l.Mark != "#205020" || l.Unit != "Branch" || l.LogoName != "Office" || string(l.Logo) != "x" {
		t.Errorf("got %+v", l)
	}
	if want := []string{"1, rue Un", "Québec City"}; !slices.Equal(l.Letterhead, want) {
		t.Errorf("letterhead %q, want %q", l.Letterhead, want)
	}
	deep, ok := record.ParseRGB(l.Deep)
	if !ok || deep.Contrast(record.RGB{255, 255, 255}) < 12 || deep[0] <= deep[1] {
		t.Errorf("deep is %q: a dark red was to be expected", l.Deep)
	}
	if publish.LogoRef(o) != "site" {
		t.Error("the logo of the site serves documents that have none of their own")
	}
	o.Papers.Logo, o.Papers.Name = "papers", record.Text{FR: "Ville"}
	if publish.LogoRef(o) != "papers" || publish.OfficeName(o, "en") != "Ville" || publish.OfficeName(o, "fr") != "Ville" {
		t.Error("what is said of documents comes before what is said of the site")
	}
}

// A file that is no image never becomes a logo.
func TestOnlyAnImageIsALogo(t *testing.T) {
	t.Parallel()
	if l := publish.LookOf(&record.Office{}, publish.Logo{Data: []byte("%PDF"), Media: "application/pdf"}, "fr"); l.Logo != nil || l.LogoType != "" {
		t.Errorf("got %+v", l)
	}
}
