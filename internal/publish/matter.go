package publish

import (
	"slices"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// Matter is what a document about a record is made of: what its reader may see, and nothing else. Whatever is left out of it
// leaves no trace in the document.
type Matter struct {
	Office *record.Office // whose document it is; nil when the reader sees none
	About  record.Record
	Tied   []record.Record // what refers to it or bears on it
	Around []record.Record // what those refer to
	Known  map[record.Ref]Known
	Capped bool        // more bears on it than was read
	Today  record.Date // the day on which the document is made
	Logo   Logo
	// Distance and PlaceName are those of [figure.Input].
	Distance  func(from, to record.Place) (km float64, ok bool)
	PlaceName func(record.Place) (name record.Text, ok bool)
}

// Known says how a record stood when it was read.
type Known struct {
	Version int
	Hash    string // of that revision in the chain; "" to whoever is not of the owning office
	Updated string // instant
}

// The sorts of documents that are made about one record.
const (
	MissionReport   = "mission_report"
	ApprovalFile    = "approval"
	VisitProgramme  = "programme"        // the staff's copy
	GuestsProgramme = "programme_guests" // the same without what guests need not read
	ThanksLetter    = "thanks"
	AgreementSheet  = "agreement_sheet"
	PlanProgress    = "plan_progress"
	PartnerSheet    = "partner_sheet"
)

// Sent tells the documents that leave the office: they say nothing of its own records, and lead nowhere.
func Sent(sort string) bool { return sort == ThanksLetter || sort == GuestsProgramme }

// Kinds tells what each record of the matter is.
func (m Matter) Kinds() map[record.Ref]record.Kind {
	out := map[record.Ref]record.Kind{}
	for _, list := range [][]record.Record{m.Around, m.Tied, {m.About}} {
		for _, r := range list {
			out[r.Head().ID] = r.Head().Kind
		}
	}
	return out
}

// SortsOf lists what can be made of a record of a kind, what is asked for most first.
func SortsOf(kind record.Kind) []string {
	switch kind {
	case record.KindMission:
		return []string{MissionReport, ApprovalFile, ThanksLetter}
	case record.KindVisit:
		return []string{VisitProgramme, GuestsProgramme, ThanksLetter}
	case record.KindAgreement:
		return []string{AgreementSheet}
	case record.KindFramework:
		return []string{PlanProgress}
	case record.KindRelation, record.KindOrganisation:
		return []string{PartnerSheet}
	}
	return nil
}

// About writes a document about a record. to is whom a letter is for, "" for the first of its [Addressees]. A sort that is not
// made of such a record is [record.NotFound].
func About(p *i18n.Printer, sort string, m Matter, to record.Ref) (*Paper, error) {
	if m.About == nil || !slices.Contains(SortsOf(m.About.Head().Kind), sort) {
		return nil, record.Errorf(record.NotFound, "no document %q of this record", sort)
	}
	s := newSheet(p, sort, m)
	switch r := m.About.(type) {
	case *record.Mission:
		switch sort {
		case MissionReport:
			s.missionReport(r)
		case ApprovalFile:
			s.approval(r)
		case ThanksLetter:
			s.thanksForMission(r, to)
		}
	case *record.Visit:
		switch sort {
		case ThanksLetter:
			s.thanksForVisit(r, to)
		default:
			s.programme(r)
		}
	case *record.Agreement:
		s.agreement(r)
	case *record.Framework:
		s.progress(r)
	case *record.Organisation:
		s.partner(r)
	default: // of a relation it is the partner that the sheet is about
		return nil, record.Errorf(record.NotFound, "no document %q of this record", sort)
	}
	return s.finish(), nil
}

// input is the matter as figures and words of reports take it; the records that words name are noted as drawn on.
func (s *sheet) input() figure.Input {
	return figure.Input{Office: s.m.Office, Neighbour: s.look, Distance: s.m.Distance, PlaceName: s.m.PlaceName}
}
