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

// office is the space of the keys of the sample's own records.
const office = "ville-de-quebec"

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

// own is the id of a record of the sample's office, common the id of one that all offices share.
func own(kind record.Kind, key string) record.Ref    { return record.KeyID(office, kind, key) }
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

// A list whose order is a fact is given whole: its positions go from 1 to its length.
func TestListsAreWhole(t *testing.T) {
	t.Parallel()
	want := map[string]int{
		"accueils-courtoisie": 10, "accueils-collaboration": 7, "accueils-strategiques": 4, "missions": 8, "collaborateurs": 27,
		"retombees-rayonne": 6, "retombees-apprend": 6, "retombees-attire": 4,
	}
	got := map[string][]int{}
	for _, r := range load(t) {
		for _, s := range r.Head().Sources {
			if s.Document != own(record.KindPublication, "rapport-2024") {
				t.Errorf("%s %q: its source is not the report", r.Head().Kind, r.Label().FR)
			}
			if s.List != "" {
				got[s.List] = append(got[s.List], s.Position)
			}
		}
	}
	for list, positions := range got {
		slices.Sort(positions)
		for i, p := range positions {
			if p != i+1 {
				t.Errorf("list %s has position %d where %d is expected", list, p, i+1)
			}
		}
		if len(positions) != want[list] {
			t.Errorf("list %s has %d entries, want %d", list, len(positions), want[list])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d lists, want %d", len(got), len(want))
	}
}

// Personal fields never enter the sample, nor does any way of reaching somebody.
func TestNothingPersonal(t *testing.T) {
	t.Parallel()
	records := load(t)
	for _, p := range all[*record.Person](records) {
		if p.Name != "Édouard Philippe" || p.Personal != nil || p.Digest != "" {
			t.Errorf("person %q: the report names one person, and nothing personal", p.Name)
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
