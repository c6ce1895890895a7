package sample_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entente/internal/exchange"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
	"entente/sample"
)

// The spaces of the keys of the city's records and of the ministry's.
const (
	office   = "ville-de-quebec"
	ministry = "mrif"
)

// load reads the sample as an installation does.
func load(t *testing.T) []record.Record {
	t.Helper()
	gazetteer, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	files, err := sample.Quebec()
	if err != nil {
		t.Fatal(err)
	}
	items, err := exchange.ReadYAML(files, func(name, country string) (string, string, bool) {
		cities := gazetteer.Find(name, country)
		if len(cities) == 0 {
			return "", "", false
		}
		return cities[0].ID, cities[0].Subdivision, true
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []record.Record
	for _, item := range items {
		if item.Record == nil {
			t.Fatalf("%s: not a record", item.Where)
		}
		out = append(out, item.Record)
	}
	return out
}

// all gives the records of one type.
func all[R record.Record](records []record.Record) []R {
	var out []R
	for _, r := range records {
		if r, ok := r.(R); ok {
			out = append(out, r)
		}
	}
	return out
}

// of gives the records that an office owns.
func of(records []record.Record, office string) []record.Record {
	owner := record.KeyID("", record.KindOffice, office)
	return slices.DeleteFunc(slices.Clone(records), func(r record.Record) bool { return r.Head().Office != owner })
}

// find gives the one record of an id.
func find[R record.Record](t *testing.T, records []record.Record, id record.Ref) R {
	t.Helper()
	i := slices.IndexFunc(records, func(r record.Record) bool { return r.Head().ID == id })
	if i < 0 {
		t.Fatalf("no record %s", id)
	}
	r, ok := records[i].(R)
	if !ok {
		t.Fatalf("%s is a %s", id, records[i].Head().Kind)
	}
	return r
}

// own is the id of a record of the city, theirs of one of the ministry, common of one that all offices share.
func own(kind record.Kind, key string) record.Ref    { return record.KeyID(office, kind, key) }
func theirs(kind record.Kind, key string) record.Ref { return record.KeyID(ministry, kind, key) }
func common(kind record.Kind, key string) record.Ref { return record.KeyID("", kind, key) }

func TestEveryRecordIsSound(t *testing.T) {
	t.Parallel()
	for _, r := range load(t) {
		head := r.Head()
		for _, p := range record.Check(r) {
			t.Errorf("%s %q: %s: %s %v", head.Kind, r.Label().FR, p.Field, p.Code, p.Args)
		}
		if head.Visibility != record.Public {
			t.Errorf("%s %q is %s", head.Kind, r.Label().FR, head.Visibility)
		}
		if head.Kind != record.KindOffice && head.Kind != record.KindPublication && len(head.Sources) == 0 {
			t.Errorf("%s %q has no source", head.Kind, r.Label().FR)
		}
	}
}

func TestEveryReferenceResolves(t *testing.T) {
	t.Parallel()
	records := load(t)
	kinds := map[record.Ref]record.Kind{}
	for _, term := range record.BuiltInTerms() {
		kinds[term.ID] = record.KindTerm
	}
	for _, r := range records {
		if _, twice := kinds[r.Head().ID]; twice {
			t.Errorf("%s %q: its key is taken", r.Head().Kind, r.Label().FR)
		}
		kinds[r.Head().ID] = r.Head().Kind
	}
	for _, r := range records {
		for _, link := range record.Links(r) {
			switch kind, ok := kinds[link.Target]; {
			case !ok:
				t.Errorf("%s %q: %s %d refers to nothing", r.Head().Kind, r.Label().FR, link.Field, link.Position)
			case !slices.Contains(link.Kinds, kind):
				t.Errorf("%s %q: %s %d is a %s", r.Head().Kind, r.Label().FR, link.Field, link.Position, kind)
			}
		}
	}
}

func TestEveryTextIsInBothLanguagesAndWellSet(t *testing.T) {
	t.Parallel()
	for _, r := range load(t) {
		if label := r.Label(); label.FR == "" || label.EN == "" {
			t.Errorf("%s %q / %q lacks a language", r.Head().Kind, label.FR, label.EN)
		}
		for _, text := range texts(t, r) {
			if (text.EN == "") != text.Printed {
				t.Errorf("%s %q: %q has English: %t", r.Head().Kind, r.Label().FR, text.FR, text.EN != "")
			}
			if set := i18n.Typo(i18n.FR, text.FR); set != text.FR {
				t.Errorf("French set as %q, not %q", text.FR, set)
			}
			if set := i18n.Typo(i18n.EN, text.EN); set != text.EN {
				t.Errorf("English set as %q, not %q", text.EN, set)
			}
		}
	}
}

// A list whose order is a fact is given whole: its positions go from 1 to its length. No other source has a list.
func TestListsAreWhole(t *testing.T) {
	t.Parallel()
	type list struct {
		document record.Ref
		name     string
	}
	report := own(record.KindPublication, "rapport-2024")
	plan := theirs(record.KindPublication, "plan-action-2018-2020")
	talk := own(record.KindDocument, "etat-des-connaissances-2024")
	want := map[list]int{
		{report, "accueils-courtoisie"}: 10, {report, "accueils-collaboration"}: 7, {report, "accueils-strategiques"}: 4,
		{report, "missions"}: 8, {report, "collaborateurs"}: 27,
		{report, "retombees-rayonne"}: 6, {report, "retombees-apprend"}: 6, {report, "retombees-attire"}: 4,
		{plan, "mesures-racontees"}: 4, {plan, "histoires"}: 4,
		{talk, "publications-actuelles"}: 10, {talk, "references"}: 17, {talk, "references-images"}: 9,
		{talk, "causes"}: 3, {talk, "parkes"}: 3, {talk, "defis"}: 4, {talk, "opportunites"}: 3, {talk, "questions"}: 3,
	}
	got := map[list][]int{}
	for _, r := range load(t) {
		for _, s := range r.Head().Sources {
			if s.List != "" {
				l := list{s.Document, s.List}
				got[l] = append(got[l], s.Position)
			}
		}
	}
	for l, positions := range got {
		slices.Sort(positions)
		for i, p := range positions {
			if p != i+1 {
				t.Errorf("list %s has position %d where %d is expected", l.name, p, i+1)
			}
		}
		if len(positions) != want[l] {
			t.Errorf("list %s has %d entries, want %d", l.name, len(positions), want[l])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d lists, want %d", len(got), len(want))
	}
}

// Every fact comes from one of the five documents.
func TestFiveSources(t *testing.T) {
	t.Parallel()
	used := map[record.Ref]bool{
		theirs(record.KindPublication, "relations-bilaterales"):     false,
		theirs(record.KindPublication, "partenaires-organisations"): false,
		theirs(record.KindPublication, "plan-action-2018-2020"):     false,
		own(record.KindPublication, "rapport-2024"):                 false,
		own(record.KindDocument, "etat-des-connaissances-2024"):     false,
	}
	for _, r := range load(t) {
		for _, s := range r.Head().Sources {
			if _, known := used[s.Document]; !known || s.Place.FR == "" {
				t.Errorf("%s %q: a source is none of the five, or has no place", r.Head().Kind, r.Label().FR)
			}
			used[s.Document] = true
		}
	}
	for source, ok := range used {
		if !ok {
			t.Errorf("nothing comes from %s", source)
		}
	}
}

// Personal fields never enter the sample, nor does any way of reaching somebody.
func TestNothingPersonal(t *testing.T) {
	t.Parallel()
	records := load(t)
	for _, p := range all[*record.Person](records) {
		if p.Name != "Édouard Philippe" || p.Personal != nil || p.Digest != "" {
			t.Errorf("person %q: one person in public office is named, and nothing personal", p.Name)
		}
	}
	reaching := regexp.MustCompile(`[\w.]+@[\w.]+\.\w|` + // e-mail
		`\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|\+\d{1,3}[ .-]\d|` + // telephone
		`\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|` + // postal code
		`(?i:\b\d+,? (rue|avenue|boulevard|chemin|street|road)\b)`)
	files, err := sample.Quebec()
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(b), "\n") {
			if found := reaching.FindString(line); found != "" {
				t.Errorf("%s:%d: %q looks like a way of reaching somebody", name, i+1, found)
			}
		}
	}
}
