package sample_test

import (
	"maps"
	"slices"
	"testing"

	"entente/internal/record"
)

// What the three pages of the Gouvernement du Québec give, counted here by hand.

func TestSixteenPartnerStates(t *testing.T) {
	t.Parallel()
	records := load(t)
	want := map[string]string{
		"new-york": "US-NY", "vermont": "US-VT", "californie": "US-CA", "maine": "US-ME", "massachusetts": "US-MA", "new-hampshire": "US-NH",
		"wallonie": "BE-WAL", "flandre": "BE-VLG", "baviere": "DE-BY", "catalogne": "ES-CT", "lombardie": "IT-25",
		"shandong": "CN-SD", "sao-paulo": "BR-SP", "jalisco": "MX-JAL", "guanajuato": "MX-GUA", "nuevo-leon": "MX-NLE",
	}
	if n := len(all[*record.Relation](of(records, ministry))); n != 16 {
		t.Errorf("%d relations, want 16", n)
	}
	for key, subdivision := range want {
		r := find[*record.Relation](t, records, theirs(record.KindRelation, key))
		partner := find[*record.Organisation](t, records, r.Partner)
		if partner.Place.Subdivision != subdivision || r.Ours != common(record.KindOrganisation, "gouvernement-du-quebec") {
			t.Errorf("%q is a tie with %s, want %s", r.Title.FR, partner.Place.Subdivision, subdivision)
		}
		if r.Since != "" || r.Legal != "" || r.Tie != "" {
			t.Errorf("%q has a date or a state, which the page does not give", r.Title.FR)
		}
	}
}

func TestNineAgreementsWithStates(t *testing.T) {
	t.Parallel()
	records := load(t)
	type text struct {
		year    record.Date
		signed  bool
		parties int
	}
	want := map[string]text{
		"lac-champlain-2003":                {"2003", false, 3},
		"renseignements-maine-2004":         {"2004", false, 2},
		"renseignements-massachusetts-2007": {"2007", false, 2},
		"renseignements-new-hampshire-2004": {"2004", false, 2},
		"renseignements-vermont-2004":       {"2004", false, 2},
		"shandong-2008":                     {"2008", true, 2},
		"jalisco-2006":                      {"2006", true, 2},
		"guanajuato-2006":                   {"2006", true, 2},
		"nuevo-leon-2009":                   {"2009", true, 2},
	}
	for key, w := range want {
		a := find[*record.Agreement](t, records, theirs(record.KindAgreement, key))
		if a.When() != w.year || (a.Signed != "") != w.signed || len(a.Parties) != w.parties || !a.OursIsParty() || !a.History {
			t.Errorf("%q: %s, signed %q, %d parties", a.Title.FR, a.When(), a.Signed, len(a.Parties))
		}
	}
	others := []string{"accord-unesco", "convention-2005", "aecg", "partenariat-fao"}
	if n := len(all[*record.Agreement](of(records, ministry))); n != len(want)+len(others) {
		t.Errorf("the ministry has %d agreements, want 9 with states and 4 others", n)
	}
	for _, a := range all[*record.Agreement](of(records, ministry)) {
		if len(a.ReportedNew) > 0 {
			t.Errorf("%q is reported as new", a.Title.FR)
		}
	}
}

func TestOurPartInTextsOfOthers(t *testing.T) {
	t.Parallel()
	records := load(t)
	want := map[string]struct {
		role string
		when record.Date
		ours bool
	}{
		"accord-unesco":   {"party", "", true},
		"convention-2005": {"first_to_approve", "2005", false},
		"aecg":            {"promoter", "", false},
		"partenariat-fao": {"", "", true},
	}
	for key, w := range want {
		a := find[*record.Agreement](t, records, theirs(record.KindAgreement, key))
		if a.OurRole != w.role || a.When() != w.when || a.OursIsParty() != w.ours {
			t.Errorf("%q: role %q, date %q, ours is a party: %t", a.Title.FR, a.OurRole, a.When(), a.OursIsParty())
		}
	}
}

func TestRepresentations(t *testing.T) {
	t.Parallel()
	records := load(t)
	cities := map[string]string{ // GeoNames
		"representation-quebec-atlanta": "4180439", "representation-quebec-boston": "4930956", "delegation-quebec-chicago": "4887398",
		"representation-quebec-los-angeles": "5368361", "representation-quebec-new-york": "5128581", "representation-quebec-washington": "4140963",
	}
	for key, city := range cities {
		o := find[*record.Organisation](t, records, common(record.KindOrganisation, key))
		if o.Place.City != city || o.OrgType != "representation" || o.Opened != "" {
			t.Errorf("%q is a %s in %s opened %q", o.Name.FR, o.OrgType, o.Place.City, o.Opened)
		}
	}
	named := 0
	page := theirs(record.KindPublication, "relations-bilaterales")
	for _, o := range all[*record.Organisation](records) {
		from := slices.ContainsFunc(o.Sources, func(s record.Source) bool { return s.Document == page })
		if from && o.OrgType == "representation" && o.Place.Country == "US" {
			named++
		}
	}
	if named != 6 {
		t.Errorf("the page names %d representations in the United States, want 6", named)
	}
	bureau := find[*record.Organisation](t, records, common(record.KindOrganisation, "bureau-quebec-sao-paulo"))
	if bureau.Opened != "2008" || bureau.Place.City != "3448439" {
		t.Errorf("the bureau of %s opened in %q", bureau.Place.City, bureau.Opened)
	}
}

func TestSummits(t *testing.T) {
	t.Parallel()
	var years []record.Date
	for _, e := range all[*record.Event](load(t)) {
		if e.Series == theirs(record.KindSeries, "sommets-quebec-new-york") {
			years = append(years, e.Dates)
		}
	}
	slices.Sort(years)
	if !slices.Equal(years, []record.Date{"2002", "2004", "2005", "2008"}) {
		t.Errorf("summits of %v", years)
	}
}

func TestGroupingsAndEuropeanInstitutions(t *testing.T) {
	t.Parallel()
	records := load(t)
	org := func(key string) record.Ref { return common(record.KindOrganisation, key) }
	for _, key := range []string{"cgna-pmec", "gouverneurs-grands-lacs", "regions-partenaires"} {
		m := find[*record.Membership](t, records, theirs(record.KindMembership, key))
		if body := find[*record.Organisation](t, records, m.Body); body.OrgType != "grouping" || !m.Ours || m.Since != "" || len(m.Active) > 0 {
			t.Errorf("%q is not a plain place of ours in a grouping", m.Title.FR)
		}
	}
	eu := find[*record.Dossier](t, records, theirs(record.KindDossier, "union-europeenne"))
	want := []record.Ref{
		org("union-europeenne"), org("commission-europeenne"), org("parlement-europeen"), org("comite-des-regions"), org("comite-economique-social"),
	}
	if !slices.Equal(eu.Followed, want) || eu.Stake.IsZero() || !slices.Equal(eu.Agreements, []record.Ref{theirs(record.KindAgreement, "aecg")}) {
		t.Errorf("the dossier follows %d bodies and %d agreements", len(eu.Followed), len(eu.Agreements))
	}
}

func TestActionPlan(t *testing.T) {
	t.Parallel()
	records := load(t)
	policy := find[*record.Framework](t, records, theirs(record.KindFramework, "politique-internationale-2017"))
	plan := find[*record.Framework](t, records, theirs(record.KindFramework, "plan-action-2018-2020"))
	if policy.Adopted != "2017-04-11" || plan.Parent != policy.ID || plan.Period != "2018/2020" || len(plan.Clienteles) != 6 {
		t.Errorf("policy of %s; plan of %s for %d clienteles", policy.Adopted, plan.Period, len(plan.Clienteles))
	}
	if len(plan.Contents) != 1 || plan.Contents[0].Value != "21" || plan.Contents[0].Unit != "measure" {
		t.Errorf("the plan contains %v, want 21 measures", plan.Contents)
	}
	told := map[int]string{}
	for _, s := range all[*record.Story](records) {
		o := find[*record.Objective](t, records, s.Objective)
		if o.Framework != plan.ID || o.Level != "measure" || o.Position("mesures-racontees") != s.Position("histoires") {
			t.Errorf("%q does not tell a measure of the plan, or not in its order", s.Title.FR)
		}
		for _, q := range s.Figures {
			told[o.Number] += q.Qualifier + " " + string(q.Value) + "-" + string(q.Max) + " " + q.Unit + ";"
		}
	}
	want := map[int]string{
		1:  " 27- company; 10-20 percent;",
		4:  "nearly 5000- person;",
		11: "about 250- representative;",
		15: " 6- organisation;",
	}
	if !maps.Equal(told, want) {
		t.Errorf("stories give %v, want %v", told, want)
	}
	measures := 0
	for _, o := range all[*record.Objective](records) {
		if o.Framework == plan.ID {
			measures++
		}
	}
	if measures != 4 {
		t.Errorf("%d measures are recorded, want the 4 that are told", measures)
	}
}

func TestFiguresDeclaredByTheMinistry(t *testing.T) {
	t.Parallel()
	records := load(t)
	want := map[string]map[string]string{
		"relations-bilaterales":     {"partners.states": "about 30 2017", "representations.us": " 6 2017"},
		"partenaires-organisations": {"partners.states": "about 30 2021", "organisations.international": "more_than 70 2021"},
		"plan-action-2018-2020":     {"measures": " 21 2018/2020"},
	}
	issued := map[string]record.Date{
		"relations-bilaterales": "2017-07-07", "partenaires-organisations": "2021-07-23", "plan-action-2018-2020": "2018-08-29",
	}
	for key, figures := range want {
		p := find[*record.Publication](t, records, theirs(record.KindPublication, key))
		got := map[string]string{}
		for _, d := range p.Declared {
			got[d.Figure] = d.Value.Qualifier + " " + string(d.Value.Value) + " " + string(d.Period)
		}
		if !maps.Equal(got, figures) || p.Issued != issued[key] || !p.Sealed {
			t.Errorf("%q of %s declares %v, want %v", p.Title.FR, p.Issued, got, figures)
		}
	}
}
