package record_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/internal/record"
	"entente/internal/record/recordtest"
)

func id(kind record.Kind) record.Ref { return recordtest.ID(kind, 0) }

func meta(kind record.Kind) record.Meta {
	return record.Meta{ID: id(kind), Kind: kind, Schema: 1, Office: id(record.KindOffice), Visibility: record.Private}
}

func activity() record.Activity { return record.Activity{Title: record.Text{FR: "Essai"}} }

func cad(value record.Decimal) record.Amount {
	return record.Amount{Value: value, Currency: "CAD", Nature: record.Final}
}

// problems as "field: code", in no order that matters.
func problems(ps []record.Problem) []string {
	var out []string
	for _, p := range ps {
		out = append(out, p.Field+": "+p.Code)
	}
	slices.Sort(out)
	return out
}

func TestRules(t *testing.T) {
	t.Parallel()
	org, other := id(record.KindOrganisation), recordtest.ID(record.KindOrganisation, 1)
	mission := func(f func(*record.Mission)) record.Record {
		m := &record.Mission{Meta: meta(record.KindMission), Activity: activity()}
		f(m)
		return m
	}
	visit := func(f func(*record.Visit)) record.Record {
		v := &record.Visit{Meta: meta(record.KindVisit), Activity: activity(), VisitType: record.Courtesy}
		f(v)
		return v
	}
	agreement := func(f func(*record.Agreement)) record.Record {
		a := &record.Agreement{Meta: meta(record.KindAgreement), Title: record.Text{FR: "Entente"}}
		f(a)
		return a
	}
	publication := func(f func(*record.Publication)) record.Record {
		p := &record.Publication{Meta: meta(record.KindPublication), Title: record.Text{FR: "Rapport"}, PublicationType: "page"}
		f(p)
		return p
	}
	document := func(f func(*record.Document)) record.Record {
		d := &record.Document{Meta: meta(record.KindDocument), Title: record.Text{FR: "Lettre"}}
		f(d)
		return d
	}
	for _, c := range []struct {
		name string
		r    record.Record
		want []string
	}{
		{"nothing but a title is needed", mission(func(*record.Mission) {}), nil},
		{"a post needs no holder", &record.Post{Meta: meta(record.KindPost), Title: record.Text{FR: "Consule générale"}}, nil},
		{"a seat needs no holder", &record.Membership{Meta: meta(record.KindMembership), Member: org, Body: other, Seat: "board",
			Title: record.Text{FR: "Siège"}}, nil},

		// The common part.
		{"an id", mission(func(m *record.Mission) { m.ID = "mission-1" }), []string{"id: bad_id", "id: bad_reference"}},
		{"no id", mission(func(m *record.Mission) { m.ID = "" }), []string{"id: bad_id"}},
		{"an office", mission(func(m *record.Mission) { m.Office = "" }), []string{"office: required"}},
		{"a visibility", mission(func(m *record.Mission) { m.Visibility = "" }), []string{"visibility: required"}},
		{"a known visibility", mission(func(m *record.Mission) { m.Visibility = "secret" }), []string{"visibility: unknown_code"}},
		{"private is shared with nobody", mission(func(m *record.Mission) { m.SharedWith = []record.Ref{id(record.KindOffice)} }),
			[]string{"shared_with: shared_but_private"}},
		{"an instant of withdrawal", mission(func(m *record.Mission) { m.Withdrawn = "hier" }), []string{"withdrawn: bad_date"}},
		{"its own kind", mission(func(m *record.Mission) { m.Kind = record.KindVisit }), []string{"kind: bad_kind"}},
		{"a kind that exists", mission(func(m *record.Mission) { m.Kind = "voyage" }), []string{"kind: bad_kind"}},
		{"a title in French", mission(func(m *record.Mission) { m.Title = record.Text{EN: "Mission"} }), []string{"title: needs_french"}},
		{"other texts in either", mission(func(m *record.Mission) { m.Summary = record.Text{EN: "Summary"} }), nil},
		{"texts that can be kept", mission(func(m *record.Mission) { m.Summary.FR, m.Title.EN = "a\x00b", "\xff" }),
			[]string{"summary: bad_text", "title: bad_text"}},
		{"a date", mission(func(m *record.Mission) { m.Dates = "13 mai 2024" }), []string{"dates: bad_date"}},
		{"a code of the vocabulary", mission(func(m *record.Mission) { m.Status = "finished" }), []string{"status: unknown_code"}},
		{"references are ids", mission(func(m *record.Mission) { m.Lead = "maire" }), []string{"lead: bad_reference"}},
		{"no empty elements", mission(func(m *record.Mission) {
			m.Themes, m.Stops, m.Expected, m.Partners = []record.Ref{""}, []record.Stop{{}}, []record.Text{{}}, []record.Part{{}}
		}), []string{"expected.0: required", "partners.0.who: who_or_label", "partners.0: required", "stops.0: required", "themes.0: required"}},

		// Places.
		{"a city needs its country", mission(func(m *record.Mission) { m.Stops = []record.Stop{{Place: record.Place{City: "2988507"}}} }),
			[]string{"stops.0.place: bad_place"}},
		{"a subdivision of its country", mission(func(m *record.Mission) {
			m.Stops = []record.Stop{{Place: record.Place{Country: "FR", Subdivision: "CA-QC"}}}
		}), []string{"stops.0.place: bad_place"}},
		{"a city by its number", mission(func(m *record.Mission) {
			m.Stops = []record.Stop{{Place: record.Place{Country: "FR", City: "Paris"}}}
		}), []string{"stops.0.place: bad_place"}},
		{"a place by its name alone", mission(func(m *record.Mission) {
			m.Stops = []record.Stop{{Place: record.Place{Name: record.Text{FR: "en mer"}}}}
		}), nil},

		// Missions: stops lie within the journey when both are known.
		{"stops within the mission", mission(func(m *record.Mission) {
			m.Dates = "2024-05-10/2024-05-15"
			at := record.Place{Country: "CH"}
			m.Stops = []record.Stop{
				{Place: at, Dates: "2024-05-09"}, {Place: at, Dates: "2024-05-16/2024-05-17"}, {Place: at, Dates: "2024-05-15/2024-05-20"},
				{Place: at, Dates: "2024-05"}, {Place: at}, {Place: at, Dates: "2023"}, {Place: at, Dates: "../2024-05-01"},
			}
		}), []string{"stops.0.dates: stop_outside_mission", "stops.1.dates: stop_outside_mission", "stops.5.dates: stop_outside_mission",
			"stops.6.dates: stop_outside_mission"}},
		{"any stop of an undated mission", mission(func(m *record.Mission) {
			m.Stops = []record.Stop{{Place: record.Place{Country: "CH"}, Dates: "2024-05-09"}}
		}), nil},
		{"a leg has two ends and no fewer than no travellers", mission(func(m *record.Mission) { m.Legs = []record.Leg{{Travellers: -1}} }),
			[]string{"legs.0.from: required", "legs.0.to: required", "legs.0.travellers: negative"}},
		{"a part is somebody, or what the source says", mission(func(m *record.Mission) {
			m.Delegation = []record.Part{{Role: record.RoleLead}, {Label: record.Text{FR: "une élue"}}, {Who: org}}
		}), []string{"delegation.0.who: who_or_label"}},

		// Money.
		{"parts that sum", mission(func(m *record.Mission) {
			m.Costs = []record.Cost{{Parts: []record.CostPart{{Amount: cad("0.10")}, {Amount: cad("0.20")}}, Total: cad("0.3")}}
		}), nil},
		{"parts that do not", mission(func(m *record.Mission) {
			m.Costs = []record.Cost{{}, {Parts: []record.CostPart{{Amount: cad("10")}, {Amount: cad("5.01")}}, Total: cad("15")}}
		}), []string{"costs.0: required", "costs.1.total: parts_do_not_sum"}},
		{"unlike parts", visit(func(v *record.Visit) {
			final, ceiling := cad("10"), cad("10")
			ceiling.Nature = record.Ceiling
			v.Hospitality = []record.Cost{{Parts: []record.CostPart{{Amount: final}, {Amount: ceiling}}, Total: cad("20")}}
		}), []string{"hospitality.0.parts: unlike_amounts"}},
		{"a total of another nature", visit(func(v *record.Visit) {
			estimate := cad("10")
			estimate.Nature = record.Estimate
			v.Hospitality = []record.Cost{{Parts: []record.CostPart{{Amount: cad("10")}}, Total: estimate}}
		}), []string{"hospitality.0.total: unlike_amounts"}},
		{"a total alone, and parts without one", visit(func(v *record.Visit) {
			v.Hospitality = []record.Cost{{Total: cad("3")}, {Parts: []record.CostPart{{Amount: cad("1")}}}}
		}), nil},
		{"amounts to the cent, in a currency, of a nature", mission(func(m *record.Mission) {
			m.Funding = []record.Funding{
				{Amount: record.Amount{Value: "1.005", Currency: "CAD", Nature: record.Final}}, {Amount: record.Amount{Value: "5", Currency: "$"}},
				{Amount: record.Amount{Value: "1e3", Currency: "CAD", Nature: "sure", Scope: "us", Qualifier: "maybe"}}, {Amount: cad("-4.50")},
				{Amount: record.Amount{Currency: "CAD", Nature: record.Final}},
			}
		}), []string{
			"funding.0.amount.value: bad_amount", "funding.1.amount.currency: bad_currency", "funding.1.amount.nature: required",
			"funding.2.amount.nature: unknown_code", "funding.2.amount.qualifier: unknown_code", "funding.2.amount.scope: unknown_code",
			"funding.2.amount.value: bad_amount", "funding.4.amount.value: bad_amount",
		}},
		{"quantities", &record.Event{Meta: meta(record.KindEvent), Activity: activity(), Attendance: []record.Quantity{
			{Value: "400", Unit: "participant"}, {Value: "10", Max: "20"}, {Value: "20", Max: "10"}, {Value: "beaucoup"}, {Unit: "person"},
			{Value: "0x10"}, {Value: "5", Unit: "apple", Nature: "vague", Qualifier: "roughly"}, {Value: "5", Max: "x"},
		}}, []string{
			"attendance.2.max: bad_range", "attendance.3.value: bad_number", "attendance.4.value: bad_number", "attendance.5.value: bad_number",
			"attendance.6.nature: unknown_code", "attendance.6.qualifier: unknown_code", "attendance.6.unit: unknown_code", "attendance.7.max: bad_range",
		}},

		// Visits.
		{"a visit needs its type", visit(func(v *record.Visit) { v.VisitType = "" }), []string{"visit_type: required"}},
		{"of the three", visit(func(v *record.Visit) { v.VisitType = "tourism" }), []string{"visit_type: unknown_code"}},

		// Agreements.
		{"dates in their order", agreement(func(a *record.Agreement) {
			a.Negotiated, a.Signed, a.InForce, a.Ended = "2024-05", "2024-04-30", "2023", "2022-12-31"
		}), []string{"ended: date_order", "ended: date_order", "ended: date_order", "in_force: date_order", "in_force: date_order", "signed: date_order"}},
		{"as far as they are known", agreement(func(a *record.Agreement) {
			a.Negotiated, a.Signed, a.InForce, a.Ended = "2024", "2024-04-30", "2024-04", "2024/.."
		}), nil},
		{"an authorisation before signature", agreement(func(a *record.Agreement) {
			a.Screening, a.Signed = record.ScreenMinister, "2026-05-01"
		}), []string{"authorised.on: authorisation_needed", "authorised.reference: authorisation_needed"}},
		{"whatever says that it is signed", agreement(func(a *record.Agreement) {
			a.Screening, a.Status, a.Authorised.Reference = record.ScreenOrder, record.StatusInForce, "D. 12-2026"
		}), []string{"authorised.on: authorisation_needed"}},
		{"and not after it", agreement(func(a *record.Agreement) {
			a.Screening, a.Signed, a.Authorised = record.ScreenMinister, "2026-05-01", record.Authorised{Reference: "A-1", On: "2026-05-02"}
		}), []string{"signed: date_order"}},
		{"given in time", agreement(func(a *record.Agreement) {
			a.Screening, a.Signed, a.Authorised = record.ScreenMinister, "2026-05-01", record.Authorised{Reference: "A-1", On: "2026-05-01"}
		}), nil},
		{"not before it is signed", agreement(func(a *record.Agreement) { a.Screening, a.Status = record.ScreenMinister, "negotiation" }), nil},
		{"not of what is history", agreement(func(a *record.Agreement) {
			a.Screening, a.Signed, a.History = record.ScreenMinister, "1962", true
		}), nil},
		{"not where the screening asks for none", agreement(func(a *record.Agreement) { a.Screening, a.Signed = record.ScreenLegal, "2026" }), nil},
		{"a party is a body", agreement(func(a *record.Agreement) { a.Parties = []record.Party{{Ours: true}} }), []string{"parties.0.who: required"}},

		// The others.
		{"nobody is tied to oneself", &record.Relation{Meta: meta(record.KindRelation), Ours: org, Partner: org, Title: record.Text{FR: "Lien"}},
			[]string{"partner: tie_to_oneself"}},
		{"nor a member of oneself", &record.Membership{Meta: meta(record.KindMembership), Member: org, Body: org, Seat: "member",
			Title: record.Text{FR: "Siège"}, Obligations: []record.Obligation{{EveryMonths: -1}}},
			[]string{"body: tie_to_oneself", "obligations.0.every_months: negative", "obligations.0.text: required"}},
		{"nor part of oneself", &record.Organisation{Meta: meta(record.KindOrganisation), Name: record.Text{FR: "Ville"}, Parent: org,
			Opened: "2024", Closed: "2023"}, []string{"closed: date_order", "parent: own_parent"}},
		{"nor replaced by oneself", publication(func(p *record.Publication) { p.SupersededBy = p.ID }), []string{"superseded_by: tie_to_oneself"}},
		{"a declared figure has a key, a period and a value", publication(func(p *record.Publication) {
			p.Declared = []record.Declared{{Figure: "visits", Period: "2024", Value: record.Quantity{Value: "0"}}, {Comment: record.Text{FR: "?"}}}
		}), []string{"declared.1.figure: required", "declared.1.period: required", "declared.1.value: required"}},
		{"a checksum and a name for bytes", document(func(d *record.Document) { d.SHA256, d.Size = strings.Repeat("A", 64), -1 }),
			[]string{"file_name: required", "sha256: bad_checksum", "size: negative"}},
		{"an office's code is for addresses", &record.Office{Meta: meta(record.KindOffice), Name: record.Text{FR: "Bureau"}, Code: "Québec"},
			[]string{"code: bad_code"}},
		{"an edition", &record.Event{Meta: meta(record.KindEvent), Activity: activity(), Edition: -1}, []string{"edition: negative"}},
		{"tonnes", &record.Offset{Meta: meta(record.KindOffset), Title: record.Text{FR: "Crédits"}, Period: "2023",
			Tonnes: record.Quantity{Value: "155", Unit: "cad"}}, []string{"tonnes.unit: unknown_code"}},
		{"what is realised has evidence", &record.Outcome{Meta: meta(record.KindOutcome), Year: "2024", Pillar: id(record.KindTerm),
			Statement: record.Text{FR: "Un congrès"}, Realised: "realised", FollowUps: []record.FollowUp{{State: "asked"}}},
			[]string{"evidence: realised_without_evidence", "follow_ups.0.months: negative"}},
		{"all problems at once", &record.Outcome{Meta: record.Meta{ID: "x", Kind: record.KindOutcome}, Year: "an 2000", Realised: "hoped"},
			[]string{"id: bad_id", "id: bad_reference", "office: required", "pillar: required", "realised: unknown_code", "statement: required",
				"visibility: required", "year: bad_date"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			slices.Sort(c.want)
			if got := problems(record.Check(c.r)); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestAmountsAreAddedOnlyWhenAlike(t *testing.T) {
	t.Parallel()
	base := record.Amount{Value: "0.1", Currency: "CAD", Nature: record.Final, Scope: "office", AsOf: "2024", Qualifier: "about", Printed: record.Text{FR: "10 ¢"}}
	total, err := record.Sum(base, base, base)
	if err != nil || total != (record.Amount{Value: "0.30", Currency: "CAD", Nature: record.Final, Scope: "office"}) {
		t.Errorf("three times ten cents make %+v: %v", total, err)
	}
	for _, f := range []func(*record.Amount){
		func(a *record.Amount) { a.Currency = "EUR" },
		func(a *record.Amount) { a.Nature = record.Estimate },
		func(a *record.Amount) { a.Scope = "delegation" },
		func(a *record.Amount) { a.BeforeTax = true },
		func(a *record.Amount) { a.Value = "dix" },
	} {
		other := base
		f(&other)
		if total, err := record.Sum(base, other); err == nil {
			t.Errorf("%+v and %+v make %+v", base, other, total)
		}
	}
	if _, err := record.Sum(); err == nil {
		t.Error("nothing has a sum")
	}
	for d, want := range map[record.Decimal]int64{"4066.13": 406613, "-0.01": -1, "155": 15500, "1.005": 101, "-1.005": -101, "007": 700} {
		if got, ok := d.Hundredths(); !ok || got != want {
			t.Errorf("%s is %d hundredths", d, got)
		}
	}
	for _, d := range []record.Decimal{"", "-", ".", "1.", ".5", "+1", "1e3", "0x1f", "0b11", "1p4", "1/2", "1_000", "1 000", "1,5", "Inf", "٣", "99999999999999999999"} {
		if got, ok := d.Hundredths(); ok {
			t.Errorf("%q is %d hundredths", d, got)
		}
	}
	for cents, want := range map[int64]record.Decimal{406613: "4066.13", 200: "2", 0: "0", -5: "-0.05", 30: "0.30"} {
		if got := record.Cents(cents); got != want {
			t.Errorf("%d cents are %q", cents, got)
		}
	}
}

func TestScreeningAsksForTheStrictestOfAllParties(t *testing.T) {
	t.Parallel()
	org := func(orgType, country, subdivision string) *record.Organisation {
		return &record.Organisation{OrgType: orgType, Place: record.Place{Country: country, Subdivision: subdivision}}
	}
	for _, c := range []struct {
		want    string
		parties []*record.Organisation
	}{
		{record.ScreenNone, nil},
		{record.ScreenMinister, []*record.Organisation{org("igo", "FR", "")}},
		{record.ScreenMinister, []*record.Organisation{org("igo", "CA", "CA-QC")}}, // wherever it sits
		{record.ScreenMinister, []*record.Organisation{org("consular_post", "CA", "CA-QC")}},
		{record.ScreenMinister, []*record.Organisation{org("national_government", "FR", "")}},
		{record.ScreenMinister, []*record.Organisation{org("region", "BE", "BE-WAL")}},
		{record.ScreenMinister, []*record.Organisation{org("canton", "CH", "CH-VD")}},
		{record.ScreenMinister, []*record.Organisation{org("ministry", "DE", "DE-BY")}},
		{record.ScreenLegal, []*record.Organisation{org("municipality", "FR", "")}}, // a foreign city alone
		{record.ScreenLegal, []*record.Organisation{org("metropolis", "FR", "")}},
		{record.ScreenNone, []*record.Organisation{org("municipality", "CA", "CA-ON")}},
		{record.ScreenOrder, []*record.Organisation{org("federated_state", "CA", "CA-ON")}},
		{record.ScreenNone, []*record.Organisation{org("ministry", "CA", "CA-QC")}},
		{record.ScreenOrder, []*record.Organisation{org("national_government", "CA", "")}},
		{record.ScreenOrder, []*record.Organisation{org("federal_agency", "CA", "CA-QC")}},
		{record.ScreenOrder, []*record.Organisation{org("port", "CA", "CA-QC")}}, // a federal body, where it lies does not matter
		{record.ScreenNone, []*record.Organisation{org("port", "FR", ""), org("university", "FR", ""), org("ngo", "US", "")}},
		{record.ScreenMinister, []*record.Organisation{org("municipality", "FR", ""), org("igo", "", ""), org("port", "CA", "")}},
		{record.ScreenOrder, []*record.Organisation{org("municipality", "FR", ""), org("port", "CA", "")}},
	} {
		if got := record.Screen(c.parties); got != c.want {
			t.Errorf("%+v: %s, want %s", c.parties, got, c.want)
		}
	}
	for _, code := range record.Vocabulary("organisation_type") {
		if got := record.Screen([]*record.Organisation{org(code, "FR", "")}); !slices.Contains(record.Vocabulary("screening"), got) {
			t.Errorf("%s: %q", code, got)
		}
	}
}

func TestASealedPublicationStaysAsItIs(t *testing.T) {
	t.Parallel()
	sealed := func() *record.Publication {
		p, ok := recordtest.Full(record.KindPublication, 0).(*record.Publication)
		if !ok {
			t.Fatal("not a publication")
		}
		p.Sealed = true
		return p
	}
	for name, c := range map[string]struct {
		change func(*record.Publication)
		want   []string
	}{
		"nothing":       {func(*record.Publication) {}, nil},
		"superseded":    {func(p *record.Publication) { p.SupersededBy = "" }, nil},
		"withdrawn":     {func(p *record.Publication) { p.Withdrawn = "" }, nil},
		"shown":         {func(p *record.Publication) { p.Visibility, p.SharedWith = record.Private, nil }, nil},
		"noted":         {func(p *record.Publication) { p.Note.FR = "à suivre" }, nil},
		"retitled":      {func(p *record.Publication) { p.Title.EN = "" }, []string{"sealed: publication_sealed"}},
		"a figure":      {func(p *record.Publication) { p.Declared[1].Value.Value = "22" }, []string{"sealed: publication_sealed"}},
		"opened":        {func(p *record.Publication) { p.Sealed = false }, []string{"sealed: publication_sealed"}},
		"another file":  {func(p *record.Publication) { p.File = "" }, []string{"sealed: publication_sealed"}},
		"another owner": {func(p *record.Publication) { p.Office = id(record.KindOrganisation) }, []string{"sealed: publication_sealed"}},
	} {
		next := sealed()
		c.change(next)
		if got := problems(record.Transition(sealed(), next)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	open, next := sealed(), sealed()
	open.Sealed, next.Title.FR = false, "Autre titre"
	if got := record.Transition(open, next); len(got) > 0 {
		t.Errorf("one that is not sealed yet: %v", got)
	}
	lies := &record.Series{Meta: meta(record.KindPublication)}
	if got := record.Transition(sealed(), lies); len(got) > 0 {
		t.Errorf("a record that lies about its kind is Check's: %v", got)
	}
	if got := problems(record.Transition(sealed(), recordtest.Full(record.KindSeries, 0))); !slices.Equal(got, []string{"kind: kind_changed"}) {
		t.Errorf("a publication becomes a series: %q", got)
	}
}

func TestIds(t *testing.T) {
	t.Parallel()
	a := record.KeyID("ville-de-quebec", record.KindMission, "boston")
	for _, other := range []record.Ref{
		record.KeyID("", record.KindMission, "boston"), record.KeyID("ville-de-quebec", record.KindVisit, "boston"),
		record.KeyID("ville-de-quebec", record.KindMission, "bostons"), record.KeyID("ville-de-quebecmission", "", "boston"),
	} {
		if other == a || other.Short() == a.Short() {
			t.Errorf("%s is the id of two keys", a)
		}
	}
	if a != record.KeyID("ville-de-quebec", record.KindMission, "boston") || !a.Valid() || a[14] != '8' || len(a.Short()) != 12 {
		t.Errorf("%s, %s", a, a.Short())
	}
	for _, bad := range []record.Ref{"", "boston", record.Ref(strings.ToUpper(string(a))), a[1:], a + "0", a[:35] + "g", record.Ref(strings.ReplaceAll(string(a), "-", "0"))} {
		if bad.Valid() || bad.Short() != "" {
			t.Errorf("%q is taken for an id", bad)
		}
	}
}

// TestRulesOfAnOffice: what is left empty is as the profile has it, what is set holds.
func TestRulesOfAnOffice(t *testing.T) {
	t.Parallel()
	type values struct {
		ceiling, margin, weeks, days, dormant int
		warnings, follow                      string
		mayor, english                        bool
		set, other                            string
	}
	of := func(o record.Office) values {
		return values{o.MissionCeiling(), o.CeilingMargin(), o.MissionReportWeeks(), o.DisclosureWithin(), o.DormantAfter(),
			fmt.Sprint(o.AgreementWarnings()), fmt.Sprint(o.OutcomeFollowUps()), o.MayorNeedsDecision(), o.EnglishSite(), o.FactorSet(2024), o.FactorSet(2025)}
	}
	usual := values{3000, 10, 6, 45, 24, "[12 6 3]", "[3 6 12]", false, true, "", ""}
	federal := usual
	federal.days = 30
	for profile, want := range map[string]values{"": usual, "qc-city": usual, "qc-ministry": usual, "ca-federal": federal} {
		if got := of(record.Office{Profile: profile}); got != want {
			t.Errorf("%q: %+v, want %+v", profile, got, want)
		}
	}
	set := record.Office{Profile: "ca-federal", Rules: record.Rules{Ceiling: 5000, Margin: 5, MayorDecision: true, ReportWeeks: 8, DisclosureDays: 60, DormancyMonths: 36,
		Warnings: record.Steps{First: 2, Second: 18}, FollowUps: record.Steps{First: 24}, FrenchOnly: true, SecondFactor: []string{"admin", "head"},
		FactorSets: []record.FactorChoice{{Year: 2024, Set: "2024-plain"}}}}
	if got, want := of(set), (values{5000, 5, 8, 60, 36, "[18 3 2]", "[6 12 24]", true, false, "2024-plain", ""}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if !set.NeedsFactor("admin") || set.NeedsFactor("reader") {
		t.Error("not the roles that need a second factor")
	}
	o := record.Office{Meta: record.Meta{ID: record.KeyID("", record.KindOffice, "o"), Kind: record.KindOffice, Office: record.KeyID("", record.KindOffice, "o"), Visibility: record.Public},
		Name: record.Text{FR: "Bureau"}, Code: "bureau", Rules: record.Rules{Ceiling: -1, Warnings: record.Steps{Third: -3}, SecondFactor: []string{"chief"},
			FactorSets: []record.FactorChoice{{Year: 2024, Set: "2024-plain"}, {Year: 2024, Set: "2024"}}}}
	var got []string
	for _, p := range record.Check(&o) {
		got = append(got, p.Field+" "+p.Code)
	}
	slices.Sort(got)
	if want := []string{"rules.ceiling negative", "rules.factor_sets.1.set unknown_code", "rules.factor_sets.1.year year_twice", "rules.second_factor.0 unknown_code", "rules.warnings.third negative"}; !slices.Equal(got, want) {
		t.Errorf("problems %v", got)
	}
}
