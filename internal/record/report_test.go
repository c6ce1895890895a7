package record_test

import (
	"slices"
	"testing"

	"entente/internal/record"
)

func TestReport(t *testing.T) {
	t.Parallel()
	review := func(decision string) record.Review {
		return record.Review{By: "Ana", On: "2025-02-03", Decision: decision, Version: 3}
	}
	for name, c := range map[string]struct {
		change func(*record.Report)
		want   []string
	}{
		"a draft":         {change: func(*record.Report) {}},
		"shared":          {change: func(r *record.Report) { r.Visibility = record.Shared }},
		"public":          {change: func(r *record.Report) { r.Visibility = record.Public }, want: []string{"visibility report_public"}},
		"half a year":     {change: func(r *record.Report) { r.Period = "2024-01/2024-06" }, want: []string{"period report_period"}},
		"a month":         {change: func(r *record.Report) { r.Period = "2024-05" }, want: []string{"period report_period"}},
		"no year":         {change: func(r *record.Report) { r.Period = "" }, want: []string{"period required"}},
		"nobody approved": {change: func(r *record.Report) { r.Stage = record.StageApproved }, want: []string{"stage report_unapproved"}},
		"approved": {change: func(r *record.Report) {
			r.Stage, r.Reviews = record.StageApproved, []record.Review{review(record.ReviewReturned), review(record.ReviewApproved), review(record.ReviewRemark)}
		}},
		"sent back since": {change: func(r *record.Report) {
			r.Stage, r.Reviews = record.StageApproved, []record.Review{review(record.ReviewApproved), review(record.ReviewReturned)}
		}, want: []string{"stage report_unapproved"}},
		"published as nothing": {change: func(r *record.Report) {
			r.Stage, r.Reviews = record.StagePublished, []record.Review{review(record.ReviewApproved)}
		}, want: []string{"publication required"}},
		"a broken block": {change: func(r *record.Report) { r.Blocks = []record.Block{{Sort: "chart", Of: "tea"}} }, want: []string{"blocks.0.of block_part"}},
	} {
		r := &record.Report{
			Meta: meta(record.KindReport), Title: record.Text{FR: "Rapport 2024"}, ReportType: record.AnnualReport, Period: "2024", Stage: record.StageDraft,
		}
		r.Visibility = record.Private
		c.change(r)
		if got := said(r); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
