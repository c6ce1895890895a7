package registry_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/listing"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
)

func titles(t *testing.T, w *registrytest.World, q listing.Query) []string {
	t.Helper()
	var out []string
	for p, err := range w.Each(t.Context(), access.OperatorActor(), q) {
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range p.Entries {
			out = append(out, e.Record.Label().FR)
		}
	}
	return out
}

// TestListsOfTheSample asks what an officer would ask of the sample office, on the day of the tests' clock, 22 November 2026.
func TestListsOfTheSample(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		w.LoadSample(t)
		mission, visit := []record.Kind{record.KindMission}, []record.Kind{record.KindVisit}
		ask := func(kinds []record.Kind, field string, op listing.Op, values ...string) listing.Query {
			return listing.Query{Kinds: kinds, Filters: []listing.Filter{{Field: field, Op: op, Values: values}}}
		}
		for _, c := range []struct {
			name string
			q    listing.Query
			want int
		}{
			{"missions of 2024", ask(mission, listing.Date, listing.In, "2024..2024"), 8},
			{"visits of 2024", ask(visit, listing.Date, listing.In, "2024..2024"), 21},
			{"courtesy visits", ask(visit, "visit_type", listing.Any, "courtesy"), 10},
			{"courtesy or strategic visits", ask(visit, "visit_type", listing.Any, "courtesy", "strategic"), 14},
			{"visits that are not of courtesy", ask(visit, "visit_type", listing.None, "courtesy"), 11},
			{"missions through Lausanne", ask(mission, listing.City, listing.Any, listing.Typed+"Lausanne"), 2},
			{"missions to Switzerland", ask(mission, listing.Country, listing.Any, listing.Typed+"suisse"), 2},
			{"missions in the last 30 days", ask(mission, listing.Date, listing.In, "last_30"), 0},
			{"missions of the past", ask(mission, listing.Date, listing.In, "past"), 8},
			{"missions changed today", ask(mission, listing.Updated, listing.In, "today"), 8},
			{"missions that I changed", ask(mission, listing.By, listing.Any, listing.Me), 8},
			{"missions that nobody knows", ask(mission, "themes", listing.Any, string(record.TermID("theme", "none"))), 0},
			{"withdrawn", listing.Query{Kinds: mission, Withdrawn: listing.Only}, 0},
		} {
			n, err := w.Count(t.Context(), access.OperatorActor(), c.q)
			if err != nil || n.N != c.want || n.More || n.Unknown {
				t.Errorf("%s: %+v, want %d (%v)", c.name, n, c.want, err)
			}
			if got := titles(t, w, c.q); len(got) != c.want {
				t.Errorf("%s: %d titles, want %d: %v", c.name, len(got), c.want, got)
			}
		}
		terms := titles(t, w, listing.Query{Kinds: []record.Kind{record.KindTerm}, Sort: listing.ByTitle})
		if i, j := slices.Index(terms, "Économique"), slices.Index(terms, "Éducation"); i < 0 || j != i+1 || terms[0] != "Académique" {
			t.Errorf("É is not ordered as E: %v", terms)
		}
		english := listing.Query{Kinds: []record.Kind{record.KindTerm}, Sort: listing.ByTitle, Lang: "en", Limit: 1}
		if p, err := w.Records(t.Context(), access.OperatorActor(), english); err != nil || p.Entries[0].Record.Label().EN != "Academic" {
			t.Errorf("first in English: %+v, %v", p.Entries, err)
		}
		f, err := w.Facets(t.Context(), access.OperatorActor(), listing.Query{Kinds: visit}, listing.Fields(record.KindVisit))
		if err != nil || fmt.Sprint(f["visit_type"]) != "map[collaboration:7 courtesy:10 strategic:4]" {
			t.Errorf("sorts of visits: %v (%v)", f["visit_type"], err)
		}
		if _, err := w.Records(t.Context(), access.OperatorActor(), ask(mission, "visit_type", listing.Any, "courtesy")); err == nil {
			t.Error("missions are filtered by the sort of visits")
		}
	})
}

// TestListsOfOlderRulesAreMadeAnew opens a database as the program before had left it.
func TestListsOfOlderRulesAreMadeAnew(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		url := e.URL(t)
		w := registrytest.OpenURL(t, url)
		w.LoadSample(t)
		driver := "sqlite"
		if strings.HasPrefix(url, "postgres:") {
			driver = "pgx"
		}
		raw, err := sql.Open(driver, url)
		if err != nil {
			t.Fatal(err)
		}
		defer raw.Close()
		for _, s := range []string{
			`UPDATE record SET sort_fr = '', sort_en = '', sort_state = ''`, `DELETE FROM mark WHERE field <> 'status'`,
			`DELETE FROM setting WHERE name = 'lists.made'`,
		} {
			if _, err := raw.ExecContext(t.Context(), s); err != nil {
				t.Fatalf("%s: %v", s, err)
			}
		}
		registrytest.OpenURL(t, url).MustBeSound(t)
	})
}
