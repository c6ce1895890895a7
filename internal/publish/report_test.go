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

func printer(t *testing.T, lang i18n.Lang) *i18n.Printer {
	t.Helper()
	c, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	return c.For(lang)
}

func catalogs(t testing.TB) *i18n.Catalogs {
	t.Helper()
	c, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// build writes the report of a year as our template has it.
func build(t *testing.T, lang i18n.Lang, in figure.Input) *publish.Paper {
	t.Helper()
	c := catalogs(t)
	return publish.Compose(c.For(lang), in, figure.Compute(in), publish.Standing(c, in.Year))
}

// words is the text of spans, with ordinary spaces and apostrophes so that tests can be typed.
func words(spans []publish.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return plain(b.String())
}

func plain(s string) string { return strings.NewReplacer("\u00a0", " ", "’", "'").Replace(s) }

// section finds a section by its id, anywhere.
func section(r *publish.Paper, id string) (publish.Section, bool) {
	var find func([]publish.Section) (publish.Section, bool)
	find = func(all []publish.Section) (publish.Section, bool) {
		for _, s := range all {
			if s.ID == id {
				return s, true
			}
			if inner, ok := find(s.Sections); ok {
				return inner, true
			}
		}
		return publish.Section{}, false
	}
	return find(r.Sections)
}

func must(t *testing.T, r *publish.Paper, id string) publish.Section {
	t.Helper()
	s, ok := section(r, id)
	if !ok {
		t.Fatalf("no section %q", id)
	}
	return s
}

// lines are the texts of a section and of what it holds, in order; entries of lists inside lists begin with two spaces.
func lines(s publish.Section) []string {
	var out []string
	var items func([]publish.Item, string)
	items = func(list []publish.Item, indent string) {
		for _, it := range list {
			out = append(out, indent+words(it.Spans))
			items(it.Items, indent+"  ")
		}
	}
	var blocks func([]publish.Block)
	blocks = func(list []publish.Block) {
		for _, b := range list {
			if len(b.Spans) > 0 {
				out = append(out, words(b.Spans))
			}
			items(b.Items, "")
			if b.Table != nil {
				for _, row := range b.Table.Rows {
					var cells []string
					for _, c := range row {
						cells = append(cells, words(c.Spans))
					}
					out = append(out, strings.Join(cells, " | "))
				}
			}
			blocks(b.Inner)
		}
	}
	blocks(s.Blocks)
	for _, inner := range s.Sections {
		out = append(out, plain(inner.Title))
		out = append(out, lines(inner)...)
	}
	return out
}

func expectLines(t *testing.T, s publish.Section, want ...string) {
	t.Helper()
	if got := lines(s); !slices.Equal(got, want) {
		t.Errorf("%s:\n got %s\nwant %s", s.ID, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestHighlightsInFrench(t *testing.T) {
	t.Parallel()
	expectLines(t, must(t, build(t, i18n.FR, figuretest.Year2024()), "highlights"),
		"L'année 2024 en nombres :",
		"21 accueils : 10 accueils de courtoisie, sept accueils de collaboration et quatre accueils stratégiques.",
		"Huit missions, dans sept pays et 13 villes. Le document publié déclare plutôt 11 villes.",
		"Six participations actives à des rencontres, et une présence dans cinq forums : Organisation des villes du patrimoine mondial (OVPM), "+
			"Association internationale des maires francophones (AIMF), Réseau des villes créatives de l'UNESCO (RVCU), "+
			"Association internationale Villes et Ports (AIVP) et Initiative des maires champions de l'OCDE. Le document publié déclare plutôt neuf participations actives.",
		"Trois nouvelles ententes.",
		"  Adhésion à l'Agenda 2030 de l'AIVP",
		"  Déclaration commune avec Nantes Métropole pour 2024-2025",
		"  Protocole de collaboration avec Rennes Métropole",
		"15 services associés à l'action internationale, selon le document publié; ce nombre ne peut pas être recalculé à partir des fiches.",
		"27 partenaires externes.",
	)
}

func TestHighlightsInEnglish(t *testing.T) {
	t.Parallel()
	got := lines(must(t, build(t, i18n.EN, figuretest.Year2024()), "highlights"))
	for i, want := range map[int]string{
		1: "21 visits received: 10 courtesy visits, seven collaboration visits and four strategic visits.",
		2: "Eight missions, in seven countries and 13 cities. The published document declares 11 cities instead.",
		8: "15 services involved in international action, according to the published document; this number cannot be computed from the records.",
	} {
		if got[i] != want {
			t.Errorf("got  %s\nwant %s", got[i], want)
		}
	}
}

func TestNumbersOpenTheirEvidenceAndNamesTheirRecord(t *testing.T) {
	t.Parallel()
	s := must(t, build(t, i18n.FR, figuretest.Year2024()), "highlights")
	figures, records := map[string]string{}, map[record.Ref]string{}
	for _, it := range s.Blocks[1].Items {
		for _, inner := range it.Items {
			records[inner.Spans[0].Record] = plain(inner.Spans[0].Text)
		}
		for _, span := range it.Spans {
			if span.Figure != "" && span.Strong {
				figures[span.Figure] = span.Text
			}
			if span.Record != "" {
				records[span.Record] = plain(span.Text)
			}
		}
	}
	for key, want := range map[string]string{
		"visits": "21 accueils", "visits.strategic": "quatre accueils stratégiques", "missions": "Huit missions", "countries": "sept pays",
		"cities": "13 villes", "participations": "Six participations actives", "forums": "cinq forums", "agreements.new": "Trois nouvelles ententes",
	} {
		if figures[key] != want {
			t.Errorf("%s opens under %q, want %q", key, figures[key], want)
		}
	}
	for ref, want := range map[record.Ref]string{
		figuretest.ID(record.KindOrganisation, "ovpm"):        "Organisation des villes du patrimoine mondial (OVPM)",
		figuretest.ID(record.KindAgreement, "rennes"):         "Protocole de collaboration avec Rennes Métropole",
		figuretest.ID(record.KindPublication, "rapport-2024"): "le document publié",
	} {
		if records[ref] != want {
			t.Errorf("got %q, want %q", records[ref], want)
		}
	}
}

func TestDisclosureAndCarbon(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	s := must(t, build(t, i18n.FR, in), "disclosure")
	expectLines(t, s,
		"Règles suivies, celles d'une ville du Québec : les dépenses de déplacement des personnes élues et du personnel sont divulguées chaque trimestre, "+
			"et le rapport de mission du maire, de la mairesse ou de la personne élue responsable est public au plus tard six semaines après le retour.",
		"Les déplacements de 2023 ont émis 155 t éq. CO₂, selon le document publié. Aucune mission de 2023 n'est consignée.",
		"La compensation des déplacements de 2023 a coûté 4 066,13 $ avant taxes, selon le document publié. "+
			"Aucun montant final avant taxes, appuyé par une facture ou un certificat, n'est consigné pour 2023.",
	)
	for _, r := range in.Records {
		if o, ok := r.(*record.Offset); ok {
			o.Proof = []record.Ref{"invoice"}
		}
	}
	if got := lines(must(t, build(t, i18n.EN, in), "disclosure"))[2]; got != "Offsetting the travel of 2023 cost $4,066.13 before taxes, as invoices or certificates show." {
		t.Errorf("got %s", got)
	}
}

func TestOutcomesByPillar(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	r := build(t, i18n.FR, in)
	expectLines(t, must(t, r, "outcomes"),
		"Les retombées de 2024 sont présentées par pilier. Chacune s'ouvre sur sa fiche, qui dit de quelles activités elle vient et sur quelles preuves elle repose.",
		"Rayonner",
		"Présidence du conseil d'administration de l'OVPM. Le maire a été réélu en septembre 2024.",
		"Parcours Winteractive à Boston",
		"  16 œuvres d'art public éphémères",
		"Apprendre",
		"Pratiques de développement urbain observées à Lausanne",
		"Attirer",
		"Forum UCI Bike City et Mobilité en octobre 2026",
		"  Quelque 250 participantes et participants (estimation)",
	)
	expectLines(t, must(t, r, "spotlight"),
		"Rendez-vous sur le développement durable des territoires Ville-Port (13 mai 2024)",
		"La ville portuaire comme laboratoire d'innovation.",
		"Organisation : Association internationale Villes et Ports (AIVP).",
		"Personnes et organismes invités : Autorités portuaires du Québec.",
		"Financement : Ministère des Relations internationales et de la Francophonie (MRIF) (au titre de : Protocole de collaboration avec Rennes Métropole).",
	)
	got := lines(must(t, build(t, i18n.EN, in), "outcomes"))
	if !slices.Contains(got, "  16 temporary works of public art") || got[1] != "Reach out" {
		t.Errorf("in English: %q", got)
	}
}

func TestQuantityThatTheTextQuotesIsNotRepeated(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	for _, r := range in.Records {
		if o, ok := r.(*record.Outcome); ok && len(o.Quantities) > 0 && o.Quantities[0].Printed.FR != "" {
			o.Detail.FR = "Quelque 250 participantes et participants sont attendus."
			o.Amounts = []record.Amount{{Value: "2700000", Currency: "CAD", Nature: record.Estimate}}
		}
	}
	got := lines(must(t, build(t, i18n.FR, in), "outcomes-attirer"))
	want := []string{"Forum UCI Bike City et Mobilité en octobre 2026. Quelque 250 participantes et participants sont attendus.", "  2 700 000 $ (estimation)"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestUntranslatedTextIsMarked(t *testing.T) {
	t.Parallel()
	r := build(t, i18n.EN, figuretest.Year2024())
	for _, it := range must(t, r, "annex-visits-courtesy").Blocks[0].Items {
		if it.Spans[0].Lang != "fr" {
			t.Errorf("%q is not marked as French", it.Spans[0].Text)
		}
	}
	if s := must(t, r, "committees-1"); s.Lang != "fr" {
		t.Errorf("the title %q is not marked as French", s.Title)
	}
	for _, it := range must(t, build(t, i18n.FR, figuretest.Year2024()), "annex-visits-courtesy").Blocks[0].Items {
		if it.Spans[0].Lang != "" {
			t.Errorf("%q is marked in a French report", it.Spans[0].Text)
		}
	}
}

func TestCollaboratorsByMilieu(t *testing.T) {
	t.Parallel()
	in := figuretest.Year2024()
	got := lines(must(t, build(t, i18n.FR, in), "collaborators"))
	want := []string{
		"Organismes qui ont pris part aux activités du bureau en 2024, par milieu et en ordre alphabétique.",
		"Le classement par milieu est le nôtre, et non celui de la source.",
		"Académique", "Université Laval",
		"Économique", "Association internationale Villes et Ports (AIVP)", "Le CAMP", "Québec International",
		"Gouvernemental", "Ministère des Relations internationales et de la Francophonie (MRIF)",
		"Sociocommunautaire", "Organisme 01",
	}
	if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
		t.Errorf("got %q", got)
	}
	if len(got) != 6+28 { // two paragraphs, four headings, 28 bodies
		t.Errorf("%d lines, want 34", len(got))
	}
	laval := in.Neighbour(figuretest.ID(record.KindOrganisation, "ulaval")).(*record.Organisation)
	laval.OurMilieu = false // the source says so itself
	got = lines(must(t, build(t, i18n.EN, in), "collaborators"))
	if want := []string{"Academic", "Université Laval", "Economic", "Association internationale Villes et Ports (AIVP) (our classification)"}; !slices.Equal(got[1:5], want) {
		t.Errorf("got %q", got[1:5])
	}
	laval.Milieu = ""
	got = lines(must(t, build(t, i18n.FR, in), "collaborators"))
	if !slices.Equal(got[len(got)-2:], []string{"Milieu non précisé", "Université Laval"}) {
		t.Errorf("got %q", got)
	}
}

func TestCommittee(t *testing.T) {
	t.Parallel()
	expectLines(t, must(t, build(t, i18n.FR, figuretest.Year2024()), "committees"),
		"Québec, capitale internationale",
		"Québec, capitale internationale : en place depuis février 2024. Coordination : Ville de Québec. "+
			"Membres : Ministère des Relations internationales et de la Francophonie (MRIF), Québec International et Université Laval.",
		"Objectifs :",
		"Créer un espace de concertation et d'échanges",
		"Collaborer à l'organisation d'activités",
		"Activités conjointes de 2024 :",
		"La santé durable, vecteur de progrès socioéconomique (3 décembre 2024)",
		"  Plus de 150 personnes",
	)
	in := figuretest.Year2024()
	in.Year = 2023
	if _, ok := section(build(t, i18n.FR, in), "committees"); ok {
		t.Error("a committee of 2024 is told in 2023")
	}
}

func TestAnnexes(t *testing.T) {
	t.Parallel()
	r := build(t, i18n.FR, figuretest.Year2024())
	for id, want := range map[string]int{
		"annex-visits-courtesy": 10, "annex-visits-collaboration": 7, "annex-visits-strategic": 4, "annex-missions": 8, "annex-collaborators": 27,
	} {
		items := must(t, r, id).Blocks[0].Items
		if len(items) != want || items[0].Value != 1 || items[want-1].Value != want {
			t.Errorf("%s: %d entries, want 1 to %d", id, len(items), want)
		}
	}
	got := lines(must(t, r, "annex-missions"))
	if want := []string{
		"Mission du maire à Boston", "  Étape : Boston (États-Unis).", "  À la tête de la délégation : Maire de Québec.",
		"Conseil d'administration de l'OVPM à Colonia del Sacramento", "  Étapes : Colonia del Sacramento (Uruguay) et Buenos Aires (Argentine, passage).",
		"  À la tête de la délégation : Élue responsable du patrimoine.",
	}; !slices.Equal(got[:6], want) {
		t.Errorf("got %q", got[:6])
	}
	if got := lines(must(t, r, "annex-collaborators"))[22]; got != "Québec International et Le CAMP" {
		t.Errorf("line 23 is %q", got)
	}
	if rows := len(lines(must(t, r, "annex-figures"))); rows != 14 {
		t.Errorf("%d figures with their rule, want 14", rows)
	}
}

func TestYearWithoutAnything(t *testing.T) {
	t.Parallel()
	for lang, want := range map[i18n.Lang]string{
		i18n.FR: "Aucune fiche accessible ne porte sur 1999 : il n'y a rien à présenter pour le moment.",
		i18n.EN: "No available record is about 1999: there is nothing to present for now.",
	} {
		in := figuretest.Year2024()
		in.Year = 1999
		r := build(t, lang, in)
		if len(r.Sections) != 1 {
			t.Errorf("%d sections about nothing", len(r.Sections))
		}
		expectLines(t, r.Sections[0], want)
	}
}

// What the reader may not see leaves no trace, and no hole where a message was to be filled.
func TestReportWithoutNeighbours(t *testing.T) {
	t.Parallel()
	for _, lang := range i18n.Langs() {
		whole := figuretest.Year2024()
		alone := figuretest.Year2024()
		alone.Neighbour, alone.PlaceName, alone.Office = nil, nil, nil
		for name, in := range map[string]figure.Input{"whole": whole, "alone": alone} {
			r := build(t, lang, in)
			text := r.Title + r.Subtitle
			for _, s := range r.Sections {
				text += s.Title + strings.Join(lines(s), "\n")
			}
			for _, n := range r.Figures {
				text += n.Label + n.Rule + n.Why + n.Shown + n.Said
				for _, e := range n.Evidence {
					if e.Label == "" {
						t.Errorf("%s: evidence without a label", n.Key)
					}
				}
			}
			if strings.Contains(text, "⟦") {
				t.Errorf("%s in %s: a message is missing: %s", name, lang, text)
			}
		}
		r := build(t, lang, alone)
		if _, ok := section(r, "collaborators"); ok {
			t.Error("bodies that the reader may not see are grouped")
		}
		if _, ok := section(r, "outcomes-other"); !ok {
			t.Error("outcomes of a pillar that has no name are lost")
		}
	}
}

func TestQuantitiesWithoutPrintedWords(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		q      record.Quantity
		fr, en string
	}{
		{record.Quantity{Value: "3", Unit: "company"}, "3 entreprises", "3 companies"},
		{record.Quantity{Value: "1", Unit: "company"}, "1 entreprise", "1 company"},
		{record.Quantity{Value: "10", Max: "20", Unit: "percent"}, "De 10 à 20 %", "10 to 20%"},
		{record.Quantity{Value: "5000", Qualifier: "nearly", Unit: "person"}, "Près de 5 000 personnes", "Nearly 5,000 people"},
		{record.Quantity{Value: "2.5", Unit: "tonne_co2e"}, "2,5 t éq. CO₂", "2.5 t CO₂e"},
		{record.Quantity{Value: "150", Qualifier: "more_than", Printed: record.Text{FR: "plus de 150"}, Of: record.Text{FR: "citoyennes", EN: "residents"}},
			"Plus de 150 citoyennes", "More than 150 residents"},
	} {
		in := figuretest.Year2024()
		in.Records = append(in.Records, &record.Outcome{
			Meta: record.Meta{ID: "o", Kind: record.KindOutcome}, Year: "2024", Pillar: "none", Statement: record.Text{FR: "x"}, Quantities: []record.Quantity{tc.q},
		})
		for lang, want := range map[i18n.Lang]string{i18n.FR: tc.fr, i18n.EN: tc.en} {
			if got := lines(must(t, build(t, lang, in), "outcomes-other"))[1]; got != "  "+want {
				t.Errorf("%+v: got %q, want %q", tc.q, got, want)
			}
		}
	}
}
