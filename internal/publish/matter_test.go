package publish_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

func oneOf(kind record.Kind, key string) record.Meta {
	return record.Meta{ID: record.KeyID("x", kind, key), Kind: kind, Office: record.KeyID("", record.KindOffice, "bureau"), Visibility: record.Public}
}

// matter is a journey to Lyon and Paris of an office of a Québec city, with what bears on it, written by hand.
func matter() (publish.Matter, *record.Mission) {
	office := &record.Office{Meta: oneOf(record.KindOffice, "bureau"), Name: record.Text{FR: "Bureau", EN: "Office"}, Profile: record.ProfileCity}
	office.ID = office.Office
	city := &record.Organisation{Meta: oneOf(record.KindOrganisation, "quebec"), Name: record.Text{FR: "Ville de Québec", EN: "Québec City"}}
	lyon := &record.Organisation{Meta: oneOf(record.KindOrganisation, "lyon"), Name: record.Text{FR: "Ville de Lyon", EN: "City of Lyon"}, OrgType: "municipality", Place: record.Place{City: "1", Country: "FR"}}
	mayor := &record.Post{Meta: oneOf(record.KindPost, "mayor"), Title: record.Text{FR: "Maire", EN: "Mayor"}, Organisation: city.ID, Elected: true}
	money := func(v record.Decimal, nature string) record.Amount {
		return record.Amount{Value: v, Currency: "CAD", Nature: nature, Scope: "delegation"}
	}
	m := &record.Mission{
		Meta:      oneOf(record.KindMission, "lyon"),
		Activity:  record.Activity{Title: record.Text{FR: "Mission à Lyon", EN: "Mission to Lyon"}, Dates: "2024-05-12/2024-05-18", Status: "done", Partners: []record.Part{{Who: lyon.ID, Role: record.RoleHost}}},
		Lead:      mayor.ID,
		Purpose:   record.Text{FR: "Préparer un programme", EN: "Prepare a program"},
		Stops:     []record.Stop{{Place: record.Place{City: "1", Country: "FR"}, Dates: "2024-05-13"}, {Place: record.Place{City: "2", Country: "FR"}, Passage: true}},
		Expected:  []record.Text{{FR: "Un programme."}},
		Approvals: []record.Approval{{On: "2024-04-01", Ceiling: money("1000", record.Ceiling)}},
		Costs: []record.Cost{{Traveller: mayor.ID, Parts: []record.CostPart{
			{Expense: "transport", Amount: money("700.25", record.Final)}, {Expense: "meals", Amount: money("349.75", record.Final)},
		}}},
		Legs: []record.Leg{{From: record.Place{City: "9", Country: "CA"}, To: record.Place{City: "1", Country: "FR"}, Mode: "air", Class: "economy", Travellers: 2}},
	}
	outcome := &record.Outcome{Meta: oneOf(record.KindOutcome, "o"), Year: "2024", Statement: record.Text{FR: "Le programme est écrit.", EN: "The program is written."}, From: []record.Ref{m.ID},
		FollowUps: []record.FollowUp{{Months: 3, State: "asked"}}}
	return publish.Matter{
		Office: office, About: m, Tied: []record.Record{outcome}, Around: []record.Record{city, lyon, mayor}, Today: "2024-06-01",
		Known:    map[record.Ref]publish.Known{m.ID: {Version: 3, Hash: "abc", Updated: "2024-05-20T10:00:00.000000Z"}, outcome.ID: {Version: 1, Updated: "2024-05-30T10:00:00.000000Z"}},
		Distance: func(_, _ record.Place) (float64, bool) { return 5000, true },
		PlaceName: func(p record.Place) (record.Text, bool) {
			names := map[string]record.Text{"1": {FR: "Lyon", EN: "Lyon"}, "2": {FR: "Paris", EN: "Paris"}, "9": {FR: "Québec", EN: "Québec City"}, "FR": {FR: "France", EN: "France"}, "CA": {FR: "Canada", EN: "Canada"}}
			t, ok := names[p.City]
			if p.City == "" {
				t, ok = names[p.Country]
			}
			return t, ok
		},
	}, m
}

func written(t *testing.T, sort string, m publish.Matter, lang i18n.Lang) (*publish.Paper, string) {
	t.Helper()
	c, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	p, err := publish.About(c.For(lang), sort, m, "")
	if err != nil {
		t.Fatal(err)
	}
	return p, wordsOf(p)
}

// wordsOf is all that a paper says, a line for each run of blocks.
func wordsOf(p *publish.Paper) string {
	var b strings.Builder
	var blocks func([]publish.Block)
	spans := func(list []publish.Span) {
		for _, s := range list {
			b.WriteString(s.Text)
		}
	}
	var items func([]publish.Item)
	items = func(list []publish.Item) {
		for _, it := range list {
			spans(it.Spans)
			b.WriteString("\n")
			items(it.Items)
		}
	}
	row := func(cells []publish.Cell) {
		for i, c := range cells {
			if i > 0 {
				b.WriteString(" | ")
			}
			spans(c.Spans)
		}
		b.WriteString("\n")
	}
	blocks = func(list []publish.Block) {
		for _, x := range list {
			if x.Title != "" {
				b.WriteString(x.Title + "\n")
			}
			spans(x.Spans)
			b.WriteString("\n")
			items(x.Items)
			for _, f := range x.Facts {
				b.WriteString(f.Name + " = ")
				spans(f.Spans)
				b.WriteString("\n")
			}
			if x.Table != nil {
				row(x.Table.Head)
				for _, r := range x.Table.Rows {
					row(r)
				}
			}
			blocks(x.Inner)
		}
	}
	b.WriteString(p.Title + "\n" + p.Subtitle + "\n")
	blocks(p.Opening)
	for _, s := range p.Sections {
		b.WriteString(s.Title + "\n")
		blocks(s.Blocks)
	}
	return strings.ReplaceAll(b.String(), "\u00a0", " ")
}

func says(t *testing.T, text string, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		if !strings.Contains(text, w) {
			t.Errorf("it does not say %q:\n%s", w, text)
		}
	}
}

func silent(t *testing.T, text string, unwanted ...string) {
	t.Helper()
	for _, w := range unwanted {
		if strings.Contains(text, w) {
			t.Errorf("it says %q:\n%s", w, text)
		}
	}
}

func TestAMissionReport(t *testing.T) {
	t.Parallel()
	m, _ := matter()
	p, fr := written(t, publish.MissionReport, m, i18n.FR)
	says(t, fr,
		"Dates = Du 12 au 18 mai 2024", "Villes = Lyon (France) et Paris (France, passage)", "Responsable = Maire, Ville de Québec",
		"Préparer un programme", "Un programme.", "Le programme est écrit.",
		"Maire, Ville de Québec | Transport | 700,25 $ | Définitif | Délégation | –", "Maire, Ville de Québec | Total | 1 050,00 $ | Définitif | Délégation | –",
		"Plafond autorisé | 1 000 $ | Plafond | Délégation",
		// 1 050 $ is 50 $ above 1 000 $, which is 5 %: within the margin of 10 %
		"La dépense, 1 050,00 $, dépasse de 50,00 $ le plafond autorisé de 1 000 $, sans excéder la marge de 10 %.",
		// 5 000 km × 0,13465 × 2
		"Québec → Lyon | Avion, économique | 2 | 5 000 | 0,13465 | 1 346,50", "Le transport a émis 1 346,50 kg éq. CO₂.",
		// six weeks after 18 May 2024
		"Le rapport doit être public au plus tard le 29 juin 2024, soit 6 semaines après le retour.",
		"Ce document a été établi le 1er juin 2024 à partir de la fiche « Mission à Lyon » (version 3) et de 4 autres fiches.", "faite le 30 mai 2024", "Tout ce qu’il contient est public.")
	silent(t, fr, "échéance est passée", "Document interne")
	if p.Drawn[0] != (publish.Version{Record: m.About.Head().ID, Version: 3, Hash: "abc"}) || len(p.Drawn) != 5 || p.Updated != "2024-05-30" || p.Sort != "mission_report" {
		t.Errorf("drawn on %+v, updated %s, sort %s", p.Drawn, p.Updated, p.Sort)
	}
	_, en := written(t, publish.MissionReport, m, i18n.EN)
	says(t, en, "Dates = May 12 to 18, 2024", "$1,050.00", "within the margin of 10%", "1,346.50 kg CO₂e", "on June 29, 2024 at the latest")
	silent(t, en, "⟦")
}

// What is past is late only where the day of the return is known and no report is recorded.
func TestTheDeadlineOfAMissionReport(t *testing.T) {
	t.Parallel()
	m, mission := matter()
	m.Today = "2024-06-30"
	_, text := written(t, publish.MissionReport, m, i18n.FR)
	says(t, text, "Cette échéance est passée")
	for name, change := range map[string]func(){
		"on the day itself":      func() { m.Today = "2024-06-29" },
		"a return in a month":    func() { m.Today, mission.Dates = "2030-01-01", "2024-05" },
		"a post of no election":  func() { m.Today = "2030-01-01"; m.Around[2].(*record.Post).Elected = false },
		"rules of another kind":  func() { m.Office.Profile = record.ProfileMinistry },
		"nobody known as a lead": func() { mission.Lead = "" },
	} {
		m, mission = matter()
		m.Today = "2024-06-30"
		change()
		_, text := written(t, publish.MissionReport, m, i18n.FR)
		if strings.Contains(text, "échéance est passée") {
			t.Errorf("%s: it is called late", name)
		}
	}
}

func TestExpensesAgainstTheCeiling(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*record.Mission)
		want   string
	}{
		{"within", func(m *record.Mission) { m.Approvals[0].Ceiling.Value = "1400" }, "représente 75 % du plafond"},
		{"ten per cent above exactly", func(m *record.Mission) { m.Costs[0].Parts[0].Amount.Value = "750.25" }, "sans excéder la marge"},
		{"a cent more", func(m *record.Mission) { m.Costs[0].Parts[0].Amount.Value = "750.26" }, "doit revenir à l’instance"},
		{"another scope", func(m *record.Mission) { m.Approvals[0].Ceiling.Scope = "traveller" }, "ils ne se comparent pas"},
		{"another currency", func(m *record.Mission) { m.Approvals[0].Ceiling.Currency = "EUR" }, "ils ne se comparent pas"},
	} {
		m, mission := matter()
		c.change(mission)
		_, text := written(t, publish.MissionReport, m, i18n.FR)
		if !strings.Contains(text, c.want) {
			t.Errorf("%s: it does not say %q:\n%s", c.name, c.want, text)
		}
	}
}

func TestAnApprovalFile(t *testing.T) {
	t.Parallel()
	m, mission := matter()
	journey := func(key string, dates record.Date, status, cityCode, countryCode string) *record.Mission {
		return &record.Mission{Meta: oneOf(record.KindMission, key), Activity: record.Activity{Title: record.Text{FR: "Mission " + key}, Dates: dates, Status: status},
			Stops: []record.Stop{{Place: record.Place{City: cityCode, Country: countryCode}}}}
	}
	m.Tied = append(m.Tied, journey("avant", "2022-03", "done", "1", "FR"), journey("idée", "2021", "idea", "1", "FR"), journey("ailleurs", "2022", "done", "7", "PT"),
		journey("croisée", "2024-05-17/2024-05-20", "planned", "8", "FR"), journey("vague", "2024", "planned", "8", "FR"), journey("annulée", "2024-05-17", "cancelled", "1", "FR"),
		journey("après", "2024-05-19/2024-05-20", "planned", "8", "FR"))
	_, text := written(t, publish.ApprovalFile, m, i18n.FR)
	says(t, text, "Autoriser « Mission à Lyon », pour un coût d’au plus 1 000 $ (plafond, délégation).", "1 000 $ au plus. Portée : délégation.",
		"Sommaire décisionnel = [à remplir : Sommaire décisionnel]", "Résolution = [à remplir : Résolution]", "Date de la décision = 1er avril 2024",
		"Mission avant | Mars 2022 | Lyon | – | –", "Aux mêmes dates : Mission croisée (du 17 au 20 mai 2024) – France.",
		"Peut-être en même temps (dates non précisées au jour près) : Mission vague (2024) – France.", "une décision est nécessaire quel que soit son coût", "3 000 $")
	silent(t, text, "Mission idée", "Mission ailleurs", "Mission annulée", "Mission après", "700,25") // what was spent is no estimate
	mission.Approvals, mission.Expected = nil, nil
	_, text = written(t, publish.ApprovalFile, m, i18n.FR)
	says(t, text, "pour un coût d’au plus [à remplir : Plafond autorisé]", "Portée du plafond = [à remplir : Portée du plafond]", "Résultats attendus = [à remplir : Résultats attendus]")
}

func visit(m publish.Matter) (*record.Visit, *record.Person) {
	person := &record.Person{Meta: oneOf(record.KindPerson, "p"), Name: "Jeanne Essai", Address: record.Text{FR: "Madame la consule"}, Personal: &record.Personal{Needs: "zarzuela", Notes: "zarzuela", Contacts: []string{"zarzuela"}}}
	person.Note = record.Text{FR: "Parle espagnol."}
	lyon := m.Around[1].Head().ID
	return &record.Visit{
		Meta:      record.Meta{ID: record.KeyID("x", record.KindVisit, "v"), Kind: record.KindVisit, Office: m.Office.ID, Visibility: record.Private, Note: record.Text{FR: "Prévoir un interprète."}},
		Activity:  record.Activity{Title: record.Text{FR: "Accueil de Lyon"}, Dates: "2024-09-02/2024-09-03", Status: "planned"},
		VisitType: record.Courtesy, Place: record.Place{City: "9", Country: "CA"}, Origins: []record.Origin{{Who: lyon}},
		Delegates: []record.Part{{Who: person.ID, Role: record.RoleDelegate}, {Label: record.Text{FR: "Deux élus"}}},
		Programme: []record.Item{
			{On: "2024-09-03", Text: record.Text{FR: "Visite du port"}}, {On: "2024-09-02", Text: record.Text{FR: "9 h 30 – mot de bienvenue"}, Place: record.Place{Country: "CA", City: "9", Name: record.Text{FR: "Hôtel de ville"}}},
			{On: "2024-09-02", Text: record.Text{FR: "14:00 : séance de travail"}}, {Text: record.Text{FR: "Souper"}},
		},
	}, person
}

func TestAProgrammeForTheStaffAndForGuests(t *testing.T) {
	t.Parallel()
	m, _ := matter()
	v, person := visit(m)
	m.About, m.Tied, m.Around = v, nil, append(m.Around, person)
	_, staff := written(t, publish.VisitProgramme, m, i18n.FR)
	says(t, staff, "Document interne", "Provenance = Ville de Lyon", "9 h 30 | Mot de bienvenue | Hôtel de ville, Québec, Canada", "14:00 | Séance de travail | –", "Visite du port", "Jour à préciser", "Souper",
		"Jeanne Essai : Madame la consule", "Deux élus", "Prévoir un interprète.", "Jeanne Essai : Parle espagnol.")
	if strings.Index(staff, "Visite du port") < strings.Index(staff, "Séance de travail") {
		t.Error("the second day comes before the first")
	}
	_, guests := written(t, publish.GuestsProgramme, m, i18n.FR)
	says(t, guests, "9 h 30 | Mot de bienvenue", "Jeanne Essai", "Deux élus")
	silent(t, guests, "Document interne", "interprète", "espagnol", "Madame la consule", "À propos", "version")
	for _, text := range []string{staff, guests} {
		silent(t, text, "zarzuela") // what is personal is in no document
	}
}

func TestAThankYouLetter(t *testing.T) {
	t.Parallel()
	m, mission := matter()
	clerk := &record.Post{Meta: oneOf(record.KindPost, "clerk"), Title: record.Text{FR: "Directrice du bureau"}}
	m.Around = append(m.Around, clerk)
	m.Office.Papers = record.Papers{Signatory: clerk.ID, Closing: record.Text{FR: "Avec nos salutations distinguées."}, Letterhead: []record.Text{{FR: "1, rue Un"}}}
	secret := &record.Outcome{Meta: oneOf(record.KindOutcome, "s"), Statement: record.Text{FR: "zarzuela"}, From: []record.Ref{mission.ID}}
	secret.Visibility = record.Private
	m.Tied = append(m.Tied, secret)
	p, text := written(t, publish.ThanksLetter, m, i18n.FR)
	says(t, text, "Objet : Remerciements – Mission à Lyon", "Ville de Lyon\n[à remplir : adresse postale]\nLyon, France", "du 12 au 18 mai 2024, lors de son passage à Lyon et Paris. Elle était conduite par : Maire, Ville de Québec.",
		"Le but de cette mission était le suivant : Préparer un programme.", "Le programme est écrit.", "Avec nos salutations distinguées.", "[à remplir : signature]\nDirectrice du bureau\nBureau")
	silent(t, text, "zarzuela", "version", "À propos", "700,25")
	if !slices.Equal(p.Look.Letterhead, []string{"1, rue Un"}) || !p.Look.Plain {
		t.Errorf("it looks like %+v", p.Look)
	}
	m.Office.Papers, mission.Partners = record.Papers{}, nil
	_, text = written(t, publish.ThanksLetter, m, i18n.FR)
	says(t, text, "[à remplir : destinataire]", "[à remplir : nom et fonction]", "l’expression de mes sentiments les meilleurs")
}

func TestAnAgreementSheet(t *testing.T) {
	t.Parallel()
	m, _ := matter()
	lyon, city := m.Around[1].(*record.Organisation), m.Around[0].Head().ID
	a := &record.Agreement{
		Meta: oneOf(record.KindAgreement, "a"), Title: record.Text{FR: "Entente"}, Class: "protocol", Signed: "2023-01-10", Announced: "2023-04", Ended: "2024-08-31",
		Parties: []record.Party{{Who: city, Ours: true}, {Who: lyon.ID}},
		Commitments: []record.Commitment{
			{Text: record.Text{FR: "Promesse A"}, Owner: city, Due: "2024-05-31"}, {Text: record.Text{FR: "Promesse B"}, Due: "2024-05-31"},
			{Text: record.Text{FR: "Promesse C"}, Owner: city, Due: "2024"}, {Text: record.Text{FR: "Promesse D"}, Owner: city, Due: "2024-01-31", State: "kept"},
		},
		Actions: []record.Later{{Action: "renewal", On: "2024-02", Text: record.Text{FR: "Un an de plus."}}},
	}
	m.About, m.Tied = a, nil
	_, text := written(t, publish.AgreementSheet, m, i18n.FR)
	says(t, text, "Numéro = non consigné", "Signée = 10 janvier 2023", "Annoncée = Avril 2023", "Entrée en vigueur = non consigné", "Elle prend fin dans moins de 3 mois.",
		"Promesse A | Ville de Québec | 31 mai 2024 | En retard", "Promesse B | – | 31 mai 2024 | –", "Promesse C | Ville de Québec | 2024 | –", "Promesse D | Ville de Québec | 31 janvier 2024 | Tenu",
		"Renouvellement | Février 2024 | Un an de plus. | –", "l’article 23 de la loi M-25.1.1 ne la vise pas. À confirmer auprès des services juridiques.")
	lyon.OrgType = "national_government"
	_, text = written(t, publish.AgreementSheet, m, i18n.FR)
	says(t, text, "le texte est nul (RLRQ, c. M-25.1.1, art. 23)", "Référence de l’autorisation = [à remplir : Référence de l’autorisation]")
	lyon.OrgType, lyon.Place.Country = "port", "CA"
	_, text = written(t, publish.AgreementSheet, m, i18n.FR)
	says(t, text, "un décret du gouvernement est nécessaire (RLRQ, c. M-30, art. 3.11)")
	lyon.OrgType = "university" // no document clears a text
	_, text = written(t, publish.AgreementSheet, m, i18n.FR)
	says(t, text, "À confirmer auprès des services juridiques avant toute signature.")
}

func TestTheProgressOfAPlan(t *testing.T) {
	t.Parallel()
	m, _ := matter()
	f := &record.Framework{Meta: oneOf(record.KindFramework, "f"), Title: record.Text{FR: "Plan"}, Contents: []record.Quantity{{Value: "4", Unit: "measure"}}}
	measure := func(n int, is ...record.Indicator) *record.Objective {
		return &record.Objective{Meta: oneOf(record.KindObjective, string(rune('0'+n))), Title: record.Text{FR: "Mesure " + string(rune('0'+n))}, Framework: f.ID, Level: "measure", Number: n, Indicators: is}
	}
	one := measure(1, record.Indicator{Name: record.Text{FR: "Entreprises"}, Baseline: record.Quantity{Value: "10", Unit: "company"}, Target: record.Quantity{Value: "40", Unit: "company"},
		Values: []record.Value{{On: "2018", Value: record.Quantity{Value: "20", Unit: "company"}}, {On: "2019", Value: record.Quantity{Value: "27", Unit: "company"}}}})
	three := measure(3)
	story := &record.Story{Meta: oneOf(record.KindStory, "s"), Title: record.Text{FR: "Une histoire"}, Objective: one.ID, Lead: record.Text{FR: "Elle commence."}}
	m.About, m.Tied = f, []record.Record{three, one, story}
	_, text := written(t, publish.PlanProgress, m, i18n.FR)
	says(t, text, "Le plan annonce 4 mesures; 2 sont consignées ici.", "Entreprises | 10 entreprises | 40 entreprises | 27 entreprises (2019); 20 entreprises (2018)", "Une histoire. Elle commence.",
		"2 mesures ne sont pas consignées : les numéros 2 et 4.", "Sans indicateur consigné : Mesure 3.", "Sans histoire consignée : Mesure 3.")
}

func TestAPartnerSheet(t *testing.T) {
	t.Parallel()
	m, mission := matter()
	lyon := m.Around[1].(*record.Organisation)
	relation := &record.Relation{Meta: oneOf(record.KindRelation, "r"), Partner: lyon.ID, RelationType: "twinning", Since: "1962", Legal: "in_force", Tie: "active", Title: record.Text{FR: "Jumelage"}}
	agreement := &record.Agreement{Meta: oneOf(record.KindAgreement, "a"), Title: record.Text{FR: "Entente"}, Status: "in_force", Signed: "2023",
		Parties:     []record.Party{{Who: lyon.ID}},
		Commitments: []record.Commitment{{Text: record.Text{FR: "Promesse A"}, Owner: lyon.ID, Due: "2024-05-31", State: "open"}, {Text: record.Text{FR: "Promesse B"}, State: "kept"}, {Text: record.Text{FR: "Promesse C"}, State: "missed"}}}
	person := &record.Person{Meta: oneOf(record.KindPerson, "p"), Name: "Jeanne Essai"}
	before := &record.Person{Meta: oneOf(record.KindPerson, "q"), Name: "Paul Avant"}
	post := &record.Post{Meta: oneOf(record.KindPost, "lyon"), Title: record.Text{FR: "Mairesse"}, Organisation: lyon.ID,
		Holders: []record.Holding{{Person: before.ID, Period: "2010/2020"}, {Person: person.ID, Period: "2021/.."}}}
	m.Around = append(m.Around, person, before)
	m.About, m.Tied = lyon, []record.Record{m.Tied[0], mission, relation, agreement, post}
	_, text := written(t, publish.PartnerSheet, m, i18n.FR)
	says(t, text, "Municipalité · Lyon, France", "Jumelage depuis 1962, en vigueur, active", "Une mission de notre part, du 12 au 18 mai 2024. Aucun accueil daté de leur part n’est consigné. 1 engagement tenu. 1 engagement manqué.",
		"Promesse A | Ville de Lyon | 31 mai 2024 | En retard | Entente", "De nous vers eux | Mission à Lyon | Du 12 au 18 mai 2024 | Maire, Ville de Québec", "Mairesse | Jeanne Essai | Depuis 2021",
		"Le programme est écrit. (2024)", "Engagement échu le 31 mai 2024 : Promesse A", "Suivi demandé, sans réponse : Le programme est écrit.", "Tout ce qu’il contient est public.")
	silent(t, text, "Paul Avant", "Notes du bureau")
	relation.Note = record.Text{FR: "Ne pas parler du tramway."}
	_, text = written(t, publish.PartnerSheet, m, i18n.FR)
	says(t, text, "Notes du bureau", "Ne pas parler du tramway.", "Document interne", "réservés au bureau")
	m.Office.Papers.Unmarked = true
	_, text = written(t, publish.PartnerSheet, m, i18n.FR)
	silent(t, text, "Document interne")
}

// A document is of a kind of record; what is not made of one is not there.
func TestADocumentThatARecordDoesNotGive(t *testing.T) {
	t.Parallel()
	c, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	m, _ := matter()
	for _, sort := range []string{"", "agreement_sheet", "../x"} {
		if _, err := publish.About(c.For(i18n.FR), sort, m, ""); !errors.Is(err, record.ErrNotFound) {
			t.Errorf("%q of a mission: %v", sort, err)
		}
	}
}

// Every sort is made of records that hold next to nothing, in both languages, and every sort has its words.
func TestDocumentsOfEmptyRecords(t *testing.T) {
	t.Parallel()
	c, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range record.Definitions() {
		for _, sort := range publish.SortsOf(d.Kind) {
			if d.Kind == record.KindRelation {
				continue // it is of the partner
			}
			for _, lang := range i18n.Langs() {
				r := d.New()
				*r.Head() = oneOf(d.Kind, "empty")
				p, err := publish.About(c.For(lang), sort, publish.Matter{About: r, Today: "2024-06-01"}, "")
				if err != nil {
					t.Fatalf("%s of %s: %v", sort, d.Kind, err)
				}
				if text := wordsOf(p); strings.Contains(text, "⟦") || strings.Contains(text, "NaN") {
					t.Errorf("%s of %s in %s:\n%s", sort, d.Kind, lang, text)
				}
				if !c.For(lang).Has("paper.sort."+sort) || !c.For(lang).Has("papers.hint."+sort) {
					t.Errorf("%s has no words in %s", sort, lang)
				}
				b, err := json.Marshal(p)
				if err != nil || !strings.Contains(string(b), `"drawn":[{`) {
					t.Errorf("%s does not say what it draws on (%v): %s", sort, err, b)
				}
			}
		}
	}
}

// Whatever people type stays text: it is in spans, never in what writers take for structure.
func TestHostileTextStaysTextInDocuments(t *testing.T) {
	t.Parallel()
	hostile := "<script>alert(1)</script> #import \"x\" [y](javascript:z) \u202eabc 🙂 " + strings.Repeat("x", 10_000)
	m, mission := matter()
	mission.Title, mission.Purpose, mission.Learning = record.Text{FR: hostile}, record.Text{FR: hostile}, record.Text{FR: hostile}
	mission.Expected = []record.Text{{FR: hostile}}
	mission.Approvals[0].Summary, mission.Stops[0].Purpose = hostile, record.Text{FR: hostile}
	for _, sort := range publish.SortsOf(record.KindMission) {
		p, text := written(t, sort, m, i18n.FR)
		if !strings.Contains(text, strings.TrimSpace(hostile)) && !strings.Contains(text, hostile) {
			t.Errorf("%s lost the text", sort)
		}
		b, err := json.Marshal(p)
		var back publish.Paper
		if err != nil || json.Unmarshal(b, &back) != nil || back.Title != p.Title {
			t.Errorf("%s does not come back from JSON: %v", sort, err)
		}
		for _, s := range p.Sections {
			if strings.Contains(s.ID, "<") || strings.Contains(s.ID, " ") {
				t.Errorf("%s has a section %q", sort, s.ID)
			}
		}
	}
}
