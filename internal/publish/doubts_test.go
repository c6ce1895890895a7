package publish_test

import (
	"slices"
	"strings"
	"testing"

	"entente/internal/figure"
	"entente/internal/figure/figuretest"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// without is the year as it is when some records are not public.
func without(in figure.Input, hidden ...record.Ref) figure.Input {
	out := in
	out.Records = slices.DeleteFunc(slices.Clone(in.Records), func(r record.Record) bool { return slices.Contains(hidden, r.Head().ID) })
	out.Neighbour = func(ref record.Ref) record.Record {
		if slices.Contains(hidden, ref) {
			return nil
		}
		return in.Neighbour(ref)
	}
	return out
}

func doubts(t *testing.T, change func(*publish.Draft)) []publish.Doubt {
	t.Helper()
	d := publish.Draft{
		Composition: publish.Composition{Title: record.Text{FR: "Rapport", EN: "Report"}}, Office: figuretest.Year2024(), Public: figuretest.Year2024(), Today: "2025-03-01",
	}
	change(&d)
	return publish.Doubts(catalogs(t), i18n.FR, d)
}

// told writes doubts as "block code figure".
func told(all []publish.Doubt) []string {
	var out []string
	for _, d := range all {
		s := strings.TrimSpace(d.Block + " " + d.Code + " " + d.Figure)
		if d.Stops {
			s += " !"
		}
		out = append(out, s)
	}
	return out
}

func both(s string) record.Text { return record.Text{FR: s, EN: s} }

func TestDoubtsOfTexts(t *testing.T) {
	t.Parallel()
	got := doubts(t, func(d *publish.Draft) {
		d.Composition.Title.EN = ""
		d.Composition.Blocks = []record.Block{
			{ID: "a", Text: []record.Text{{EN: "Only English."}, {FR: "Le français seul."}, both("Bien.")}},
			{ID: "b", Text: []record.Text{{FR: "Nous avons reçu 21 accueils et mené huit missions, pour 4 066,13 $.", EN: "We received {visits}: 21 visits."}}},
			{ID: "c", Text: []record.Text{both("Une mission à 12 personnes; {missions} et {tea}.")}},
			{ID: "d", Sort: record.BlockTiles, Figures: []string{"missions", "coffee"}},
		}
	})
	want := []string{
		"no_english", "a no_french !", "a no_english", "b typed_number visits", "b typed_number missions", "b typed_number offset.cost", "b typed_number visits",
		"c unknown_figure tea !", "d unknown_figure coffee !",
	}
	if !slices.Equal(told(got), want) {
		t.Errorf("\n got %q\nwant %q", told(got), want)
	}
	if s := plain(got[3].Text); s != "« 21 accueils » est écrit à la main : l'insérer comme chiffre, {visits}, pour qu'il suive les fiches." || got[3].Lang != "fr" || got[6].Lang != "en" {
		t.Errorf("%q in %s", s, got[3].Lang)
	}
	if got := told(doubts(t, func(d *publish.Draft) { d.Review = "2025-02" })); !slices.Equal(got, []string{"no_text !", "review_passed"}) {
		t.Errorf("%q", got)
	}
	if got := told(doubts(t, func(d *publish.Draft) { d.Review = "2025" })); !slices.Equal(got, []string{"no_text !"}) { // the year is not over
		t.Errorf("%q", got)
	}
}

func TestDoubtsOfWhatThePublicDoesNotSee(t *testing.T) {
	t.Parallel()
	visit, mission := figuretest.ID(record.KindVisit, "courtesy-4"), figuretest.ID(record.KindMission, "8")
	got := doubts(t, func(d *publish.Draft) {
		d.Public = without(d.Office, visit, mission)
		d.Composition.Blocks = []record.Block{
			{ID: "tiles", Sort: record.BlockTiles, Figures: []string{"visits", "missions", "forums"}},
			{ID: "list", Sort: record.BlockActivities, Of: "courtesy"},
			{ID: "again", Text: []record.Text{both("{missions}")}},
			{ID: "show", Show: []record.Ref{mission, "019f8a54-0000-7000-8000-000000000000"}},
			{ID: "empty", Sort: record.BlockIndicators},
		}
	})
	want := []string{
		"tiles figure_changes visits", "tiles figure_changes missions", "list left_out", "show dead_reference !", "show left_out", "empty empty",
	}
	if !slices.Equal(told(got), want) {
		t.Fatalf("\n got %q\nwant %q", told(got), want)
	}
	if s := plain(got[0].Text); s != "« Accueils » vaut 21 pour le bureau, mais 20 pour le public, qui ne voit pas toutes les fiches comptées." || !slices.Equal(got[0].Records, []record.Ref{visit}) {
		t.Errorf("%q %v", s, got[0].Records)
	}
	if !slices.Equal(got[1].Records, []record.Ref{mission}) || !slices.Equal(got[2].Records, []record.Ref{visit}) || !slices.Equal(got[4].Records, []record.Ref{mission}) {
		t.Errorf("%v", got)
	}
	hideAll := func(d *publish.Draft) {
		var all []record.Ref
		for _, m := range figure.Missions(d.Office, 2024) {
			all = append(all, m.ID)
		}
		d.Public = without(d.Office, all...)
		d.Composition.Blocks = []record.Block{{ID: "m", Sort: record.BlockActivities, Of: "mission"}}
	}
	if got := told(doubts(t, hideAll)); !slices.Equal(got, []string{"m empty_public", "m left_out"}) {
		t.Errorf("%q", got)
	}
}

func TestDoubtsOfFacts(t *testing.T) {
	t.Parallel()
	got := doubts(t, func(d *publish.Draft) {
		d.Approved = "2025-02-01T12:00:00Z"
		changed := figuretest.ID(record.KindVisit, "strategic-1")
		d.Changed = func(ref record.Ref) string {
			if ref == changed {
				return "2025-02-02T08:00:00Z"
			}
			return "2025-01-02T08:00:00Z"
		}
		relation := &record.Relation{Meta: record.Meta{ID: "r", Kind: record.KindRelation}, Title: record.Text{FR: "Jumelage"}, Review: "2024-12"}
		bare := &record.Outcome{
			Meta: record.Meta{ID: "o", Kind: record.KindOutcome}, Year: "2024", Pillar: record.TermID("pillar", "attirer"), Statement: record.Text{FR: "Sans preuve"},
		}
		d.Office.Records = append(slices.Clone(d.Office.Records), relation, bare)
		d.Public.Records = append(slices.Clone(d.Public.Records), relation, bare)
		d.Composition.Blocks = []record.Block{
			{ID: "s", Sort: record.BlockActivities, Of: "strategic"},
			{ID: "h", Sort: record.BlockHighlights},
			{ID: "t", Sort: record.BlockTiles, Figures: []string{"cities"}},
			{ID: "r", Show: []record.Ref{"r"}},
			{ID: "o", Sort: record.BlockOutcomes, Of: "attirer"},
		}
	})
	want := []string{"s changed_since", "h declared_differs cities", "h declared_differs participations", "r review_passed", "o no_evidence"}
	if !slices.Equal(told(got), want) {
		t.Fatalf("\n got %q\nwant %q", told(got), want)
	}
	if s := plain(got[1].Text); s != "« Villes visitées » : les fiches donnent 13, mais un document publié déclare 11." {
		t.Errorf("%q", s)
	}
}

func TestTheTemplateLeavesNoDoubtOfItsOwn(t *testing.T) {
	t.Parallel()
	for _, lang := range i18n.Langs() {
		in := figuretest.Year2024()
		for _, d := range publish.Doubts(catalogs(t), lang, publish.Draft{Composition: publish.Template(catalogs(t), 2024), Office: in, Public: in}) {
			if d.Stops || d.Code == publish.DoubtTyped || d.Code == publish.DoubtNoEnglish || strings.Contains(d.Text, "⟦") {
				t.Errorf("%s: %+v", lang, d)
			}
		}
	}
}

func TestEveryCountHasItsNouns(t *testing.T) {
	t.Parallel()
	for _, lang := range i18n.Langs() {
		p := catalogs(t).For(lang)
		for _, d := range figure.Catalogue() {
			_, refines := strings.CutPrefix(d.Key, "visits.")
			if p.Has("compose.nouns."+d.Key) != (d.Counting != figure.Sum && !refines) {
				t.Errorf("%s in %s: nouns of counts alone, and of their kinds none", d.Key, lang)
			}
		}
	}
}
