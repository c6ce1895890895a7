package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"entente/internal/access"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/registry"
)

// officeCommand shows the settings of an office, or changes one: "entente office ceiling=5000".
func officeCommand(c *command) func(context.Context) error {
	c.database()
	c.jsonFlag()
	code := c.flags.String("office", "", "")
	return func(ctx context.Context) error {
		return c.open(ctx, true, func(g *registry.Registry, _ *place.Gazetteer) error {
			o, err := c.office(ctx, g, access.OperatorActor(), *code)
			if err != nil {
				return err
			}
			if len(c.args) > 0 {
				if o, err = c.setRules(ctx, g, o.ID); err != nil {
					return c.problems(err)
				}
			}
			return c.showRules(o)
		})
	}
}

// setRules changes the settings that the words name, each as key=value; an empty value is the profile's again.
func (c *command) setRules(ctx context.Context, g *registry.Registry, id record.Ref) (*record.Office, error) {
	e, err := g.Get(ctx, access.OperatorActor(), id)
	if err != nil {
		return nil, err
	}
	o, ok := e.Record.(*record.Office)
	if !ok {
		return nil, record.Errorf(record.NotFound, "no office %s", id)
	}
	for _, word := range c.args {
		key, value, ok := strings.Cut(word, "=")
		if !ok {
			return nil, c.usage(c.p.T("cli.office.bad-word", "value", word))
		}
		if !setRule(o, key, value) {
			return nil, &exitError{exitRefused, c.p.T("cli.office.bad-value", "value", word)}
		}
	}
	if _, err := g.Save(ctx, access.OperatorActor(), o, e.Version, "settings"); err != nil {
		return nil, err
	}
	return o, nil
}

// setRule sets one; false when there is no such key, or the value cannot be read.
func setRule(o *record.Office, key, value string) bool {
	r := &o.Rules
	numbers := map[string]*int{
		"ceiling": &r.Ceiling, "margin": &r.Margin, "report_weeks": &r.ReportWeeks, "disclosure_days": &r.DisclosureDays, "dormancy_months": &r.DormancyMonths, "file_megabytes": &r.FileMegabytes,
		"warnings.first": &r.Warnings.First, "warnings.second": &r.Warnings.Second, "warnings.third": &r.Warnings.Third,
		"follow_ups.first": &r.FollowUps.First, "follow_ups.second": &r.FollowUps.Second, "follow_ups.third": &r.FollowUps.Third,
	}
	switches := map[string]*bool{"mayor_decision": &r.MayorDecision, "french_only": &r.FrenchOnly}
	var err error
	switch {
	case numbers[key] != nil:
		*numbers[key] = 0
		if value != "" {
			*numbers[key], err = strconv.Atoi(value)
		}
	case switches[key] != nil:
		*switches[key] = false
		if value != "" {
			*switches[key], err = strconv.ParseBool(value)
		}
	case key == "profile":
		o.Profile = value
	case key == "zone":
		o.Zone = value
	case key == "second_factor":
		r.SecondFactor = words(value)
	case key == "factor_sets":
		r.FactorSets, err = factorSets(words(value))
	default:
		return false
	}
	return err == nil
}

// words are the parts of a list that is written with commas.
func words(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

// factorSets reads "2024:2024-plain".
func factorSets(list []string) ([]record.FactorChoice, error) {
	var out []record.FactorChoice
	for _, w := range list {
		year, set, _ := strings.Cut(w, ":")
		n, err := strconv.Atoi(year)
		if err != nil {
			return nil, err
		}
		out = append(out, record.FactorChoice{Year: n, Set: set})
	}
	return out, nil
}

// showRules tells every setting as it holds.
func (c *command) showRules(o *record.Office) error {
	all := map[string]any{
		"profile": o.Profile, "zone": o.ZoneCode(), "ceiling": o.MissionCeiling(), "margin": o.CeilingMargin(), "mayor_decision": o.MayorNeedsDecision(), "report_weeks": o.MissionReportWeeks(),
		"disclosure_days": o.DisclosureWithin(), "dormancy_months": o.DormantAfter(), "warnings": o.AgreementWarnings(), "follow_ups": o.OutcomeFollowUps(),
		"factor_sets": o.Rules.FactorSets, "french_only": !o.EnglishSite(), "file_megabytes": o.LargestFile() / 1_000_000, "second_factor": o.Rules.SecondFactor,
	}
	if c.json {
		return c.writeJSON(all)
	}
	for _, k := range slices.Sorted(maps.Keys(all)) {
		data, err := json.Marshal(all[k])
		if err != nil {
			return err
		}
		fmt.Fprintf(c.stdout, "%-16s %s\n", k, strings.TrimSuffix(string(data), "\n"))
	}
	return nil
}
