package publish_test

import (
	"strings"
	"testing"

	"entente/internal/figure"
	"entente/internal/figure/figuretest"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

func numbers(t *testing.T, lang i18n.Lang, in figure.Input) map[string]publish.Number {
	t.Helper()
	out := map[string]publish.Number{}
	for _, n := range publish.Numbers(printer(t, lang), in, figure.Compute(in)) {
		out[n.Key] = n
	}
	return out
}

func TestEveryFigureHasItsLabelAndRule(t *testing.T) {
	t.Parallel()
	for _, lang := range i18n.Langs() {
		p := printer(t, lang)
		for _, d := range figure.Catalogue() {
			for _, key := range []string{"figure." + d.Key + ".label", "figure." + d.Key + ".rule"} {
				if !p.Has(key) {
					t.Errorf("%s: no %s", lang, key)
				}
			}
		}
	}
}

func TestNumbersOf2024(t *testing.T) {
	t.Parallel()
	got := numbers(t, i18n.FR, figuretest.Year2024())
	for _, tc := range []struct {
		key, label, shown, said string
		agrees                  bool
		why                     string
	}{
		{"visits", "Accueils", "21", "21", true, ""},
		{"missions", "Missions", "8", "8", true, ""},
		{"countries", "Pays visités", "7", "7", true, ""},
		{"cities", "Villes visitées", "13", "11", false,
			"Les fiches donnent : Boston, Colonia del Sacramento, Buenos Aires, Lausanne, Porrentruy, Braga, Saint-Malo, New York, Cordoue, Zurich, Genève, Paris et Lisbonne. " +
				"Les fiches en comptent deux de plus que le nombre déclaré. Buenos Aires est un lieu de passage et compte comme les autres. " +
				"Lausanne figure dans plus d'une mission et compte une seule fois."},
		{"participations", "Participations actives", "6", "9", false, "Les fiches en identifient six; trois autres, déclarées, ne sont pas identifiées."},
		{"forums", "Forums", "5", "5", true, ""},
		{"agreements.new", "Nouvelles ententes", "3", "3", true, ""},
		{"services", "Services associés", "", "15", false, "Les sources ne nomment pas les services."},
		{"partners", "Partenaires externes", "27", "27", true,
			"La ligne « Québec International et Le CAMP » nomme plus d'un organisme : les 27 lignes nomment 28 organismes."},
		{"emissions", "Émissions des déplacements", "", "155 t éq. CO₂", false, "Aucune mission de 2023 n'est consignée."},
		{"offset.cost", "Coût de la compensation carbone", "", "4 066,13 $", false,
			"Aucun montant final avant taxes, appuyé par une facture ou un certificat, n'est consigné pour 2023."},
	} {
		n := got[tc.key]
		if n.Label != tc.label || plain(n.Shown) != tc.shown || plain(n.Said) != tc.said || n.Agrees != tc.agrees || plain(n.Why) != tc.why {
			t.Errorf("%s: got %q, %q, %q, %v, %q", tc.key, n.Label, plain(n.Shown), plain(n.Said), n.Agrees, plain(n.Why))
		}
		if len(n.By) != 1 || n.By[0] != figuretest.ID(record.KindPublication, "rapport-2024") {
			t.Errorf("%s: declared by %v", tc.key, n.By)
		}
	}
	if n := got["services"]; len(n.Comments) != 1 || n.Comments[0].Text != "et la Direction générale" {
		t.Errorf("what the report adds to the number of services: %+v", n.Comments)
	}
}

func TestNumbersInEnglish(t *testing.T) {
	t.Parallel()
	got := numbers(t, i18n.EN, figuretest.Year2024())
	for key, want := range map[string]string{
		"participations": "The records identify six; three others, declared, are not identified.",
		"partners":       "The line “Québec International et Le CAMP” names more than one body: the 27 lines name 28 bodies.",
	} {
		if why := got[key].Why; strings.ReplaceAll(why, "\u00a0", " ") != want {
			t.Errorf("%s: got %q", key, why)
		}
	}
	if got["emissions"].Said != "155\u00a0t\u00a0CO₂e" || got["offset.cost"].Said != "$4,066.13" {
		t.Errorf("got %q and %q", got["emissions"].Said, got["offset.cost"].Said)
	}
}

func TestEvidenceIsLabelled(t *testing.T) {
	t.Parallel()
	got := numbers(t, i18n.EN, figuretest.Year2024())
	for key, want := range map[string]string{
		"missions": "Mission du maire à Boston", "countries": "United States", "cities": "Boston",
		"forums": "Organisation des villes du patrimoine mondial (OVPM)", "partners": "Organisme 01",
	} {
		if first := got[key].Evidence[0]; first.Label != want || len(first.Records) == 0 {
			t.Errorf("%s: the first thing counted is %+v, want %q", key, first, want)
		}
	}
}

// declare makes the report declare another value of a figure.
func declare(t *testing.T, in figure.Input, key string, q record.Quantity) {
	t.Helper()
	for _, r := range in.Records {
		p, ok := r.(*record.Publication)
		if !ok {
			continue
		}
		for i := range p.Declared {
			if p.Declared[i].Figure == key {
				p.Declared[i].Value = q
				return
			}
		}
	}
	t.Fatalf("%s is not declared", key)
}

func TestDeclaredAsTheSourceSaysIt(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		q      record.Quantity
		said   string
		agrees bool
	}{
		{record.Quantity{Value: "13"}, "13", true},
		{record.Quantity{Value: "13.0"}, "13,0", true},
		{record.Quantity{Value: "14", Qualifier: "exact"}, "14", false},
		{record.Quantity{Value: "10", Qualifier: "more_than"}, "plus de 10", true},
		{record.Quantity{Value: "13", Qualifier: "more_than"}, "plus de 13", false},
		{record.Quantity{Value: "20", Qualifier: "less_than"}, "moins de 20", true},
		{record.Quantity{Value: "13", Qualifier: "up_to"}, "jusqu'à 13", true},
		{record.Quantity{Value: "12", Qualifier: "about"}, "environ 12", false},
		{record.Quantity{Value: "10", Max: "15"}, "de 10 à 15", true},
		{record.Quantity{Value: "1", Max: "5"}, "de 1 à 5", false},
	} {
		in := figuretest.Year2024()
		declare(t, in, "cities", tc.q)
		n := numbers(t, i18n.FR, in)["cities"]
		if plain(n.Said) != tc.said || n.Agrees != tc.agrees {
			t.Errorf("%+v: got %q, %v", tc.q, plain(n.Said), n.Agrees)
		}
	}
}

func TestWhyAgreementsDiffer(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	declare(t, in, "agreements.new", record.Quantity{Value: "4"})
	why := plain(numbers(t, i18n.FR, in)["agreements.new"].Why)
	want := "Les fiches en identifient trois; une autre, déclarée, n'est pas identifiée. " +
		"Ententes de l'année que la règle ne compte pas : Entente entre Québec International–Le CAMP et Innovaud et Partenariat territorial avec Lausanne et Nantes Métropole."
	if why != want {
		t.Errorf("got %s", why)
	}
}

func TestAnotherPublicationIsTold(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	in.Records = append(in.Records, &record.Publication{
		Meta: record.Meta{ID: "later", Kind: record.KindPublication}, Issued: "2026",
		Declared: []record.Declared{{Figure: "missions", Period: "2024", Value: record.Quantity{Value: "8"}}, {Figure: "visits", Period: "2024", Value: record.Quantity{Value: "22"}}},
	})
	got := numbers(t, i18n.FR, in)
	if n := got["missions"]; !n.Agrees || n.Why != "" || len(n.By) != 2 {
		t.Errorf("two publications that agree: %+v", n)
	}
	if n := got["visits"]; n.Agrees || plain(n.Why) != "Les fiches en identifient 21; un autre, déclaré, n'est pas identifié. Une autre publication déclare 21." {
		t.Errorf("got %q", plain(n.Why))
	}
}

func TestEmissionsAgreeToTheDeclaredDecimals(t *testing.T) {
	t.Parallel()
	value := record.Decimal("154.72")
	declared := []figure.Declaration{{Publication: "p", Value: record.Quantity{Value: "155"}}}
	f := figure.Figure{Key: "emissions", Unit: "tonne_co2e", Period: "2023", Value: &value, Declared: declared}
	if n := publish.Numbers(printer(t, i18n.FR), figure.Input{Year: 2024}, []figure.Figure{f})[0]; !n.Agrees || plain(n.Shown) != "154,72 t éq. CO₂" {
		t.Errorf("%q against %q: %v", n.Shown, n.Said, n.Agrees)
	}
	declared[0].Value.Value = "154.7"
	if n := publish.Numbers(printer(t, i18n.FR), figure.Input{Year: 2024}, []figure.Figure{f})[0]; !n.Agrees {
		t.Error("154,72 is 154,7 to one decimal")
	}
	declared[0].Value.Value = "154"
	if n := publish.Numbers(printer(t, i18n.FR), figure.Input{Year: 2024}, []figure.Figure{f})[0]; n.Agrees {
		t.Error("154,72 is not 154")
	}
}

func TestNumberAndGenderAgree(t *testing.T) {
	t.Parallel()
	for value, want := range map[record.Decimal][]string{
		"0": {"Aucun accueil.", "Aucune mission.", "Aucune participation active.", "Aucune nouvelle entente.", "Aucun service associé à l'action internationale.", "Aucun partenaire externe."},
		"1": {
			"Un accueil : un accueil de courtoisie, un accueil de collaboration et un accueil stratégique.", "Une mission, dans un pays et une ville.",
			"Une participation active à des rencontres, et une présence dans un forum.", "Une nouvelle entente.",
			"Un service associé à l'action internationale.", "Un partenaire externe.",
		},
		"2": {
			"Deux accueils : deux accueils de courtoisie, deux accueils de collaboration et deux accueils stratégiques.", "Deux missions, dans deux pays et deux villes.",
			"Deux participations actives à des rencontres, et une présence dans deux forums.", "Deux nouvelles ententes.",
			"Deux services associés à l'action internationale.", "Deux partenaires externes.",
		},
		"21": {
			"21 accueils : 21 accueils de courtoisie, 21 accueils de collaboration et 21 accueils stratégiques.", "21 missions, dans 21 pays et 21 villes.",
			"21 participations actives à des rencontres, et une présence dans 21 forums.", "21 nouvelles ententes.",
			"21 services associés à l'action internationale.", "21 partenaires externes.",
		},
		"1000": {
			"1 000 accueils : 1 000 accueils de courtoisie, 1 000 accueils de collaboration et 1 000 accueils stratégiques.", "1 000 missions, dans 1 000 pays et 1 000 villes.",
			"1 000 participations actives à des rencontres, et une présence dans 1 000 forums.", "1 000 nouvelles ententes.",
			"1 000 services associés à l'action internationale.", "1 000 partenaires externes.",
		},
	} {
		if got := highlightsOf(t, i18n.FR, value); strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s:\n%s", value, strings.Join(got, "\n"))
		}
	}
	for value, want := range map[record.Decimal][2]string{
		"0":    {"No visits received.", "No missions."},
		"1":    {"One visit received: one courtesy visit, one collaboration visit and one strategic visit.", "One mission, in one country and one city."},
		"2":    {"Two visits received: two courtesy visits, two collaboration visits and two strategic visits.", "Two missions, in two countries and two cities."},
		"1000": {"1,000 visits received: 1,000 courtesy visits, 1,000 collaboration visits and 1,000 strategic visits.", "1,000 missions, in 1,000 countries and 1,000 cities."},
	} {
		if got := highlightsOf(t, i18n.EN, value); got[0] != want[0] || got[1] != want[1] {
			t.Errorf("%s: %q", value, got[:2])
		}
	}
}

// highlightsOf writes the highlights of a year whose every number is value.
func highlightsOf(t *testing.T, lang i18n.Lang, value record.Decimal) []string {
	t.Helper()
	var figs []figure.Figure
	for _, d := range figure.Catalogue() {
		figs = append(figs, figure.Figure{Key: d.Key, Unit: d.Unit, Period: "2024", Value: &value})
	}
	return lines(must(t, publish.Compose(printer(t, lang), figure.Input{Year: 2024}, figs, publish.Template(catalogs(t), 2024)), "highlights"))[1:]
}

func TestDifferences(t *testing.T) {
	t.Parallel()
	got := lines(must(t, build(t, i18n.FR, figuretest.Year2024()), "differences"))
	var keys []string
	for _, l := range got[1:] {
		keys = append(keys, strings.Join(strings.SplitN(l, " | ", 4)[:3], " | "))
	}
	want := []string{
		"Villes visitées | 11 | 13", "Participations actives | 9 | 6", "Services associés | 15 | Non calculable",
		"Émissions des déplacements (2023) | 155 t éq. CO₂ | Non calculable", "Coût de la compensation carbone (2023) | 4 066,13 $ | Non calculable",
	}
	if strings.Join(keys, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(keys, "\n"))
	}
	if !strings.HasSuffix(got[3], "ne nomment pas les services. et la Direction générale") {
		t.Errorf("what the report adds to the number of services is lost: %s", got[3])
	}
}

func TestEverythingDeclaredAgrees(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	for _, r := range in.Records {
		if p, ok := r.(*record.Publication); ok {
			p.Declared = p.Declared[:6]
		}
	}
	expectLines(t, must(t, build(t, i18n.EN, in), "differences"), "Every number declared in a published document agrees with the records.")
	for i, r := range in.Records {
		if _, ok := r.(*record.Publication); ok {
			in.Records = append(in.Records[:i], in.Records[i+1:]...)
			break
		}
	}
	if _, ok := section(build(t, i18n.FR, in), "differences"); ok {
		t.Error("nothing is declared, and differences are told")
	}
}
