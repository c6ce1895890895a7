package publish_test

import (
	"slices"
	"testing"

	"entente/internal/publish"
	"entente/internal/record"
)

func refs[R record.Record](list []R) []string {
	var out []string
	for _, r := range list {
		out = append(out, string(r.Head().ID))
	}
	return out
}

// TestDealings holds what counts as a mission to a partner and as a visit from one.
func TestDealings(t *testing.T) {
	t.Parallel()
	const city, elsewhere = "2659994", "2988507"
	org := &record.Organisation{Meta: record.Meta{ID: "lausanne"}, OrgType: "municipality", Place: record.Place{City: city, Country: "CH"}}
	mission := func(id record.Ref, dates record.Date, f func(*record.Mission)) *record.Mission {
		m := &record.Mission{Meta: record.Meta{ID: id}, Activity: record.Activity{Dates: dates}}
		f(m)
		return m
	}
	visit := func(id record.Ref, status string, from ...record.Origin) *record.Visit {
		return &record.Visit{Meta: record.Meta{ID: id}, Activity: record.Activity{Dates: "2024", Status: status}, Origins: from}
	}
	there := []record.Stop{{Place: record.Place{City: city, Country: "CH"}}}
	stops := mission("stops", "2022", func(m *record.Mission) { m.Stops = there })
	records := []record.Record{
		stops, stops, nil,
		mission("invited", "2024-05-12/2024-05-18", func(m *record.Mission) { m.InvitedBy = []record.Ref{"lausanne"} }),
		mission("tie", "2021", func(m *record.Mission) { m.CarriesOut = []record.Ref{"twinning"} }),
		mission("another-tie", "2020", func(m *record.Mission) { m.CarriesOut = []record.Ref{"other"} }),
		mission("planned", "2027", func(m *record.Mission) { m.Stops, m.Status = there, "planned" }),
		mission("country", "2023", func(m *record.Mission) { m.Stops = []record.Stop{{Place: record.Place{Country: "CH"}}} }),
		visit("theirs", "", record.Origin{Who: "lausanne"}),
		visit("place", "done", record.Origin{Place: record.Place{City: city}}),
		visit("other-body", "", record.Origin{Who: "university", Place: record.Place{City: city}}),
		visit("cancelled", "cancelled", record.Origin{Who: "lausanne"}),
		visit("elsewhere", "", record.Origin{Place: record.Place{City: elsewhere}}),
		&record.Relation{Meta: record.Meta{ID: "twinning"}, Since: "1962", Partner: "lausanne"},
		&record.Relation{Meta: record.Meta{ID: "other"}, Since: "1950", Ours: "lausanne", Partner: "nantes"},
		&record.Post{Meta: record.Meta{ID: "mayor"}},
		&record.Committee{Meta: record.Meta{ID: "committee"}},
	}
	d := publish.DealingsWith(org, records)
	for _, c := range []struct {
		what      string
		got, want []string
	}{
		{"missions, the latest first", refs(d.Missions), []string{"invited", "stops", "tie"}},
		{"visits", refs(d.Visits), []string{"theirs", "place"}},
		{"relations", refs(d.Relations), []string{"twinning", "other"}},
		{"posts", refs(d.Posts), []string{"mayor"}},
		{"others", refs(d.Others), []string{"another-tie", "planned", "country", "other-body", "cancelled", "elsewhere", "committee"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
	university := &record.Organisation{Meta: record.Meta{ID: "university"}, OrgType: "university", Place: org.Place}
	if d := publish.DealingsWith(university, []record.Record{stops}); len(d.Missions) != 0 {
		t.Error("going to a city is not going to its university")
	}
}

func TestStrategies(t *testing.T) {
	t.Parallel()
	objective := func(id, parent record.Ref, level string, number int) *record.Objective {
		return &record.Objective{Meta: record.Meta{ID: id}, Framework: "plan", Parent: parent, Level: level, Number: number}
	}
	frameworks := []*record.Framework{
		{Meta: record.Meta{ID: "plan"}, Parent: "policy", Period: "2018/2020", Contents: []record.Quantity{{Value: "21", Unit: "measure"}}},
		{Meta: record.Meta{ID: "policy"}, Adopted: "2017-04-11"},
		{Meta: record.Meta{ID: "orphan"}, Parent: "nowhere", Adopted: "2022"},
	}
	objectives := []*record.Objective{
		objective("m15", "o1", "measure", 15), objective("m1", "o1", "measure", 1), objective("o1", "", "orientation", 1),
		objective("lost", "unknown", "measure", 30), objective("ring-a", "ring-b", "measure", 40), objective("ring-b", "ring-a", "measure", 41),
	}
	stories := []*record.Story{{Meta: record.Meta{ID: "story"}, Objective: "m15"}}
	top := publish.Strategies(frameworks, objectives, stories)
	if len(top) != 2 || top[0].Framework.ID != "policy" || top[1].Framework.ID != "orphan" || len(top[0].Under) != 1 {
		t.Fatalf("top: %v", top)
	}
	plan := top[0].Under[0]
	var roots []string
	for _, o := range plan.Objectives {
		roots = append(roots, string(o.ID))
	}
	if want := []string{"o1", "lost", "ring-a", "ring-b"}; !slices.Equal(roots, want) {
		t.Errorf("roots: got %v, want %v: nothing may be lost", roots, want)
	}
	under := plan.Objectives[0].Under
	if len(under) != 2 || under[0].ID != "m1" || under[1].ID != "m15" || len(under[1].Stories) != 1 {
		t.Errorf("measures: %v", under)
	}
	if got := len(plan.OfLevel("measure")); got != 5 {
		t.Errorf("%d measures, want 5", got)
	}
	if q, ok := plan.Declared("measure"); !ok || q.Value != "21" {
		t.Errorf("declared: %v %v", q, ok)
	}
	if _, ok := top[0].Declared("measure"); ok {
		t.Error("the policy declares nothing")
	}
}
