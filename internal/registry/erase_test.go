package registry_test

import (
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// TestNoWordOfWhatWasErasedIsLeft looks for a word, cut to its stem and in small letters, in every byte of the database: it
// stood in the personal fields and in the form that somebody had begun to change.
func TestNoWordOfWhatWasErasedIsLeft(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		head := access.Member("Luc", access.Head, office(0))
		p := &record.Person{Meta: record.Meta{ID: id(record.KindPerson, 0), Kind: record.KindPerson, Office: office(0), Visibility: record.Private},
			Name: "Personne", Personal: &record.Personal{Notes: "Zwaardvisserijen " + strings.Repeat("remplissage ", 400), Needs: "zwaardvisserijen"}}
		w.MustSave(t, p, 0)
		for i := range 40 { // so that the words of the person lie among those of others
			m := mission(i, record.Public)
			m.Summary.FR = strings.Repeat("quelque chose ", i)
			w.MustSave(t, m, 0)
		}
		form := "person/" + p.ID.Short()
		for account, form := range map[record.Ref]string{"a1": form, "a2": form, "a3": "person/other"} {
			text := `{"notes":"zwaardvisserijen"}`
			if form == "person/other" {
				text = `{"notes":"autre chose"}`
			}
			if err := w.SaveDraft(t.Context(), head, account, registry.Draft{Form: form, Data: text}); err != nil {
				t.Fatal(err)
			}
		}
		if page, err := w.Search(t.Context(), head, publish.SearchQuery{Text: "zwaardvisserijen", Lang: "fr"}); err != nil || page.Total != 0 {
			t.Errorf("personal fields are searched: %+v, %v", page, err)
		}
		if err := w.Erase(t.Context(), head, p.ID); err != nil {
			t.Fatal(err)
		}
		if kept, err := w.DraftOf(t.Context(), "a3", "person/other"); err != nil || kept.Data != `{"notes":"autre chose"}` {
			t.Errorf("another person's draft: %+v, %v", kept, err)
		}
		if trace := traces(t, w, "waardvis"); trace != "" {
			t.Errorf("the word is left in %s", trace)
		}
		w.MustBeSound(t)
	})
}
