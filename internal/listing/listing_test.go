package listing_test

import (
	"net/url"
	"reflect"
	"slices"
	"testing"
	"time"

	"entente/internal/listing"
	"entente/internal/record"
)

func TestPeriods(t *testing.T) {
	t.Parallel()
	sunday := time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC)
	for p, want := range map[listing.Period]listing.Range{
		listing.Today:       {From: "2026-11-22", To: "2026-11-22"},
		listing.ThisWeek:    {From: "2026-11-16", To: "2026-11-22"},
		listing.ThisMonth:   {From: "2026-11", To: "2026-11-30"},
		listing.LastMonth:   {From: "2026-10", To: "2026-10-31"},
		listing.NextMonth:   {From: "2026-12", To: "2026-12-31"},
		listing.ThisQuarter: {From: "2026-10", To: "2026-12-31"},
		listing.LastQuarter: {From: "2026-07", To: "2026-09-30"},
		listing.NextQuarter: {From: "2027-01", To: "2027-03-31"},
		listing.ThisYear:    {From: "2026", To: "2026-12-31"},
		listing.LastYear:    {From: "2025", To: "2025-12-31"},
		listing.NextYear:    {From: "2027", To: "2027-12-31"},
		listing.Last7:       {From: "2026-11-16", To: "2026-11-22"},
		listing.Last30:      {From: "2026-10-24", To: "2026-11-22"},
		listing.Last365:     {From: "2025-11-23", To: "2026-11-22"},
		listing.Next30:      {From: "2026-11-22", To: "2026-12-21"},
		listing.Next90:      {From: "2026-11-22", To: "2027-02-19"},
		listing.Past:        {To: "2026-11-21"},
		listing.Future:      {From: "2026-11-22"},
		listing.Mandate:     {From: "2025-11-02", To: "2029-11-03"},
		"2024..2024":        {From: "2024", To: "2024-12-31"},
		"2024-05..":         {From: "2024-05"},
		"2024-05..2024-06":  {From: "2024-05", To: "2024-06-30"},
		"..2003":            {To: "2003-12-31"},
		"2024-05-01..2024-05-13": {
			From: "2024-05-01", To: "2024-05-13",
		},
	} {
		if got, ok := p.On(sunday); !ok || got != want {
			t.Errorf("%s on %s is %+v (%t), want %+v", p, sunday.Format(time.DateOnly), got, ok, want)
		}
	}
	for _, p := range listing.Periods() {
		if _, ok := p.On(sunday); !ok {
			t.Errorf("%s is listed and not known", p)
		}
	}
	for _, p := range []listing.Period{"", "..", "soon", "2024", "2024-05..2024-04", "x..y", "2024/2025..2026", "2024-02-30.."} {
		if got, ok := p.On(sunday); ok {
			t.Errorf("%q is taken for %+v", p, got)
		}
	}
}

func TestMandatesFollowOneAnother(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]string{
		"2021-11-06": "2017-11-05", "2021-11-07": "2021-11-07", "2025-11-01": "2021-11-07", "2025-11-02": "2025-11-02", "2017-12-01": "2017-11-05",
		"2019-03-01": "2017-11-05", "2029-11-04": "2029-11-04",
	} {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := listing.Mandate.On(at); got.From != want {
			t.Errorf("the mandate of %s began on %s, want %s", day, got.From, want)
		}
	}
}

func TestFieldsFollowFromTheKind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind, name string
		want       listing.Field
	}{
		{"mission", "status", listing.Field{Name: "status", Path: "status", Shape: listing.Code, Source: listing.Mark, Vocab: "status"}},
		{"mission", "themes", listing.Field{Name: "themes", Path: "themes", Shape: listing.Ref, Source: listing.Link, Refs: []record.Kind{"term"}, Many: true}},
		{"mission", "partners.who", listing.Field{Name: "partners.who", Path: "partners.who", Shape: listing.Ref, Source: listing.Link, Refs: []record.Kind{"organisation", "post", "person"}, Many: true}},
		{"mission", "city", listing.Field{Name: "city", Shape: listing.Place, Source: listing.Mark, Many: true}},
		{"organisation", "country", listing.Field{Name: "country", Shape: listing.Place, Source: listing.Mark}},
		{"agreement", "ended", listing.Field{Name: "ended", Path: "ended", Shape: listing.Day, Source: listing.Mark}},
		{"outcome", "highlight", listing.Field{Name: "highlight", Path: "highlight", Shape: listing.Flag, Source: listing.Mark}},
		{"story", "date", listing.Field{Name: "date", Shape: listing.Day, Source: listing.Column}},
	} {
		got, ok := listing.Find(c.name, record.Kind(c.kind))
		if !ok || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s of %s is %+v (%t), want %+v", c.name, c.kind, got, ok, c.want)
		}
	}
	for _, d := range record.Definitions() {
		var names []string
		for _, f := range listing.Fields(d.Kind) {
			if slices.Contains(names, f.Name) {
				t.Errorf("%s has %s twice", d.Kind, f.Name)
			}
			names = append(names, f.Name)
		}
	}
	var names []string
	for _, f := range listing.Fields(record.KindMission, record.KindVisit) {
		names = append(names, f.Name)
	}
	for _, want := range []string{"status", "themes", "partners.who", "country", "date"} {
		if !slices.Contains(names, want) {
			t.Errorf("missions and visits have %s in common, and it is not among %v", want, names)
		}
	}
	if slices.Contains(names, "lead") || slices.Contains(names, "visit_type") {
		t.Errorf("%v has what missions or visits alone have", names)
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]listing.Query{
		"": {},
		"q=+patrimoine+&sort=title&dir=down&withdrawn=only&match=any&size=20&after=a~b": {
			Words: "patrimoine", Sort: listing.ByTitle, Down: true, Withdrawn: listing.Only, Either: true, Limit: 20, After: "a~b",
		},
		"f.status=done&f.status=planned&f.status=done":                              {Filters: []listing.Filter{{Field: "status", Op: listing.Any, Values: []string{"done", "planned"}}}},
		"op.themes=all&f.themes=a&f.themes=b":                                       {Filters: []listing.Filter{{Field: "themes", Op: listing.All, Values: []string{"a", "b"}}}},
		"f.themes=a&n.themes=+culture+&n.status=x&n.lead=":                          {Filters: []listing.Filter{{Field: "themes", Op: listing.Any, Values: []string{"a", "~culture"}}}},
		"op.status=all&f.status=done":                                               {Filters: []listing.Filter{{Field: "status", Op: listing.Any, Values: []string{"done"}}}},
		"op.lead=lack&f.lead=a":                                                     {Filters: []listing.Filter{{Field: "lead", Op: listing.Lack}}},
		"op.date=over&f.date=this_year&f.date=never":                                {Filters: []listing.Filter{{Field: "date", Op: listing.Over, Values: []string{"this_year"}}}},
		"from.date=2024&to.date=":                                                   {Filters: []listing.Filter{{Field: "date", Op: listing.In, Values: []string{"2024.."}}}},
		"f.updated=last_7":                                                          {Filters: []listing.Filter{{Field: "updated", Op: listing.In, Values: []string{"last_7"}}}},
		"sort=shoe&withdrawn=perhaps&f.planet=1&f.lead=~&op.themes=all&size=100000": {},
	} {
		v, err := url.ParseQuery(address)
		if err != nil {
			t.Fatal(err)
		}
		want.Kinds = []record.Kind{record.KindMission}
		got := listing.Read(v, record.KindMission)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s reads as\n%+v, want\n%+v", address, got, want)
		}
		again := listing.Read(got.Values(), record.KindMission)
		got.After = ""
		if !reflect.DeepEqual(again, got) {
			t.Errorf("%s comes back as\n%+v, was\n%+v", address, again, got)
		}
	}
}

func TestWithout(t *testing.T) {
	t.Parallel()
	q := listing.Query{After: "x", Filters: []listing.Filter{{Field: "status", Op: listing.Any, Values: []string{"a", "b"}}, {Field: "lead", Op: listing.Has}}}
	for _, c := range []struct {
		field, value string
		want         []listing.Filter
	}{
		{"status", "a", []listing.Filter{{Field: "status", Op: listing.Any, Values: []string{"b"}}, {Field: "lead", Op: listing.Has}}},
		{"status", "", []listing.Filter{{Field: "lead", Op: listing.Has}}},
		{"lead", "", []listing.Filter{{Field: "status", Op: listing.Any, Values: []string{"a", "b"}}}},
	} {
		if got := q.Without(c.field, c.value); !reflect.DeepEqual(got.Filters, c.want) || got.After != "" {
			t.Errorf("without %s %q: %+v, want %+v", c.field, c.value, got.Filters, c.want)
		}
	}
	if got := q.Without("status", "a").Without("status", "b"); len(got.Filters) != 1 {
		t.Errorf("a filter without values is left: %+v", got.Filters)
	}
	if len(q.Filters[0].Values) != 2 {
		t.Error("the question itself was changed")
	}
}
