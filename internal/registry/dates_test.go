package registry_test

import (
	"testing"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
)

// TestHeadsGiveTheDatesOfTheirRecords: whatever shows a record shows its dates as they were given, seasons and open ends
// included, though lists sort by a key that has neither.
func TestHeadsGiveTheDatesOfTheirRecords(t *testing.T) {
	t.Parallel()
	given := []record.Date{"", "2023", "2022-23", "2023/..", "/2024", "2023/2024-05", "2024-05-12/2024-05-18"}
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		want := map[record.Ref]record.Date{}
		var ids []record.Ref
		for i, d := range given {
			m := mission(i, record.Public)
			m.Title.FR, m.Dates = "Mission datée", d
			m.Lead = ""
			w.MustSave(t, m, 0)
			want[m.ID] = d
			ids = append(ids, m.ID)
		}
		same := func(from string, heads ...publish.Head) {
			t.Helper()
			if len(heads) != len(given) {
				t.Errorf("%s: %d heads, want %d", from, len(heads), len(given))
			}
			for _, h := range heads {
				if h.Dates != want[h.ID] {
					t.Errorf("%s: %q, want %q", from, h.Dates, want[h.ID])
				}
			}
		}
		heads, err := w.Public().Heads(t.Context(), ids)
		if err != nil {
			t.Fatal(err)
		}
		var list []publish.Head
		for _, h := range heads {
			list = append(list, h)
		}
		same("heads", list...)
		page, err := w.Public().List(t.Context(), publish.Query{Kind: record.KindMission})
		if err != nil {
			t.Fatal(err)
		}
		same("list", page.Heads...)
		for name, search := range map[string]func() (publish.SearchPage, error){
			"search": func() (publish.SearchPage, error) {
				return w.Public().Search(t.Context(), publish.SearchQuery{Text: "datée"})
			},
			"search of the office": func() (publish.SearchPage, error) {
				return w.Search(t.Context(), access.OperatorActor(), publish.SearchQuery{Text: "datée"})
			},
		} {
			found, err := search()
			if err != nil {
				t.Fatal(err)
			}
			list = nil
			for _, h := range found.Hits {
				list = append(list, h.Head)
			}
			same(name, list...)
		}
	})
}
