package portal

import (
	"slices"

	"entente/internal/i18n"
	"entente/internal/record"
)

// section is what the public site knows of a kind of record: its word in addresses and how its list is read.
type section struct {
	kind   record.Kind
	fr, en string // in addresses
	types  string // vocabulary of the sorts that its list is filtered by, "" for none
	listed bool   // has a list of its own
	dated  bool   // its list is filtered by year, newest first
}

// sections gives every kind its place, in the order in which ties are told. A report has none: the public reads the publication
// that it became.
func sections() []section {
	return []section{
		{kind: record.KindMission, fr: "missions", en: "missions", listed: true, dated: true},
		{kind: record.KindVisit, fr: "accueils", en: "visits", types: "visit_type", listed: true, dated: true},
		{kind: record.KindParticipation, fr: "participations", en: "participations", types: "mode", listed: true, dated: true},
		{kind: record.KindEvent, fr: "evenements", en: "events", types: "event_type", listed: true, dated: true},
		{kind: record.KindOutcome, fr: "retombees", en: "outcomes", listed: true, dated: true},
		{kind: record.KindProspect, fr: "demarches", en: "attraction-efforts", types: "prospect_type", listed: true},
		{kind: record.KindAgreement, fr: "ententes", en: "agreements", types: "agreement_class", listed: true, dated: true},
		{kind: record.KindRelation, fr: "relations", en: "relationships", types: "relation_type", listed: true},
		{kind: record.KindMembership, fr: "adhesions", en: "memberships", types: "seat", listed: true},
		{kind: record.KindCommittee, fr: "comites", en: "committees", listed: true},
		{kind: record.KindSeries, fr: "series", en: "series", listed: true},
		{kind: record.KindOrganisation, fr: "organisations", en: "organizations", types: "organisation_type", listed: true},
		{kind: record.KindCollaboration, fr: "collaborations", en: "collaborations", listed: true, dated: true},
		{kind: record.KindOffset, fr: "compensations", en: "offsets", listed: true},
		{kind: record.KindPublication, fr: "publications", en: "publications", types: "publication_type", listed: true},
		{kind: record.KindDocument, fr: "documents", en: "documents", listed: true},
		{kind: record.KindStory, fr: "histoires", en: "stories", listed: true, dated: true},
		{kind: record.KindFramework, fr: "plans", en: "plans", types: "framework_type", listed: true},
		{kind: record.KindObjective, fr: "objectifs", en: "objectives", types: "objective_level", listed: true},
		{kind: record.KindDossier, fr: "dossiers", en: "files", listed: true},
		{kind: record.KindFinding, fr: "constats", en: "findings", types: "finding_type", listed: true},
		{kind: record.KindReference, fr: "references", en: "references", types: "csl_type", listed: true},
		{kind: record.KindPage, fr: "pages", en: "pages"},
		{kind: record.KindPost, fr: "fonctions", en: "positions"},
		{kind: record.KindPerson, fr: "personnes", en: "people"},
		{kind: record.KindTerm, fr: "vocabulaire", en: "vocabulary", types: "scheme"},
		{kind: record.KindOffice, fr: "bureaux", en: "offices"},
	}
}

func sectionOf(kind record.Kind) section {
	all := sections()
	i := slices.IndexFunc(all, func(s section) bool { return s.kind == kind })
	if i < 0 {
		return section{kind: kind}
	}
	return all[i]
}

func (s section) word(lang i18n.Lang) string {
	if lang == i18n.EN {
		return s.en
	}
	return s.fr
}
