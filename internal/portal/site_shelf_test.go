package portal_test

import (
	"context"
	"slices"

	"entente/internal/publish"
	"entente/internal/record"
)

// Records of what the site tells besides activities.
var (
	twinningID  = record.KeyID("bri", record.KindRelation, "lausanne")
	agreementID = record.KeyID("bri", record.KindAgreement, "lausanne")
	networkID   = record.KeyID("", record.KindOrganisation, "aimf")
	bragaID     = record.KeyID("", record.KindOrganisation, "braga")
	planID      = record.KeyID("bri", record.KindFramework, "plan")
	measureID   = record.KeyID("bri", record.KindObjective, "mesure-1")
	storyID     = record.KeyID("bri", record.KindStory, "histoire")
	paquinID    = record.KeyID("bri", record.KindReference, "paquin")
	pageID      = record.KeyID("bri", record.KindPage, "bureau")
	childID     = record.KeyID("bri", record.KindPage, "mandat")
	listID      = record.KeyID("bri", record.KindPublication, "liste")
	prospectID  = record.KeyID("bri", record.KindProspect, "congres")
	outcomeID   = record.KeyID("bri", record.KindOutcome, "congres")
	logoID      = record.KeyID("bri", record.KindDocument, "logo")
)

// fullShelf holds at least one record of everything that has a page of its own.
func fullShelf() *shelf {
	s := newShelf()
	s.files[logoID] = "<svg/>"
	for _, r := range s.records {
		if o, ok := r.(*record.Office); ok && o.Main {
			o.Theme, o.Logo = record.Theme{Brand: "#7a1f3d", Accent: "#c77700"}, logoID
		}
	}
	s.records = append(s.records,
		&record.Relation{
			Meta: meta(twinningID, record.KindRelation), Title: text("Jumelage avec Lausanne", ""), Ours: cityID, Partner: lausanneID,
			RelationType: record.TwinningTie, Since: "1962", Legal: "in_force", TheirLabel: text("Partenariat", ""),
		},
		&record.Agreement{
			Meta: meta(agreementID, record.KindAgreement), Title: text("Protocole avec Lausanne", "Protocol with Lausanne"), Class: "protocol", Status: record.StatusSigned,
			Signed: "2004-05", Announced: "2004-06-01", Parties: []record.Party{{Who: cityID, Ours: true}, {Who: lausanneID}}, File: documentID,
			Commitments: []record.Commitment{{Text: text("Échanger des équipes", ""), Due: "2005-01-01"}, {Text: text("Se rencontrer", ""), State: "kept"}},
			Programmes:  []record.Programme{{Title: text("Programme de coopération", ""), Period: "2004/2006"}},
			Actions:     []record.Later{{Action: "renewal", On: "2010"}},
		},
		&record.Organisation{Meta: meta(networkID, record.KindOrganisation), Name: text("Association des maires francophones", ""), OrgType: "city_network"},
		&record.Organisation{
			Meta: meta(bragaID, record.KindOrganisation), Name: text("Ville de Braga", ""), OrgType: "municipality", Place: record.Place{Country: "PT"},
		},
		&record.Membership{
			Meta: meta(record.KeyID("bri", record.KindMembership, "ours"), record.KindMembership), Member: cityID, Body: networkID, Seat: record.BoardSeat, Ours: true,
			Title: text("Québec au conseil", ""), Since: "2012",
			Terms: []record.SeatTerm{{Period: "2021/2023", Elected: "2021-07", Rank: 1}, {Elected: "2023", Rank: 2}},
		},
		&record.Membership{
			Meta: meta(record.KeyID("bri", record.KindMembership, "theirs"), record.KindMembership), Member: bragaID, Body: networkID, Seat: record.MemberSeat,
			Title: text("Braga à l'association", ""),
		},
		&record.Framework{
			Meta: meta(planID, record.KindFramework), Title: text("Plan d'action 2018-2020", ""), FrameworkType: "action_plan", Period: "2018/2020",
			Contents: []record.Quantity{{Value: "21", Unit: "measure"}},
		},
		&record.Objective{
			Meta: meta(measureID, record.KindObjective), Title: text("Ouvrir le monde aux jeunes", ""), Framework: planID, Level: "measure", Number: 4,
			Indicators: []record.Indicator{{
				Name: text("Jeunes soutenus", ""), Target: record.Quantity{Value: "5000", Qualifier: "nearly", Unit: "person"},
				Values: []record.Value{{On: "2018", Value: record.Quantity{Value: "4800", Unit: "person"}}},
			}},
		},
		&record.Story{
			Meta: meta(storyID, record.KindStory), Title: text("Des jeunes ailleurs", ""), Objective: measureID, Lead: text("Ils sont partis.", ""),
			Text: []record.Text{text("Un paragraphe.", "A paragraph."), text("Un autre.", "")}, Figures: []record.Quantity{{Value: "5000", Qualifier: "nearly", Unit: "person"}},
		},
		&record.Committee{
			Meta: meta(record.KeyID("bri", record.KindCommittee, "capitale"), record.KindCommittee), Title: text("Comité de la capitale", ""), Since: "2024-02",
			Members: []record.Seat{{Who: cityID, Role: "coordination"}, {Who: networkID}}, Summary: text("Il réunit quatre organismes.", ""),
		},
		&record.Prospect{
			Meta: meta(prospectID, record.KindProspect), Title: text("Congrès du vélo", ""), ProspectType: "congress", Stage: "won", Expected: "2026-10",
			Attendance: []record.Quantity{{Value: "250", Qualifier: "about", Unit: "participant"}},
		},
		&record.Outcome{
			Meta: meta(outcomeID, record.KindOutcome), Year: "2024", Pillar: record.TermID("pillar", "attirer"), Statement: text("Le congrès viendra.", ""),
			From: []record.Ref{prospectID},
		},
		&record.Reference{
			Meta: meta(paquinID, record.KindReference), CSLType: "article-journal", Title: "Paradiplomacy", Language: "en", Issued: "2017",
			Authors: []record.CSLName{{Family: "Paquin", Given: "Stéphane"}}, Container: "Negotiation", URL: "https://exemple.org/a",
		},
		&record.Finding{
			Meta: meta(record.KeyID("bri", record.KindFinding, "cause"), record.KindFinding), FindingType: "cause", Statement: text("La mondialisation.", ""),
			Cites: []record.Cite{{Reference: paquinID, Page: "12", As: text("Paquin, 2016", "")}},
		},
		&record.Finding{
			Meta: meta(record.KeyID("bri", record.KindFinding, "annee"), record.KindFinding), FindingType: record.Disagreement, Statement: text("2016 ou 2017?", ""),
			Versions: []record.Version{{Source: reportID, Says: text("Paru en 2016.", "")}, {Source: paquinID, Says: text("Paru en 2017.", "")}},
			Reading:  text("La revue dit 2017.", ""),
		},
		&record.Page{
			Meta: meta(pageID, record.KindPage), Title: text("Le Bureau", "The Office"), Menu: "about", Order: 1, Lead: text("Qui nous sommes.", ""),
			Blocks: []record.Block{
				{Heading: text("Mandat", ""), Text: []record.Text{text("Premier.", ""), text("Second.", "")}},
				{Heading: text("À lire", ""), Show: []record.Ref{storyID, agreementID, secretID}},
			},
		},
		&record.Page{Meta: meta(childID, record.KindPage), Title: text("Le mandat", ""), Menu: "about", Parent: pageID, Blocks: []record.Block{{Text: []record.Text{text("Court.", "")}}}},
		&record.Publication{
			Meta: meta(listID, record.KindPublication), Title: text("Liste de Montréal", ""), PublicationType: "list",
			Table: record.Printed{Columns: []string{"Nom", "Domaine"}, Rows: []record.Row{{Cells: []string{"Fédérati…", "Éducation"}}, {Cells: []string{"Fonds m…"}}}, Incomplete: true},
		},
		&record.Document{
			Meta: meta(logoID, record.KindDocument), Title: text("Logo", ""), MediaType: "image/svg+xml", FileName: "logo.svg", Size: 6, SHA256: "",
		},
	)
	for _, term := range record.BuiltInTerms() {
		term.Office = officeID
		s.records = append(s.records, term)
	}
	return s
}

// batching is a shelf that reads many records at once, and counts how often it is asked for one.
type batching struct {
	*shelf
	single int
}

func (b *batching) Projection(ctx context.Context, short string) (publish.Projection, error) {
	b.single++
	return b.shelf.Projection(ctx, short)
}

func (b *batching) Projections(_ context.Context, ids []record.Ref) ([]publish.Projection, error) {
	var out []publish.Projection
	for _, r := range b.public() {
		if slices.Contains(ids, r.Head().ID) {
			p, err := b.shelf.Projection(context.Background(), r.Head().ID.Short())
			if err != nil {
				return nil, err
			}
			out = append(out, p)
		}
	}
	return out, nil
}
