package registry_test

import (
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
)

// TestPassagesAreWhatIsRead: of what people write with marks and figures, an excerpt shows what readers see, to the public and to the
// staff alike, and nobody finds a text by the name of a figure in it.
func TestPassagesAreWhatIsRead(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		w.MustSave(t, &record.Page{
			Meta: record.Meta{ID: id(record.KindPage, 0), Kind: record.KindPage, Office: office(0), Visibility: record.Public}, Title: record.Text{FR: "Une capitale"},
			Blocks: []record.Block{{Text: []record.Text{{FR: "Le bureau a mené **{missions}** et [rayonné](https://example.org/secrets) *partout*."}}}},
		}, 0)
		for name, find := range map[string]func(string) (publish.SearchPage, error){
			"public": func(s string) (publish.SearchPage, error) {
				return w.Public().Search(t.Context(), publish.SearchQuery{Text: s, Lang: "fr", Kind: record.KindPage})
			},
			"staff": func(s string) (publish.SearchPage, error) {
				return w.Search(t.Context(), access.OperatorActor(), publish.SearchQuery{Text: s, Lang: "fr", Kind: record.KindPage})
			},
		} {
			page, err := find("rayonné")
			if err != nil || len(page.Hits) != 1 {
				t.Fatalf("%s: %d found, %v", name, len(page.Hits), err)
			}
			var said strings.Builder
			for _, r := range page.Hits[0].Passage.Runs {
				said.WriteString(r.Text)
			}
			if got, want := said.String(), "Le bureau a mené … et rayonné partout."; got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
			if page, err := find("missions"); err != nil || len(page.Hits) != 0 {
				t.Errorf("%s: the name of a figure finds %d, %v", name, len(page.Hits), err)
			}
		}
	})
}
