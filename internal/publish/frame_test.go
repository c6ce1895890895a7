package publish_test

import (
	"slices"
	"testing"

	"entente/internal/i18n"
	"entente/internal/publish"
)

func TestADocumentSaysWhichEditionItIs(t *testing.T) {
	t.Parallel()
	c, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	draft := &publish.Paper{Title: "Rapport"}
	publish.Frame(c.For(i18n.FR), draft)
	if got := draft.Colophon(); !slices.Equal(got, []string{"Version de travail, non publiée"}) {
		t.Errorf("a draft says %q", got)
	}
	for lang, want := range map[i18n.Lang][]string{
		i18n.FR: {"Édition 2, publiée le 1er\u00a0avril 2025", "Somme de contrôle\u00a0: abc", "Pour vérifier ce document\u00a0: entente verify FICHIER"},
		i18n.EN: {"Edition 2, published on April\u00a01, 2025", "Checksum: abc", "To verify this document: entente verify FILE"},
	} {
		p := &publish.Paper{Identity: publish.Identity{Publication: "x", Edition: 2, Issued: "2025-04-01T12:00:00Z", Checksum: "abc"}}
		publish.Frame(c.For(lang), p)
		if got := p.Colophon(); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}
