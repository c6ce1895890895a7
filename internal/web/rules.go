package web

import (
	"fmt"
	"slices"
	"strings"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry"
)

// rule is a number or choice of the office as it holds, and whether the office set it itself.
type rule struct {
	field string // in the catalogs, below field.rules
	value string
	own   bool
}

// rules are those of the reader's office.
func (v view) rules() []rule {
	o := v.office
	number := func(n int) string { return v.p.Int(int64(n)) }
	months := func(list []int) string {
		out := make([]string, len(list))
		for i, n := range list {
			out[i] = number(n)
		}
		return v.p.List(out)
	}
	yes := func(b bool) string {
		if b {
			return v.T("admin.yes")
		}
		return v.T("admin.no")
	}
	var roles []string
	for _, r := range o.Rules.SecondFactor {
		roles = append(roles, v.role(r))
	}
	if len(roles) == 0 {
		roles = []string{v.T("admin.rules.none")}
	}
	return []rule{
		{"ceiling", number(o.MissionCeiling()), o.Rules.Ceiling != 0},
		{"margin", number(o.CeilingMargin()), o.Rules.Margin != 0},
		{"mayor_decision", yes(o.MayorNeedsDecision()), o.Rules.MayorDecision},
		{"report_weeks", number(o.MissionReportWeeks()), o.Rules.ReportWeeks != 0},
		{"disclosure_days", number(o.DisclosureWithin()), o.Rules.DisclosureDays != 0},
		{"dormancy_months", number(o.DormantAfter()), o.Rules.DormancyMonths != 0},
		{"warnings", months(o.AgreementWarnings()), o.Rules.Warnings != record.Steps{}},
		{"follow_ups", months(o.OutcomeFollowUps()), o.Rules.FollowUps != record.Steps{}},
		{"french_only", yes(!o.EnglishSite()), o.Rules.FrenchOnly},
		{"file_megabytes", number(o.LargestFile() / 1_000_000), o.Rules.FileMegabytes != 0},
		{"second_factor", v.p.List(roles), len(o.Rules.SecondFactor) > 0},
	}
}

// eventDetail is what more there is to say of what became of an account, its codes in words.
func (v view) eventDetail(e registry.AccountEvent) string {
	switch e.What {
	case "role", "created", "joined":
		parts := strings.Split(e.Detail, " → ")
		for i, p := range parts {
			if slices.Contains(record.Vocabulary("account_role"), p) {
				parts[i] = v.role(p)
			}
		}
		return strings.Join(parts, " → ")
	case "signed_in":
		return v.via(e.Detail)
	case "invited":
		email, role, _ := strings.Cut(e.Detail, " (")
		return fmt.Sprintf("%s, %s", email, v.role(strings.TrimSuffix(role, ")")))
	}
	return e.Detail
}

// by is who did something; the operator has no name.
func (v view) by(actor string) string {
	if actor == access.OperatorActor().Name {
		return v.T("admin.operator")
	}
	return actor
}
