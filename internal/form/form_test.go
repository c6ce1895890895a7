package form_test

import (
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"entente/internal/form"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/record/recordtest"
	"entente/internal/typed"
)

func language(t testing.TB, lang i18n.Lang) form.Language {
	t.Helper()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	return form.Language{Printer: catalogs.For(lang), Reader: typed.New(catalogs, places), Currency: "CAD",
		Label: func(r record.Ref) string { return "fiche " + string(r)[:4] }}
}

// Every field is in the form of its kind once, but those that nobody types.
func TestFormsHoldEveryField(t *testing.T) {
	t.Parallel()
	never := []string{"id", "kind", "schema", "office", "withdrawn", "personal_digest", "sha256", "size", "media_type", "checksum", "built_in", "merged_into"}
	for _, d := range record.Definitions() {
		var have []string
		for _, g := range form.Groups(d.Kind) {
			if len(g.Controls) == 0 {
				t.Errorf("%s: nothing under %s", d.Kind, g.Key)
			}
			for _, c := range g.Controls {
				have = append(have, c.Path)
			}
		}
		for _, f := range record.FieldsOf(d.Kind) {
			n := 0
			for _, path := range have {
				if path == f.Name {
					n++
				}
			}
			if want := !slices.Contains(never, f.Name); n > 1 || (n == 1) != want {
				t.Errorf("%s: %s is %d times in the form", d.Kind, f.Name, n)
			}
		}
	}
}

// A record shown in its form and sent back as it was shown is the same record: in both languages, for every kind and field.
func TestWhatIsSentBackAsItWasShownChangesNothing(t *testing.T) {
	t.Parallel()
	for _, lang := range i18n.Langs() {
		l := language(t, lang)
		for _, d := range record.Definitions() {
			for seed := range 4 {
				full := recordtest.Full(d.Kind, seed)
				got := l.Read(full, l.Show(full))
				if len(got.Problems) > 0 || !reflect.DeepEqual(got.Record, full) {
					t.Errorf("%s %s: %v\n got %+v\nwant %+v", lang, d.Kind, got.Problems, got.Record, full)
				}
			}
		}
	}
}

// A form that holds everything makes the whole record anew: every input is read for what it shows.
func TestAFormMakesTheWholeRecord(t *testing.T) {
	t.Parallel()
	for _, lang := range i18n.Langs() {
		l := language(t, lang)
		for _, d := range record.Definitions() {
			full := recordtest.Full(d.Kind, 2)
			if p, ok := full.(*record.Publication); ok {
				p.Checksum = ""
			}
			values := l.Show(full)
			for key := range values {
				if strings.HasSuffix(key, ".was") {
					values.Set(key, "")
				}
			}
			blank := d.New()
			*blank.Head() = record.Meta{ID: full.Head().ID, Kind: d.Kind, Schema: 1, Office: full.Head().Office, Withdrawn: full.Head().Withdrawn, MergedInto: full.Head().MergedInto}
			switch x := blank.(type) {
			case *record.Person:
				x.Digest = full.(*record.Person).Digest
			case *record.Document:
				f := full.(*record.Document)
				x.SHA256, x.Size, x.MediaType = f.SHA256, f.Size, f.MediaType
			case *record.Term:
				x.BuiltIn = true
			}
			got := l.Read(blank, values)
			if len(got.Problems) > 0 || !reflect.DeepEqual(got.Record, full) {
				t.Errorf("%s %s: %v\n got %+v\nwant %+v", lang, d.Kind, got.Problems, got.Record, full)
			}
		}
	}
}

func TestTypedIntoAnEmptyMission(t *testing.T) {
	t.Parallel()
	l := language(t, i18n.FR)
	mission := &record.Mission{Meta: record.Meta{Kind: record.KindMission}}
	values := url.Values{
		"title.fr": {"Mission économique "}, "dates": {"du 12 au 18 mai 2024"}, "status": {"planned"},
		"stops.n": {""}, "stops.0.was": {""}, "stops.0.place": {"Lausanne"}, "stops.0.dates": {"12 mai 2024"}, "stops.0.passage": {"0"},
		"stops.1.was": {""}, "stops.1.place": {""}, "stops.1.passage": {"0"},
		"stops.4.was": {""}, "stops.4.place": {"Porrentruy (Suisse)"}, "stops.4.passage": {"0", "1"},
		"delegation.n": {""}, "delegation.0.was": {""}, "delegation.0.label.fr": {"Élue responsable du patrimoine"}, "delegation.0.who.q": {""},
		"themes.n": {""}, "themes": {"t2", "t1"},
		"approvals.n": {""}, "approvals.0.was": {""}, "approvals.0.ceiling": {"12 000 $"}, "approvals.0.ceiling.nature": {"ceiling"},
		"costs.n": {""}, "costs.0.was": {""}, "costs.0.total": {"4 066,13"}, "costs.0.total.nature": {"final"}, "costs.0.total.as_of": {"mai 2024"},
		"expected.n": {""}, "expected.0.fr": {"Une entente\r\nsignée"},
	}
	got := l.Read(mission, values)
	if len(got.Problems) > 0 {
		t.Fatal(got.Problems)
	}
	want := &record.Mission{
		Meta: record.Meta{Kind: record.KindMission},
		Activity: record.Activity{Title: record.Text{FR: "Mission économique"}, Dates: "2024-05-12/2024-05-18", Status: "planned",
			Themes: []record.Ref{"t2", "t1"}},
		Stops: []record.Stop{
			{Place: record.Place{City: "2659994", Subdivision: "CH-VD", Country: "CH"}, Dates: "2024-05-12"},
			{Place: record.Place{City: "2659171", Subdivision: "CH-JU", Country: "CH"}, Passage: true},
		},
		Delegation: []record.Part{{Label: record.Text{FR: "Élue responsable du patrimoine"}}},
		Approvals:  []record.Approval{{Ceiling: record.Amount{Value: "12000", Currency: "CAD", Nature: "ceiling"}}},
		Costs:      []record.Cost{{Total: record.Amount{Value: "4066.13", Currency: "CAD", Nature: "final", AsOf: "2024-05"}}},
		Expected:   []record.Text{{FR: "Une entente\nsignée"}},
	}
	if !reflect.DeepEqual(got.Record, want) {
		t.Errorf("got  %+v\nwant %+v", got.Record, want)
	}
	if got.Values.Get("stops.1.place") != "Porrentruy (Suisse)" || got.Values.Has("stops.4.place") {
		t.Errorf("rows are not renumbered: %v", got.Values)
	}
}

func TestWhatCannotBeReadIsKeptAndSaidAllAtOnce(t *testing.T) {
	t.Parallel()
	l := language(t, i18n.FR)
	values := url.Values{
		"title.fr": {""}, "dates": {"13 mai 24"}, "lead.q": {"Maire"}, "lead": {""}, "lead.l": {""},
		"stops.n": {""}, "stops.0.place": {"Xyzzy"}, "stops.0.dates": {"03/04/2024"}, "stops.1.place": {"Saint-Pierre"},
		"costs.n": {""}, "costs.0.parts.n": {""}, "costs.0.parts.0.amount": {"cher"}, "costs.0.total": {"12 $"},
		"partners.n": {""}, "partners.0.who": {"nobody"}, "partners.0.who.l": {"Personne"}, "partners.0.who.q": {"Personne"},
	}
	got := l.Read(&record.Mission{Meta: record.Meta{Kind: record.KindMission}}, values)
	problems := append(got.Problems, record.Check(got.Record)...)
	problems = append(problems, record.Problem{Field: "partners.who", Code: "unknown_reference", Args: map[string]string{"value": "nobody"}})
	f := form.Draw(record.KindMission, got.Values, problems, got.Options)
	at := map[string]string{}
	for _, x := range f.Links {
		at[x.Input+" "+x.Code] = x.Sub
	}
	for _, want := range []string{
		"title required", "dates two_digit_year", "lead choose_record", "stops.0.place unread_place", "stops.0.dates ambiguous_date",
		"costs.0.parts.0.amount unread_amount", "costs.0.total required", "partners.0.who unknown_reference", "stops.1.place ambiguous_place",
	} {
		if _, ok := at[want]; !ok {
			t.Errorf("no %s among %v", want, at)
		}
	}
	if at["costs.0.total required"] != "nature" {
		t.Errorf("the missing nature is said of %q", at["costs.0.total required"])
	}
	if opts := got.Options["stops.0.dates"]; len(opts) != 2 || opts[0].Value != "2024-04-03" || opts[1].Value != "2024-03-04" {
		t.Errorf("readings of 03/04/2024: %v", opts)
	}
	got.Values.Set("stops.0.dates.is", "2024-03-04")
	again := l.Read(&record.Mission{Meta: record.Meta{Kind: record.KindMission}}, got.Values)
	if m, ok := again.Record.(*record.Mission); !ok || m.Stops[0].Dates != "2024-03-04" {
		t.Errorf("the reading that was chosen is not taken: %+v", again.Record)
	}
	if got.Values.Get("dates") != "13 mai 24" || got.Values.Get("costs.0.parts.0.amount") != "cher" {
		t.Errorf("what was typed is not kept: %v", got.Values)
	}
}

func TestRowsAreAddedMovedAndRemoved(t *testing.T) {
	t.Parallel()
	stops := func(values url.Values) string {
		var out []string
		for n := range 9 {
			if s := values.Get("stops." + string(rune('0'+n)) + ".place"); s != "" {
				out = append(out, string(rune('0'+n))+s)
			}
		}
		return strings.Join(out, " ")
	}
	values := url.Values{"stops.0.place": {"a"}, "stops.1.place": {"b"}, "stops.1.dates": {"2003"}, "stops.3.place": {"c"}, "title.fr": {"t"}}
	for _, step := range []struct{ op, at, want string }{
		{"up:stops.1", "stops.0", "0b 1a 3c"},
		{"down:stops.1", "stops.3", "0b 1c 3a"},
		{"up:stops.0", "stops.0", "0b 1c 3a"},
		{"remove:stops.1", "stops", "0b 3a"},
		{"add:stops", "stops.4", "0b 3a"},
	} {
		at, ok := form.Apply(values, form.ParseOperation(step.op))
		if got := stops(values); !ok || at != step.at || got != step.want {
			t.Errorf("%s: %s at %s, want %s at %s", step.op, got, at, step.want, step.at)
		}
	}
	if values.Get("stops.0.dates") != "2003" || values.Get("title.fr") != "t" || !values.Has("stops.4.was") {
		t.Errorf("something was lost: %v", values)
	}
	for _, op := range []string{"save", "remove:stops.9", "remove:stops", "up:x", "explode:stops.0"} {
		if at, ok := form.Apply(values, form.ParseOperation(op)); ok {
			t.Errorf("%s was done at %s", op, at)
		}
	}
}

func TestTwoAuthorsAreBroughtTogetherFieldByField(t *testing.T) {
	t.Parallel()
	original := &record.Mission{Meta: record.Meta{Kind: record.KindMission}, Activity: record.Activity{Title: record.Text{FR: "Titre"}, Dates: "2024", Status: "idea", Parkes: "place"}}
	mine := &record.Mission{Meta: original.Meta, Activity: record.Activity{Title: record.Text{FR: "Le mien"}, Dates: "2025", Status: "done", Parkes: "place"}}
	theirs := &record.Mission{Meta: original.Meta, Activity: record.Activity{Title: record.Text{FR: "Le leur"}, Dates: "2024", Status: "done", Parkes: "participant"}}
	var got []string
	for _, d := range form.Differences(original, mine, theirs) {
		s := d.Path
		if d.Clash() {
			s += "!"
		}
		got = append(got, s)
	}
	if want := []string{"title!", "dates", "parkes"}; !slices.Equal(got, want) {
		t.Errorf("differences %v, want %v", got, want)
	}
	merged, ok := form.Merge(original, mine, theirs, func(path string) bool { return path == "title" }).(*record.Mission)
	if !ok || merged.Title.FR != "Le mien" || merged.Dates != "2025" || merged.Parkes != "participant" || merged.Status != "done" {
		t.Errorf("merged into %+v", merged)
	}
}

func TestPrefilled(t *testing.T) {
	t.Parallel()
	org := &record.Organisation{Meta: record.Meta{ID: "o", Kind: record.KindOrganisation}, Place: record.Place{Country: "CH"}}
	m := &record.Mission{Meta: record.Meta{Kind: record.KindMission}}
	form.Prefill(m, org)
	if len(m.Stops) != 1 || m.Stops[0].Place.Country != "CH" || len(m.Partners) != 1 || m.Partners[0].Who != "o" {
		t.Errorf("a mission to an organisation: %+v", m)
	}
	o := &record.Outcome{Meta: record.Meta{Kind: record.KindOutcome}}
	form.Prefill(o, &record.Mission{Meta: record.Meta{ID: "m", Kind: record.KindMission}})
	if !slices.Equal(o.From, []record.Ref{"m"}) {
		t.Errorf("an outcome of a mission: %+v", o)
	}
	obj := &record.Objective{Meta: record.Meta{Kind: record.KindObjective}}
	form.Prefill(obj, &record.Framework{Meta: record.Meta{ID: "f", Kind: record.KindFramework}})
	if obj.Framework != "f" {
		t.Errorf("an objective of a strategy: %+v", obj)
	}
}
