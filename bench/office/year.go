package office

import (
	"fmt"
	"strconv"

	"entente/internal/record"
)

// inYear is how many records a year of an office has.
const inYear = Activities + 30

// Activities is how many missions, visits, events and participations an office has in a year.
const Activities = missions + visits + events + participations

const (
	missions       = 15
	visits         = 30
	events         = 15
	participations = 20
)

// year gives what an office did in a year, and what it brought.
func (o *office) year(year int) bool {
	made := make([]record.Ref, 0, Activities)
	for range missions {
		id := o.id()
		made = append(made, id)
		if !o.yield(o.mission(id, year)) {
			return false
		}
	}
	for range visits {
		id := o.id()
		made = append(made, id)
		from := o.rand.IntN(len(o.cities))
		if !o.yield(&record.Visit{Meta: o.meta(record.KindVisit, id), Activity: o.activity(year, o.cities[from].name),
			VisitType: pick(o.rand, []string{record.Courtesy, record.VisitCollaborates, record.Strategic}),
			Origins:   []record.Origin{{Who: pick(o.rand, o.partners), Place: o.cities[from].place}}}) {
			return false
		}
	}
	for range events {
		id := o.id()
		made = append(made, id)
		at := pick(o.rand, o.cities)
		if !o.yield(&record.Event{Meta: o.meta(record.KindEvent, id), Activity: o.activity(year, at.name), EventType: "conference", Place: at.place,
			Series: pick(o.rand, o.series), Edition: year - 1990, Attendance: []record.Quantity{{Value: record.Decimal(strconv.Itoa(50 + o.rand.IntN(900))), Unit: "participant", Qualifier: "about"}}}) {
			return false
		}
	}
	for i := range participations {
		id := o.id()
		n := o.rand.IntN(len(o.networks))
		made = append(made, id)
		at := pick(o.rand, o.cities)
		if !o.yield(&record.Participation{Meta: o.meta(record.KindParticipation, id), Activity: o.activity(year, at.name), Body: o.networks[n], Membership: o.memberships[n],
			Mission: made[i%missions], Mode: "in_person", Place: at.place, Lead: pick(o.rand, o.posts)}) {
			return false
		}
	}
	return o.results(year, made)
}

func (o *office) activity(year int, where string) record.Activity {
	day := fmt.Sprintf("%d-%02d-%02d", year, 1+o.rand.IntN(12), 1+o.rand.IntN(25))
	return record.Activity{
		Title: o.words.title(o.rand, where), Dates: record.Date(day), Status: "done", Summary: o.words.summary(o.rand, 3),
		Themes:     []record.Ref{record.TermID("theme", pick(o.rand, []string{"culture", "economy", "climate", "mobility", "francophonie"}))},
		Partners:   []record.Part{{Who: pick(o.rand, o.partners), Role: record.RoleCollaborate}, {Who: o.networks[0], Role: record.RoleOrganiser}},
		Services:   []record.Ref{pick(o.rand, o.services)},
		CarriesOut: []record.Ref{pick(o.rand, o.relations)},
		Pillars:    []record.Ref{record.TermID("pillar", pick(o.rand, []string{"rayonner", "apprendre", "attirer"}))},
	}
}

func (o *office) mission(id record.Ref, year int) record.Record {
	from, to := o.cities[o.rank%len(o.cities)], pick(o.rand, o.cities)
	m := &record.Mission{Meta: o.meta(record.KindMission, id), Activity: o.activity(year, to.name), Lead: pick(o.rand, o.posts), Purpose: o.words.summary(o.rand, 1),
		Delegation: []record.Part{{Who: o.posts[0], Role: record.RoleLead}, {Who: o.posts[1], Role: record.RoleDelegate}},
		InvitedBy:  []record.Ref{pick(o.rand, o.partners)}, Stops: []record.Stop{{Place: to.place}},
		Legs: []record.Leg{{From: from.place, To: to.place, Mode: "air", Class: "economy", Travellers: 2}, {From: to.place, To: from.place, Mode: "air", Class: "economy", Travellers: 2}},
	}
	cost := record.Cost{Traveller: o.posts[0], Total: dollars(3000)}
	for _, part := range []struct {
		expense string
		amount  int
	}{{"transport", 1800}, {"lodging", 900}, {"meals", 300}} {
		cost.Parts = append(cost.Parts, record.CostPart{Expense: part.expense, Amount: dollars(part.amount)})
	}
	m.Costs = []record.Cost{cost}
	return m
}

func dollars(n int) record.Amount {
	return record.Amount{Value: record.Decimal(strconv.Itoa(n)), Currency: "CAD", Nature: record.Final, Scope: "traveller"}
}

// results are the outcomes, agreements, collaborations and publications of a year.
func (o *office) results(year int, made []record.Ref) bool {
	y := strconv.Itoa(year)
	when := record.Date(y)
	for i := range 10 {
		if !o.yield(&record.Outcome{Meta: o.meta(record.KindOutcome, o.id()), Year: when,
			Pillar: record.TermID("pillar", "apprendre"), Statement: o.words.title(o.rand, y), Detail: o.words.summary(o.rand, 3), From: []record.Ref{pick(o.rand, made)},
			Partners: []record.Part{{Who: pick(o.rand, o.partners)}}, Lesson: i == 0, TakenUpBy: pick(o.rand, o.services)}) {
			return false
		}
	}
	for i := range 2 {
		if !o.yield(&record.Agreement{Meta: o.meta(record.KindAgreement, o.id()), Title: o.words.title(o.rand, y), Class: "non_binding",
			Parties: []record.Party{{Who: o.own, Ours: true}, {Who: o.partners[i]}}, Status: record.StatusSigned, Signed: when, Under: o.relations[i], History: true,
			Summary: o.words.summary(o.rand, 2), ReportedNew: []record.Reported{{Year: when}}}) {
			return false
		}
	}
	for i := range 15 {
		if !o.yield(&record.Collaboration{Meta: o.meta(record.KindCollaboration, o.id()), Year: when,
			Line: o.words.title(o.rand, y), Who: []record.Ref{o.partners[i]}}) {
			return false
		}
	}
	document := o.id()
	return o.yield(&record.Document{Meta: o.meta(record.KindDocument, document), Title: record.Text{FR: "Rapport annuel " + y, EN: "Annual report " + y}, Language: "fr", Date: when}) &&
		o.yield(&record.Publication{Meta: o.meta(record.KindPublication, o.id()), Title: record.Text{FR: "Rapport annuel " + y, EN: "Annual report " + y},
			PublicationType: record.AnnualReport, Publisher: o.own, Period: when, File: document,
			Declared: []record.Declared{{Figure: "visits", Period: when, Value: record.Quantity{Value: "30", Unit: "visit"}}}}) &&
		o.yield(&record.Offset{Meta: o.meta(record.KindOffset, o.id()), Title: record.Text{FR: "Compensation " + y, EN: "Offset " + y}, Period: when,
			Tonnes: record.Quantity{Value: "155", Unit: "tonne_co2e"}, Total: record.Amount{Value: "4066.13", Currency: "CAD", Nature: record.Final}})
}
