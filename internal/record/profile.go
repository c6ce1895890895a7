package record

import (
	"slices"
	"strconv"
)

// Rules are the numbers and choices under which an office works. What is left empty is as the office's profile has it.
type Rules struct {
	Ceiling        int            `json:"ceiling,omitzero" vis:"public"`         // dollars from which a journey needs a decision
	Margin         int            `json:"margin,omitzero" vis:"public"`          // per cent above the ceiling from which it goes back
	MayorDecision  bool           `json:"mayor_decision,omitzero" vis:"public"`  // the mayor, and whoever replaces the mayor, need one too
	ReportWeeks    int            `json:"report_weeks,omitzero" vis:"public"`    // after the return
	DisclosureDays int            `json:"disclosure_days,omitzero" vis:"public"` // after the period
	DormancyMonths int            `json:"dormancy_months,omitzero" vis:"public"` // without activity
	Warnings       Steps          `json:"warnings,omitzero" vis:"public"`        // months before an agreement ends
	FollowUps      Steps          `json:"follow_ups,omitzero" vis:"public"`      // months after an outcome
	FactorSets     []FactorChoice `json:"factor_sets,omitempty" vis:"public"`
	FrenchOnly     bool           `json:"french_only,omitzero" vis:"public"`                          // the public site has no English
	FileMegabytes  int            `json:"file_megabytes,omitzero" vis:"private"`                      // of the largest file that is kept with a record
	SecondFactor   []string       `json:"second_factor,omitempty" vis:"private" vocab:"account_role"` // roles that must sign in with one
}

// Steps are three moments, in months.
type Steps struct {
	First  int `json:"first,omitzero" vis:"public"`
	Second int `json:"second,omitzero" vis:"public"`
	Third  int `json:"third,omitzero" vis:"public"`
}

// FactorChoice freezes the set of emission factors of a year.
type FactorChoice struct {
	Year int    `json:"year" vis:"public"`
	Set  string `json:"set" vis:"public" vocab:"factor_set" required:"true"`
}

// Profiles of rules.
const (
	ProfileCity     = "qc-city"
	ProfileMinistry = "qc-ministry"
	ProfileFederal  = "ca-federal"
)

func or(set, otherwise int) int {
	if set != 0 {
		return set
	}
	return otherwise
}

// MissionCeiling is the cost in dollars above which a mission needs a decision of the executive committee: 3 000 $ by the rule
// of a Québec city on journeys. Journeys outside Québec and Canada need one whatever they cost.
func (o *Office) MissionCeiling() int { return or(o.Rules.Ceiling, 3000) }

// CeilingMargin is by how many per cent the cost may exceed the authorised ceiling before the decision goes back to the
// committee: 10, by the same rule.
func (o *Office) CeilingMargin() int { return or(o.Rules.Margin, 10) }

// MayorNeedsDecision tells whether the mayor and the member who replaces the mayor need a decision. The law exempts them
// (Act respecting the remuneration of elected municipal officers, CQLR c. T-11.001, s. 25); a city may ask for it all the same.
func (o *Office) MayorNeedsDecision() bool { return o.Rules.MayorDecision }

// MissionReportWeeks is within how many weeks of the return the mission report of the mayor and of the member responsible is
// public: 6, by the rule of a Québec city.
func (o *Office) MissionReportWeeks() int { return or(o.Rules.ReportWeeks, 6) }

// DisclosureWithin is within how many days of the end of its period travel expenses are disclosed: 45 for a Québec ministry
// (CQLR c., r. 2, s. 4(18)) and, failing another rule, for a city; 30 for a federal institution (Access to Information Act, R.S.C. 1985,
// c. A-1, s. 82).
func (o *Office) DisclosureWithin() int {
	if o.Profile == ProfileFederal {
		return or(o.Rules.DisclosureDays, 30)
	}
	return or(o.Rules.DisclosureDays, 45)
}

// DormantAfter is how many months without any activity make a relation one to review: 24, a choice of the program. It holds
// only once the records reach back that far: unknown is never late.
func (o *Office) DormantAfter() int { return or(o.Rules.DormancyMonths, 24) }

// AgreementWarnings are how many months before its end an agreement is announced, the earliest first: 12, 6 and 3, a choice
// of the program.
func (o *Office) AgreementWarnings() []int {
	out := o.Rules.Warnings.over(12, 6, 3)
	slices.SortFunc(out, func(a, b int) int { return b - a })
	return out
}

// OutcomeFollowUps are how many months after an outcome it is asked about again, the first first: 3, 6 and 12, a choice of
// the program.
func (o *Office) OutcomeFollowUps() []int {
	out := o.Rules.FollowUps.over(3, 6, 12)
	slices.Sort(out)
	return out
}

func (s Steps) over(first, second, third int) []int {
	return []int{or(s.First, first), or(s.Second, second), or(s.Third, third)}
}

// FactorSet is the set of emission factors that the office froze for a year, "" for the one of the year with radiative
// forcing: a set that was chosen stays, so that what was published can be computed again.
func (o *Office) FactorSet(year int) string {
	for _, c := range o.Rules.FactorSets {
		if c.Year == year {
			return c.Set
		}
	}
	return ""
}

// EnglishSite tells whether the public site also exists in English.
func (o *Office) EnglishSite() bool { return !o.Rules.FrenchOnly }

// MostFileMegabytes is above what no office sets the size of its files: a file is kept in the database, and copied with it.
const MostFileMegabytes = 200

// LargestFile is how many bytes a file may have that is kept with a record: 25 million, a choice of the program.
func (o *Office) LargestFile() int {
	return min(or(o.Rules.FileMegabytes, 25), MostFileMegabytes) * 1_000_000
}

// NeedsFactor tells whether whoever has a role must sign in with a second factor.
func (o *Office) NeedsFactor(role string) bool { return slices.Contains(o.Rules.SecondFactor, role) }

// rules holds that no number is below zero, and that a year has one set of factors.
func (c *Checker) rules(r Rules) {
	for _, n := range []struct {
		field string
		value int
	}{
		{"rules.ceiling", r.Ceiling}, {"rules.margin", r.Margin}, {"rules.report_weeks", r.ReportWeeks}, {"rules.disclosure_days", r.DisclosureDays},
		{"rules.dormancy_months", r.DormancyMonths}, {"rules.warnings.first", r.Warnings.First}, {"rules.warnings.second", r.Warnings.Second},
		{"rules.warnings.third", r.Warnings.Third}, {"rules.follow_ups.first", r.FollowUps.First}, {"rules.follow_ups.second", r.FollowUps.Second},
		{"rules.follow_ups.third", r.FollowUps.Third},
		{"rules.file_megabytes", r.FileMegabytes},
	} {
		if n.value < 0 {
			c.Add(n.field, "negative")
		}
	}
	if r.FileMegabytes > MostFileMegabytes {
		c.Add("rules.file_megabytes", "above_most", "most", strconv.Itoa(MostFileMegabytes))
	}
	seen := map[int]bool{}
	for i, f := range r.FactorSets {
		if seen[f.Year] {
			c.Add(index("rules.factor_sets", i, "year"), "year_twice")
		}
		seen[f.Year] = true
	}
}
