package registry_test

import (
	"slices"
	"testing"
	"time"

	"entente/internal/access"
	"entente/internal/listing"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
)

// TestListsGoByTheOfficesDay asks at three in the morning of 1 January 2027 in Greenwich: it is ten in the evening of 31 December in
// Québec, four in the morning of the new year in Paris.
func TestListsGoByTheOfficesDay(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		for seed, zone := range []string{"", "central_europe"} {
			w.MustSave(t, &record.Office{Meta: record.Meta{ID: office(seed), Kind: record.KindOffice, Office: office(seed), Visibility: record.Public},
				Name: record.Text{FR: "Bureau"}, Code: "bureau-" + string(rune('a'+seed)), Main: seed == 0, Zone: zone}, 0)
		}
		dated := func(seed int, day record.Date) {
			t.Helper()
			m := mission(seed, record.Public)
			m.Dates, m.Title.FR = day, string(day)
			w.MustSave(t, m, 0)
		}
		w.Clock.Forward(time.Date(2026, 12, 31, 4, 30, 0, 0, time.UTC).Sub(w.Clock.Now()))
		dated(0, "2026-12-31") // written on 30 December in Québec, on the 31st in Paris
		w.Clock.Forward(time.Date(2027, 1, 1, 3, 0, 0, 0, time.UTC).Sub(w.Clock.Now()))
		dated(1, "2026-10") // written on 31 December in Québec, on 1 January in Paris
		dated(2, "2027-01-01")
		dated(3, "2026-12-02")
		quebec, paris := access.Member("a", access.Officer, office(0)), access.Member("b", access.Officer, office(1))
		for _, c := range []struct {
			field         string
			period        listing.Period
			quebec, paris []string
		}{
			{listing.Date, listing.Today, []string{"2026-12-31"}, []string{"2027-01-01"}},
			{listing.Date, listing.ThisQuarter, []string{"2026-10", "2026-12-02", "2026-12-31"}, []string{"2027-01-01"}},
			{listing.Date, listing.ThisYear, []string{"2026-10", "2026-12-02", "2026-12-31"}, []string{"2027-01-01"}},
			{listing.Date, listing.Last30, []string{"2026-12-02", "2026-12-31"}, []string{"2026-12-31", "2027-01-01"}},
			{listing.Date, listing.Future, []string{"2026-12-31", "2027-01-01"}, []string{"2027-01-01"}},
			{listing.Updated, listing.Today, []string{"2026-10", "2026-12-02", "2027-01-01"}, []string{"2026-10", "2026-12-02", "2027-01-01"}},
			{listing.Updated, listing.Between("2026-12-30", "2026-12-30"), []string{"2026-12-31"}, nil},
			{listing.Updated, listing.Between("2026-12", "2026-12"), []string{"2026-10", "2026-12-02", "2026-12-31", "2027-01-01"}, []string{"2026-12-31"}},
			{listing.Updated, listing.Between("2027", ""), nil, []string{"2026-10", "2026-12-02", "2027-01-01"}},
		} {
			for who, want := range map[string][]string{"quebec": c.quebec, "paris": c.paris} {
				a := quebec
				if who == "paris" {
					a = paris
				}
				q := listing.Query{Kinds: []record.Kind{record.KindMission}, Sort: listing.ByDate,
					Filters: []listing.Filter{{Field: c.field, Op: listing.In, Values: []string{string(c.period)}}}}
				page, err := w.Records(t.Context(), a, q)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, e := range page.Entries {
					got = append(got, e.Record.Label().FR)
				}
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Errorf("%s, %s in %s: %v, want %v", c.field, c.period, who, got, want)
				}
			}
		}
	})
}
