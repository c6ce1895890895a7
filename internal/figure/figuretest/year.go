// Package figuretest holds the year 2024 of a city's bureau, written by hand from its published report, for the tests of
// figures, reports and their formats. Production code must not import it.
package figuretest

import (
	"fmt"
	"slices"
	"strings"

	"entente/internal/figure"
	"entente/internal/record"
)

// ID is the id of the record that these tests call key.
func ID(kind record.Kind, key string) record.Ref { return record.KeyID("bri", kind, key) }

// Year2024 is everything that the report of 2024 tells, as records.
func Year2024() figure.Input {
	office := &record.Office{
		Meta: meta(record.KindOffice, "bri"),
		Name: record.Text{FR: "Bureau des relations internationales de la Ville de Québec", EN: "Québec City International Relations Office"},
		Code: "bri", Organisation: ID(record.KindOrganisation, "quebec"), Profile: "qc-city",
		Home: record.Place{City: "6325494", Country: "CA"},
	}
	f := &fixture{places: cityNames()}
	f.organisations()
	f.visits()
	f.missions()
	f.participations()
	f.agreements()
	f.results()
	f.collaborators()
	f.publication()
	return figure.Input{
		Year: 2024, Office: office, Records: f.records,
		Neighbour: f.neighbour,
		PlaceName: func(p record.Place) (record.Text, bool) {
			key := p.City
			if key == "" {
				key = p.Country
			}
			t, ok := f.places[key]
			return t, ok
		},
	}
}

type fixture struct {
	records    []record.Record
	neighbours []record.Record
	places     map[string]record.Text
}

func (f *fixture) add(r record.Record) { f.records = append(f.records, r) }

func (f *fixture) neighbour(ref record.Ref) record.Record {
	for _, r := range f.neighbours {
		if r.Head().ID == ref {
			return r
		}
	}
	return nil
}

func meta(kind record.Kind, key string) record.Meta {
	return record.Meta{ID: ID(kind, key), Kind: kind, Schema: 1, Office: ID(record.KindOffice, "bri"), Visibility: record.Public}
}

// listed is meta with a place in a printed list of the report.
func listed(kind record.Kind, key, list string, position int) record.Meta {
	m := meta(kind, key)
	m.Sources = []record.Source{{Document: ID(record.KindDocument, "003"), List: list, Position: position}}
	return m
}

func org(key string) record.Ref { return ID(record.KindOrganisation, key) }

// organisations are common to all offices, and so neighbours of the year's records.
func (f *fixture) organisations() {
	for _, t := range record.BuiltInTerms() {
		f.neighbours = append(f.neighbours, t)
	}
	for _, row := range []string{
		"quebec|Ville de Québec||governmental", "ovpm|Organisation des villes du patrimoine mondial|OVPM|cultural",
		"aimf|Association internationale des maires francophones|AIMF|", "rvcu|Réseau des villes créatives de l’UNESCO|RVCU|",
		"aivp|Association internationale Villes et Ports|AIVP|economic", "maires-champions|Initiative des maires champions de l’OCDE||",
		"rennes|Rennes Métropole||", "nantes|Nantes Métropole||", "lausanne|Ville de Lausanne||", "innovaud|Innovaud||",
		"quebec-international|Québec International||economic", "le-camp|Le CAMP||economic", "ulaval|Université Laval||academic",
		"mrif|Ministère des Relations internationales et de la Francophonie|MRIF|governmental",
	} {
		c := strings.Split(row, "|")
		o := &record.Organisation{Meta: meta(record.KindOrganisation, c[0]), Name: record.Text{FR: c[1]}, Acronym: record.Text{FR: c[2]}}
		if c[3] != "" {
			o.Milieu, o.OurMilieu = record.TermID("milieu", c[3]), true
		}
		f.neighbours = append(f.neighbours, o)
	}
	for key, title := range map[string]string{
		"maire": "Maire de Québec", "patrimoine": "Élue responsable du patrimoine", "ri": "Élue responsable des relations internationales",
		"communications": "Élue responsable des communications",
	} {
		f.neighbours = append(f.neighbours, &record.Post{Meta: meta(record.KindPost, key), Title: record.Text{FR: title}, Elected: true})
	}
}

// Names are those of the annex, shortened.
func (f *fixture) visits() {
	for _, group := range []struct {
		visitType string
		titles    []string
	}{
		{record.Courtesy, []string{
			"Ministre des Affaires économiques de la Finlande", "Gestionnaires municipaux français", "Zone industrialo-portuaire de Salaise-Sablons",
			"Parlementaires américains", "Consule générale du Canada à Sao Paulo", "Délégation de l’État de Puebla", "Conseil d’orientation de l’IFDD",
			"Partenariat international d’action sur le carbone", "Consul général du Royaume-Uni à Montréal", "Ambassadeur d’Irlande au Canada",
		}},
		{record.VisitCollaborates, []string{
			"Deux élus de Calgary", "Maire-présidente de Rennes Métropole", "Maire-présidente de Nantes Métropole", "Maire de San Antonio",
			"Élus de Saint-Malo", "Président de Lyon Métropole", "Canton du Jura et Richard Mille",
		}},
		{record.Strategic, []string{
			"Rendez-vous Ville-Port", "Sous-directeur général à la culture de l’UNESCO", "Ambassadeur de l’AIVP", "Conférence internationale sur la santé durable",
		}},
	} {
		for i, title := range group.titles {
			f.add(&record.Visit{
				Meta:     listed(record.KindVisit, fmt.Sprintf("%s-%d", group.visitType, i+1), "accueils-"+group.visitType, i+1),
				Activity: record.Activity{Title: record.Text{FR: title}, Dates: "2024"}, VisitType: group.visitType,
			})
		}
	}
}

func cityNames() map[string]record.Text {
	return map[string]record.Text{
		"4930956": {FR: "Boston", EN: "Boston"}, "3443013": {FR: "Colonia del Sacramento", EN: "Colonia del Sacramento"},
		"3435910": {FR: "Buenos Aires", EN: "Buenos Aires"}, "2659994": {FR: "Lausanne", EN: "Lausanne"}, "2659250": {FR: "Porrentruy", EN: "Porrentruy"},
		"2742032": {FR: "Braga", EN: "Braga"}, "2978640": {FR: "Saint-Malo", EN: "Saint-Malo"}, "5128581": {FR: "New York", EN: "New York"},
		"2519240": {FR: "Cordoue", EN: "Córdoba"}, "2657896": {FR: "Zurich", EN: "Zürich"}, "2660646": {FR: "Genève", EN: "Geneva"},
		"2988507": {FR: "Paris", EN: "Paris"}, "2267057": {FR: "Lisbonne", EN: "Lisbon"},
		"US": {FR: "États-Unis", EN: "United States"}, "UY": {FR: "Uruguay", EN: "Uruguay"}, "AR": {FR: "Argentine", EN: "Argentina"},
		"CH": {FR: "Suisse", EN: "Switzerland"}, "PT": {FR: "Portugal", EN: "Portugal"}, "FR": {FR: "France", EN: "France"}, "ES": {FR: "Espagne", EN: "Spain"},
	}
}

// missions have their stops written "CC:city", with a ! after a passage.
func (f *fixture) missions() {
	for i, row := range []string{
		"maire|Mission du maire à Boston|US:4930956",
		"patrimoine|Conseil d’administration de l’OVPM à Colonia del Sacramento|UY:3443013 AR:3435910!",
		"ri|Assemblée générale de l’AIMF à Lausanne|CH:2659994 CH:2659250",
		"ri|Conférence annuelle du Réseau des villes créatives à Braga|PT:2742032",
		"communications|Transat Québec–Saint-Malo|FR:2978640",
		"maire|Déplacement du maire à New York|US:5128581",
		"maire|Congrès mondial de l’OVPM, Forum des maires et Bureau de l’AIMF|ES:2519240 CH:2657896 CH:2660646 CH:2659994 FR:2988507",
		"ri|Conférence mondiale de l’AIVP à Lisbonne|PT:2267057",
	} {
		c := strings.Split(row, "|")
		m := &record.Mission{
			Meta:     listed(record.KindMission, fmt.Sprint(i+1), "missions", i+1),
			Activity: record.Activity{Title: record.Text{FR: c[1]}, Dates: "2024", Status: "reported"},
			Lead:     ID(record.KindPost, c[0]),
		}
		for s := range strings.FieldsSeq(c[2]) {
			country, city, _ := strings.Cut(strings.TrimSuffix(s, "!"), ":")
			m.Stops = append(m.Stops, record.Stop{Place: record.Place{City: city, Country: country}, Passage: strings.HasSuffix(s, "!")})
		}
		f.add(m)
	}
}

// participations are the six that the annex of missions lets one identify.
func (f *fixture) participations() {
	for _, row := range []string{"2|ovpm", "3|aimf", "4|rvcu", "7|ovpm", "7|aimf", "8|aivp"} {
		mission, body, _ := strings.Cut(row, "|")
		f.add(&record.Participation{
			Meta:     meta(record.KindParticipation, row),
			Activity: record.Activity{Title: record.Text{FR: "Rencontre " + body + " de la mission " + mission}, Dates: "2024"},
			Body:     org(body), Mission: ID(record.KindMission, mission), Mode: "in_person",
		})
	}
	for _, body := range []string{"ovpm", "aimf", "rvcu", "aivp", "maires-champions"} {
		f.add(&record.Membership{
			Meta: meta(record.KindMembership, body), Member: org("quebec"), Body: org(body), Seat: record.MemberSeat,
			Title: record.Text{FR: "Adhésion " + body}, Ours: true, Active: []record.Reported{{Year: "2024"}},
		})
	}
	// Another city's seat is no forum of ours.
	f.add(&record.Membership{
		Meta: meta(record.KindMembership, "cuenca"), Member: org("cuenca"), Body: org("reseau-andin"), Seat: record.BoardSeat,
		Title: record.Text{FR: "Siège de Cuenca"}, Active: []record.Reported{{Year: "2024"}},
	})
}

func (f *fixture) agreements() {
	reported := []record.Reported{{Year: "2024"}}
	add := func(key, title string, isNew []record.Reported, parties ...record.Party) {
		f.add(&record.Agreement{
			Meta: meta(record.KindAgreement, key), Title: record.Text{FR: title}, Begun: "2024", ReportedNew: slices.Clone(isNew), Parties: parties,
		})
	}
	city := record.Party{Who: org("quebec"), Ours: true}
	add("rennes", "Protocole de collaboration avec Rennes Métropole", reported, city, record.Party{Who: org("rennes")})
	add("nantes", "Déclaration commune avec Nantes Métropole pour 2024-2025", reported, city, record.Party{Who: org("nantes")})
	add("agenda-2030", "Adhésion à l’Agenda 2030 de l’AIVP", reported, city, record.Party{Who: org("aivp")})
	add("territorial", "Partenariat territorial avec Lausanne et Nantes Métropole", nil, city, record.Party{Who: org("lausanne")}, record.Party{Who: org("nantes")})
	add("innovaud", "Entente entre Québec International–Le CAMP et Innovaud", reported, record.Party{Who: org("quebec-international")}, record.Party{Who: org("innovaud")})
}

// results are a few outcomes, the boxed event, the committee and its first activity.
func (f *fixture) results() {
	outcome := func(position int, pillar, statement, detail string, quantities ...record.Quantity) {
		f.add(&record.Outcome{
			Meta: listed(record.KindOutcome, fmt.Sprint(pillar, position), "retombees-"+pillar, position), Year: "2024",
			Pillar: record.TermID("pillar", pillar), Statement: record.Text{FR: statement}, Detail: record.Text{FR: detail}, Quantities: quantities,
		})
	}
	outcome(1, "rayonner", "Présidence du conseil d’administration de l’OVPM", "Le maire a été réélu en septembre 2024.")
	outcome(2, "rayonner", "Parcours Winteractive à Boston", "", record.Quantity{Value: "16", Unit: "work", Of: record.Text{FR: "œuvres d’art public éphémères", EN: "temporary works of public art"}})
	outcome(1, "apprendre", "Pratiques de développement urbain observées à Lausanne", "")
	outcome(1, "attirer", "Forum UCI Bike City et Mobilité en octobre 2026", "",
		record.Quantity{Value: "250", Qualifier: "some", Unit: "participant", Nature: record.Estimate, Printed: record.Text{FR: "quelque 250 participantes et participants"}})
	f.add(&record.Event{
		Meta: meta(record.KindEvent, "ville-port"),
		Activity: record.Activity{
			Title: record.Text{FR: "Rendez-vous sur le développement durable des territoires Ville-Port"}, Dates: "2024-05-13",
			Partners: []record.Part{
				{Who: org("aivp"), Role: record.RoleCoorganiser},
				{Role: record.RoleGuest, Label: record.Text{FR: "Autorités portuaires du Québec"}},
			},
			Funding: []record.Funding{{Funder: org("mrif"), Under: ID(record.KindAgreement, "rennes")}},
		},
		Highlight: true, Detail: []record.Text{{FR: "La ville portuaire comme laboratoire d’innovation."}},
	})
	f.add(&record.Event{
		Meta:       meta(record.KindEvent, "sante-durable"),
		Activity:   record.Activity{Title: record.Text{FR: "La santé durable, vecteur de progrès socioéconomique"}, Dates: "2024-12-03"},
		Attendance: []record.Quantity{{Value: "150", Qualifier: "more_than", Unit: "person", Of: record.Text{FR: "personnes", EN: "people"}}},
	})
	f.add(&record.Committee{
		Meta: meta(record.KindCommittee, "qci"), Title: record.Text{FR: "Québec, capitale internationale"}, Since: "2024-02",
		Coordinator: org("quebec"), Members: []record.Seat{{Who: org("mrif")}, {Who: org("quebec-international")}, {Who: org("ulaval")}},
		Objectives: []record.Text{{FR: "Créer un espace de concertation et d’échanges"}, {FR: "Collaborer à l’organisation d’activités"}},
		Joint:      []record.Ref{ID(record.KindEvent, "sante-durable")},
	})
	f.add(&record.Offset{
		Meta: meta(record.KindOffset, "2023"), Title: record.Text{FR: "Crédits carbone de 2023"}, Period: "2023",
		Tonnes: record.Quantity{Value: "155", Unit: "tonne_co2e"},
		Total:  record.Amount{Value: "4066.13", Currency: "CAD", Nature: record.Final, Scope: "office", BeforeTax: true},
	})
}

// collaborators are 27 lines that name 28 bodies.
func (f *fixture) collaborators() {
	for i := 1; i <= 27; i++ {
		line, who := fmt.Sprintf("Organisme %02d", i), []record.Ref{org(fmt.Sprintf("organisme-%02d", i))}
		switch i {
		case 4:
			line, who = "Association internationale Villes et Ports (AIVP)", []record.Ref{org("aivp")}
		case 17:
			line, who = "Ministère des Relations internationales et de la Francophonie", []record.Ref{org("mrif")}
		case 23:
			line, who = "Québec International et Le CAMP", []record.Ref{org("quebec-international"), org("le-camp")}
		case 27:
			line, who = "Université Laval", []record.Ref{org("ulaval")}
		default:
			f.neighbours = append(f.neighbours, &record.Organisation{
				Meta: meta(record.KindOrganisation, fmt.Sprintf("organisme-%02d", i)), Name: record.Text{FR: line},
				Milieu: record.TermID("milieu", "community"), OurMilieu: true,
			})
		}
		f.add(&record.Collaboration{Meta: listed(record.KindCollaboration, fmt.Sprint(i), "acteurs", i), Year: "2024", Line: record.Text{FR: line}, Who: who})
	}
}

func (f *fixture) publication() {
	p := &record.Publication{
		Meta: meta(record.KindPublication, "rapport-2024"), Title: record.Text{FR: "Rapport des actions internationales de 2024"},
		PublicationType: record.AnnualReport, Publisher: org("quebec"), Period: "2024", Issued: "2025", Sealed: true,
	}
	for _, row := range []string{
		"visits 2024 21", "visits.courtesy 2024 10", "visits.collaboration 2024 7", "visits.strategic 2024 4", "missions 2024 8", "countries 2024 7",
		"cities 2024 11", "participations 2024 9", "forums 2024 5", "agreements.new 2024 3", "services 2024 15", "partners 2024 27",
		"emissions 2023 155", "offset.cost 2023 4066.13",
	} {
		c := strings.Fields(row)
		d := record.Declared{Figure: c[0], Period: record.Date(c[1]), Value: record.Quantity{Value: record.Decimal(c[2])}}
		if c[0] == "services" {
			d.Comment = record.Text{FR: "et la Direction générale", EN: "and the general management"}
		}
		p.Declared = append(p.Declared, d)
	}
	f.add(p)
}
