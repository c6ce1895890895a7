package figure_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strconv"
	"testing"

	"entente/internal/figure"
	"entente/internal/figure/figuretest"
	"entente/internal/record"
)

// scramble drops, moves and changes records of the year at random.
func scramble(r *rand.Rand) figure.Input {
	in := figuretest.Year2024()
	dates := []record.Date{"2024", "2024-05", "2024-05-13", "2023", "2025-01-01", "", "/2024", "2024/..", "2023-12-31/2024-01-02"}
	statuses := append([]string{""}, record.Vocabulary("status")...)
	activity := func(a *record.Activity) {
		a.Dates, a.Status = dates[r.IntN(len(dates))], statuses[r.IntN(len(statuses))]
		for range r.IntN(3) {
			a.Services = append(a.Services, record.Ref(fmt.Sprint("service-", r.IntN(4))))
		}
	}
	var kept []record.Record
	for _, rec := range in.Records {
		switch v := rec.(type) {
		case *record.Visit:
			activity(&v.Activity)
			v.VisitType = record.Vocabulary("visit_type")[r.IntN(3)]
		case *record.Mission:
			activity(&v.Activity)
			for range r.IntN(4) {
				v.Stops = append(v.Stops, record.Stop{Place: record.Place{City: strconv.Itoa(r.IntN(6)), Country: []string{"FR", "CH", ""}[r.IntN(3)]}, Passage: r.IntN(2) == 0})
			}
		case *record.Participation:
			activity(&v.Activity)
		case *record.Agreement:
			v.Begun = dates[r.IntN(len(dates))]
		case *record.Collaboration:
			v.Year, v.Internal = dates[r.IntN(2)*3], r.IntN(3) == 0
		}
		for range r.IntN(3) { // dropped, once, or twice
			kept = append(kept, rec)
		}
	}
	r.Shuffle(len(kept), func(i, j int) { kept[i], kept[j] = kept[j], kept[i] })
	in.Records = kept
	return in
}

// unrelated are records that no figure of 2024 looks at.
func unrelated() []record.Record {
	meta := func(k record.Kind) record.Meta { return record.Meta{ID: record.Ref("unrelated-" + string(k)), Kind: k} }
	activity := record.Activity{Dates: "2022-06", Services: []record.Ref{"service-9"}}
	return []record.Record{
		&record.Mission{Meta: meta(record.KindMission), Activity: activity, Stops: []record.Stop{{Place: record.Place{City: "99", Country: "JP"}}}},
		&record.Visit{Meta: meta(record.KindVisit), Activity: activity, VisitType: record.Courtesy},
		&record.Participation{Meta: meta(record.KindParticipation), Activity: activity, Body: "nobody"},
		&record.Membership{Meta: meta(record.KindMembership), Ours: true, Body: "nobody", Active: []record.Reported{{Year: "2022"}}},
		&record.Agreement{Meta: meta(record.KindAgreement), Begun: "2022", ReportedNew: []record.Reported{{Year: "2022"}}, Parties: []record.Party{{Who: "x", Ours: true}}},
		&record.Collaboration{Meta: meta(record.KindCollaboration), Year: "2022"},
		&record.Organisation{Meta: meta(record.KindOrganisation)},
		&record.Person{Meta: meta(record.KindPerson)},
		&record.Offset{Meta: meta(record.KindOffset), Period: "2022", Proof: []record.Ref{"p"}, Total: record.Amount{Value: "1", Currency: "CAD", Nature: record.Final, BeforeTax: true}},
		&record.Publication{Meta: meta(record.KindPublication), Declared: []record.Declared{{Figure: "visits", Period: "2022", Value: record.Quantity{Value: "3"}}}},
	}
}

func checkProperties(t *testing.T, in figure.Input) {
	t.Helper()
	before := figure.Compute(in)
	for _, f := range before {
		d, _ := figure.Find(f.Key)
		if f.Value == nil {
			if len(f.Evidence) != 0 {
				t.Errorf("%s: evidence of a number that is not told", f.Key)
			}
			continue
		}
		if d.Counting != figure.Sum && string(*f.Value) != strconv.Itoa(len(f.Evidence)) {
			t.Errorf("%s: %s, and %d in evidence", f.Key, *f.Value, len(f.Evidence))
		}
		seen := map[string]bool{}
		for _, it := range f.Evidence {
			key := it.Thing
			if d.Counting != figure.Distinct {
				key = string(it.Records[0])
			}
			if key == "" || seen[key] || len(it.Records) == 0 || it.Sort != d.Sort {
				t.Errorf("%s: %+v is counted twice or rests on nothing", f.Key, it)
			}
			seen[key] = true
		}
	}
	in.Records = append(unrelated(), in.Records...)
	if after := figure.Compute(in); !reflect.DeepEqual(before, after) {
		t.Error("records that have nothing to do with the year changed a figure")
	}
}

func FuzzFiguresAndTheirEvidence(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		checkProperties(t, scramble(rand.New(rand.NewPCG(seed, 1))))
	})
}
