package e2e_test

import (
	"regexp"
	"testing"

	"entente/e2e/browser"
)

// aSheet is the object of one page in a PDF file.
var aSheet = regexp.MustCompile(`/Type\s*/Page\b`)

// TestAPartnersPageIsTwoSheets: it is what one reads on the way to a meeting.
func TestAPartnersPageIsTwoSheets(t *testing.T) {
	t.Parallel()
	const sheets = 2
	for _, path := range []string{
		recordPage(t, "/fr/organisations/", "ville-de-lausanne"), recordPage(t, "/en/organizations/", "city-of-lausanne"),
		recordPage(t, "/fr/organisations/", "ville-de-bordeaux"), recordPage(t, "/en/organizations/", "state-of-new-york"),
		recordPage(t, "/fr/organisations/", "nantes-metropole"), recordPage(t, "/fr/organisations/", "canton-du-jura"),
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			printed, err := open(t, path, desk, browser.Options{Print: true}).PDF()
			if err != nil {
				t.Fatal(err)
			}
			if n := len(aSheet.FindAll(printed, -1)); n < 1 || n > sheets {
				t.Errorf("%d sheets, want %d at most", n, sheets)
			}
		})
	}
}
