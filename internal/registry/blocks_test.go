package registry_test

import (
	"errors"
	"slices"
	"testing"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
)

// TestAReportIsNobodysToPublish: it is kept, shared and read by its own, named figures are those of the catalogue, and the site
// never learns of it.
func TestAReportIsNobodysToPublish(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		r := &record.Report{
			Meta:  record.Meta{ID: id(record.KindReport, 0), Kind: record.KindReport, Office: office(0), Visibility: record.Private},
			Title: record.Text{FR: "Rapport annuel 2024"}, ReportType: record.AnnualReport, Period: "2024", Stage: record.StageDraft,
			Blocks: []record.Block{{ID: "a", Text: []record.Text{{FR: "Le bureau a accueilli {visits} et mené {missions}; \\{tel quel\\}."}}}, {Sort: record.BlockTiles, Figures: []string{"visits", "cities"}}},
		}
		w.MustSave(t, r, 0)
		if heads, err := w.Public().Latest(t.Context(), []record.Kind{record.KindReport}, 10); err != nil || len(heads) > 0 {
			t.Errorf("the public reads %v, %v", heads, err)
		}
		bad := *r
		bad.Visibility = record.Public
		bad.Blocks = []record.Block{{Text: []record.Text{{FR: "{tea} {visits:tea} {year:number}", EN: "{coffee}"}}}, {Sort: record.BlockFigures, Figures: []string{"visits", "tea"}}}
		_, err := w.Save(t.Context(), access.OperatorActor(), &bad, 1, "")
		var said []string
		for _, p := range record.ProblemsOf(err) {
			said = append(said, p.Field+" "+p.Code+" "+p.Args["value"])
		}
		want := []string{
			"visibility report_public ", "blocks.0.text.0 unknown_token {tea}", "blocks.0.text.0 unknown_token {visits:tea}",
			"blocks.0.text.0 unknown_token {year:number}", "blocks.0.text.0 unknown_token {coffee}", "blocks.1.figures.1 unknown_figure tea",
		}
		if !errors.Is(err, record.ErrInvalid) || !slices.Equal(said, want) {
			t.Errorf("%v: %q", err, said)
		}
	})
}
