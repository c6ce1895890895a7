package publish_test

import (
	"slices"
	"strings"
	"testing"

	"entente/internal/figure/figuretest"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// one is what a block alone draws, as a section.
func one(t *testing.T, lang i18n.Lang, b record.Block) publish.Section {
	t.Helper()
	b.ID, b.Heading = "x", record.Text{FR: "X", EN: "X"}
	r := compose(t, lang, figuretest.Year2024(), b)
	if len(r.Sections) != 1 {
		t.Fatalf("%s %s draws nothing", b.Sort, b.Of)
	}
	return r.Sections[0]
}

func TestListsOfActivities(t *testing.T) {
	t.Parallel()
	for of, want := range map[string]int{"courtesy": 10, "collaboration": 7, "strategic": 4, "mission": 8, "participation": 6, "event": 2} {
		s := one(t, i18n.FR, record.Block{Sort: record.BlockActivities, Of: of})
		if got := len(s.Blocks[0].Items); s.Blocks[0].Sort != "ordered" || got != want || s.Blocks[0].Items[want-1].Value != want {
			t.Errorf("%s: %d entries, want %d", of, got, want)
		}
	}
	s := one(t, i18n.FR, record.Block{Sort: record.BlockActivities})
	var ids []string
	for _, sub := range s.Sections {
		ids = append(ids, sub.ID)
	}
	if want := []string{"x-courtesy", "x-collaboration", "x-strategic", "x-missions", "x-participations", "x-events"}; !slices.Equal(ids, want) {
		t.Errorf("%q, want %q", ids, want)
	}
	rows := lines(one(t, i18n.EN, record.Block{Sort: record.BlockActivities, Of: "mission_table"}))
	if len(rows) != 8 || !strings.Contains(rows[1], "Colonia del Sacramento (Uruguay), Buenos Aires (Argentina, passed through)") {
		t.Errorf("%q", rows)
	}
}

// TestDrawingsSayTheSameAsTheirTables: 13 cities of missions, each drawn; a caption, words for who does not see, and a table.
func TestMapOfTheYear(t *testing.T) {
	t.Parallel()
	d := one(t, i18n.FR, record.Block{Sort: record.BlockMap}).Blocks[0].Drawing
	if d == nil || d.Width < 600 || d.Height < 200 || plain(d.Caption) != "Missions, accueils et rencontres de 2024" {
		t.Fatalf("%+v", d)
	}
	cities := map[string]bool{}
	for _, row := range d.Table.Rows {
		cities[words(row[0].Spans)] = true
	}
	for _, want := range []string{
		"Boston", "Colonia del Sacramento", "Buenos Aires", "Lausanne", "Porrentruy", "Braga", "Saint-Malo", "New York", "Cordoue", "Zurich", "Genève", "Paris", "Lisbonne",
	} {
		if !cities[want] || !strings.Contains(d.Alt, want) {
			t.Errorf("%s is not in the table and the words", want)
		}
	}
	if !strings.Contains(d.SVG, "Boston") || !strings.Contains(d.SVG, "Lisbonne") {
		t.Error("cities are drawn without their names")
	}
	if strings.Contains(d.SVG, "href") || strings.Contains(d.SVG, "<script") {
		t.Error("the drawing leads somewhere")
	}
	s := one(t, i18n.FR, record.Block{Sort: record.BlockMap, Caption: record.Text{FR: `Notre "carte" <b>`}})
	if got := s.Blocks[0].Drawing; plain(got.Caption) != "Notre « carte » <b>" || strings.Contains(got.SVG, "<b>") {
		t.Errorf("%q", got.Caption)
	}
}

func TestBalanceCountsEveryActivityByRegion(t *testing.T) {
	t.Parallel()
	s := one(t, i18n.FR, record.Block{Sort: record.BlockBalance, Of: "regions"})
	rows := lines(s)
	// By hand: five missions in Europe (3, 4, 5, 7, 8), two in North America (1, 6), one in Latin America (2).
	missions := map[string]string{"Europe": "5", "Amérique du Nord": "2", "Amérique latine et Caraïbes": "1"}
	for _, row := range rows {
		cells := strings.Split(row, " | ")
		if want, ok := missions[cells[0]]; ok && cells[1] != want {
			t.Errorf("%s: want %s missions", row, want)
		}
	}
	chart := one(t, i18n.FR, record.Block{Sort: record.BlockChart, Of: "regions"}).Blocks[0].Drawing
	if !strings.Contains(plain(chart.Alt), "Europe : missions 5") || !strings.HasPrefix(chart.SVG, "<svg") {
		t.Errorf("%s", chart.Alt)
	}
}

func TestChartOverYearsNeedsTwo(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	block := record.Block{ID: "x", Heading: record.Text{FR: "X"}, Sort: record.BlockChart, Of: "years"}
	alone := compose(t, i18n.FR, in, block).Sections[0].Blocks
	if len(alone) != 1 || !strings.Contains(words(alone[0].Spans), "que pour 2024") {
		t.Errorf("a single year is not told as such: %+v", alone)
	}
	for i, year := range []record.Date{"2022", "2022-05", "2023"} {
		in.Records = append(in.Records, &record.Visit{
			Meta: record.Meta{ID: record.Ref(rune('a' + i)), Kind: record.KindVisit}, Activity: record.Activity{Title: record.Text{FR: "V"}, Dates: year}, VisitType: record.Courtesy,
		})
	}
	r := compose(t, i18n.FR, in, block)
	var got []string
	for _, row := range r.Sections[0].Blocks[0].Drawing.Table.Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, words(c.Spans))
		}
		got = append(got, strings.Join(cells, " "))
	}
	if want := []string{"2022 0 2 0 0", "2023 0 1 0 0", "2024 8 21 6 2"}; !slices.Equal(got, want) { // missions, visits, participations, events
		t.Errorf("%q, want %q", got, want)
	}
}

func TestMoneyAgainstCeilings(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	cad := func(v record.Decimal, nature string) record.Amount {
		return record.Amount{Value: v, Currency: "CAD", Nature: nature}
	}
	for _, r := range in.Records {
		m, ok := r.(*record.Mission)
		if !ok {
			continue
		}
		switch m.ID {
		case figuretest.ID(record.KindMission, "1"):
			m.Approvals = []record.Approval{{Ceiling: cad("3000", record.Ceiling)}}
			m.Costs = []record.Cost{{Total: cad("1200.50", record.Final)}, {Total: cad("1300", record.Final)}}
		case figuretest.ID(record.KindMission, "2"): // unlike amounts have no sum
			m.Approvals = []record.Approval{{Ceiling: cad("9000", record.Ceiling)}}
			m.Costs = []record.Cost{{Total: cad("1200", record.Final)}, {Total: cad("1300", record.Estimate)}}
		}
	}
	r := compose(t, i18n.FR, in, record.Block{ID: "x", Heading: record.Text{FR: "X"}, Sort: record.BlockChart, Of: "money"})
	var got []string
	for _, row := range r.Sections[0].Blocks[0].Drawing.Table.Rows {
		got = append(got, plain(words(row[1].Spans)+" | "+words(row[2].Spans)))
	}
	if want := []string{"3 000 $ | 2 500,50 $", "9 000 $ | —"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestOtherBlocksFromRecords(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	plan := figuretest.ID(record.KindFramework, "plan")
	meta := func(k record.Kind, key string) record.Meta { return record.Meta{ID: figuretest.ID(k, key), Kind: k} }
	in.Records = append(in.Records,
		&record.Framework{Meta: meta(record.KindFramework, "plan"), Title: record.Text{FR: "Plan 2024"}},
		&record.Objective{
			Meta: meta(record.KindObjective, "o"), Framework: plan, Title: record.Text{FR: "Accueillir"}, Indicators: []record.Indicator{{
				Name: record.Text{FR: "Délégations"}, Baseline: record.Quantity{Value: "3", Unit: "visit"}, Target: record.Quantity{Value: "30", Unit: "visit"},
				Values: []record.Value{{On: "2024", Value: record.Quantity{Value: "21", Unit: "visit"}}, {On: "2023", Value: record.Quantity{Value: "9", Unit: "visit"}}},
			}},
		},
		&record.Finding{
			Meta: meta(record.KindFinding, "f"), FindingType: record.Disagreement, Statement: record.Text{FR: "Onze villes ou treize"},
			Versions: []record.Version{{Source: figuretest.ID(record.KindPublication, "rapport-2024"), Says: record.Text{FR: "Onze."}}, {Says: record.Text{FR: "Treize."}}},
			Reading:  record.Text{FR: "Treize."},
		},
		&record.Story{Meta: meta(record.KindStory, "s"), Title: record.Text{FR: "Une histoire"}, Lead: record.Text{FR: "En bref."}},
	)
	h := record.Text{FR: "X"}
	r := compose(t, i18n.FR, in,
		record.Block{ID: "i", Heading: h, Sort: record.BlockIndicators, Show: []record.Ref{plan}},
		record.Block{ID: "d", Heading: h, Sort: record.BlockDisagreements, Of: "sources"},
		record.Block{ID: "b", Heading: h, Sort: record.BlockBox, Show: []record.Ref{figuretest.ID(record.KindStory, "s"), "unknown"}},
		record.Block{ID: "a", Heading: h, Sort: record.BlockAgreements},
		record.Block{ID: "s", Heading: h, Show: []record.Ref{figuretest.ID(record.KindStory, "s")}},
		record.Block{ID: "o", Heading: h, Sort: record.BlockOutcomes, Of: "attirer"},
		record.Block{ID: "none", Heading: h, Sort: record.BlockOutcomes, Of: "tea"},
	)
	expectLines(t, must(t, r, "i"), "Accueillir | Délégations | 3 accueils | 21 accueils (2024) | 30 accueils")
	d := lines(must(t, r, "d"))
	if len(d) != 4 || d[0] != "Onze villes ou treize" || !strings.HasSuffix(d[1], " : Onze.") || d[2] != "Treize." || d[3] != "Treize." {
		t.Errorf("%q", d)
	}
	expectLines(t, must(t, r, "b"), "Une histoire", "En bref.")
	expectLines(t, must(t, r, "s"), "Une histoire. En bref.")
	if got := lines(must(t, r, "a")); len(got) < 4 || !slices.Contains(got, "  Compte parmi les nouvelles ententes de l'année.") {
		t.Errorf("%q", got)
	}
	if got := lines(must(t, r, "o")); got[0] != "Forum UCI Bike City et Mobilité en octobre 2026" {
		t.Errorf("%q", got)
	}
	if _, ok := section(r, "none"); ok {
		t.Error("outcomes of no pillar are told")
	}
}

func TestEverySortOfBlockIsDrawnOrText(t *testing.T) {
	t.Parallel()
	for _, sort := range record.Vocabulary("block_sort") {
		for _, of := range append([]string{""}, record.BlockParts(sort)...) {
			for _, lang := range i18n.Langs() {
				r := compose(t, lang, figuretest.Year2024(), record.Block{Sort: sort, Of: of, Heading: record.Text{FR: "X"}, Text: []record.Text{{FR: "y"}}})
				publish.EachText(r, func(s *string) {
					if strings.Contains(*s, "⟦") {
						t.Errorf("%s %s: a message is missing: %s", sort, of, *s)
					}
				})
			}
		}
	}
}
