package record

// Kind names a sort of record.
type Kind string

// Visibility says who may see a record besides its own office.
type Visibility string

// The three visibilities.
const (
	Private Visibility = "private" // the owning office
	Shared  Visibility = "shared"  // and the offices it is shared with
	Public  Visibility = "public"  // everybody
)

// Meta is what every record holds whatever its kind.
type Meta struct {
	ID         Ref        `json:"id" vis:"public"`
	Kind       Kind       `json:"kind" vis:"public"`
	Schema     int        `json:"schema" vis:"public"`
	Office     Ref        `json:"office" vis:"public" ref:"office"` // the office that owns it
	Visibility Visibility `json:"visibility" vis:"public" vocab:"visibility"`
	SharedWith []Ref      `json:"shared_with,omitempty" vis:"private" ref:"office,committee"`
	Withdrawn  string     `json:"withdrawn,omitzero" vis:"private"` // the instant it was withdrawn, RFC 3339 in UTC
	// MergedInto is the record of the same kind that a withdrawn one went into: whoever asks for the one is led to the other. Of
	// a record that is not withdrawn it says nothing.
	MergedInto Ref      `json:"merged_into,omitzero" vis:"private" ref:"office,term,organisation,person,post,document,publication,relation,agreement,membership,series,committee,reference,framework,objective,mission,event,visit,participation,prospect,outcome,collaboration,offset,dossier,story,finding,page,report"`
	Sources    []Source `json:"sources,omitempty" vis:"public"`
	Documents  []Ref    `json:"documents,omitempty" vis:"public" ref:"document"`
	Note       Text     `json:"note,omitzero" vis:"private"`
	External   []string `json:"external,omitempty" vis:"private" mark:"external"` // what the office's other files call it: source/key
}

// Head gives the part of a record that does not depend on its kind.
func (m *Meta) Head() *Meta { return m }

// Position is the record's place in the list of that name of one of its sources; 0 when it is in none.
func (m *Meta) Position(list string) int {
	for _, s := range m.Sources {
		if s.List == list {
			return s.Position
		}
	}
	return 0
}

// Record is one record of any kind.
type Record interface {
	Head() *Meta
	// Label is what lists and links show.
	Label() Text
	// When is the moment or period that the record belongs to; "" when it has none.
	When() Date
	// Type is the code of the sort within the kind, "" when the kind has none.
	Type() string
	// State is the code of the record's state, "" when the kind has none.
	State() string
	// check adds what is wrong with the record, seen alone.
	check(c *Checker)
}

// Definition is what the program knows of a kind.
type Definition struct {
	Kind   Kind
	Schema int // number of the present form of its documents
	// Common kinds are shared by all offices: their keys in files are the same whatever the office.
	Common bool
	New    func() Record
	// Up lifts a document of the schema number that is the key to the next one.
	Up map[int]func(doc map[string]any)
}

// Definitions lists all kinds, in the order in which a file is best read: what is referred to before what refers.
func Definitions() []Definition {
	return []Definition{
		{Kind: KindOffice, Schema: 1, Common: true, New: func() Record { return &Office{} }},
		{Kind: KindTerm, Schema: 1, Common: true, New: func() Record { return &Term{} }},
		{Kind: KindOrganisation, Schema: 1, Common: true, New: func() Record { return &Organisation{} }},
		{Kind: KindPerson, Schema: 1, Common: true, New: func() Record { return &Person{} }},
		{Kind: KindPost, Schema: 1, Common: true, New: func() Record { return &Post{} }},
		{Kind: KindDocument, Schema: 1, New: func() Record { return &Document{} }},
		{Kind: KindPublication, Schema: 1, New: func() Record { return &Publication{} }},
		{Kind: KindRelation, Schema: 1, New: func() Record { return &Relation{} }},
		{Kind: KindAgreement, Schema: 1, New: func() Record { return &Agreement{} }},
		{Kind: KindMembership, Schema: 1, New: func() Record { return &Membership{} }},
		{Kind: KindSeries, Schema: 1, New: func() Record { return &Series{} }},
		{Kind: KindCommittee, Schema: 1, New: func() Record { return &Committee{} }},
		{Kind: KindReference, Schema: 1, New: func() Record { return &Reference{} }},
		{Kind: KindFramework, Schema: 1, New: func() Record { return &Framework{} }},
		{Kind: KindObjective, Schema: 1, New: func() Record { return &Objective{} }},
		{Kind: KindMission, Schema: 1, New: func() Record { return &Mission{} }},
		{Kind: KindEvent, Schema: 1, New: func() Record { return &Event{} }},
		{Kind: KindVisit, Schema: 1, New: func() Record { return &Visit{} }},
		{Kind: KindParticipation, Schema: 1, New: func() Record { return &Participation{} }},
		{Kind: KindProspect, Schema: 1, New: func() Record { return &Prospect{} }},
		{Kind: KindOutcome, Schema: 1, New: func() Record { return &Outcome{} }},
		{Kind: KindCollaboration, Schema: 1, New: func() Record { return &Collaboration{} }},
		{Kind: KindOffset, Schema: 1, New: func() Record { return &Offset{} }},
		{Kind: KindDossier, Schema: 1, New: func() Record { return &Dossier{} }},
		{Kind: KindStory, Schema: 1, New: func() Record { return &Story{} }},
		{Kind: KindFinding, Schema: 1, New: func() Record { return &Finding{} }},
		{Kind: KindPage, Schema: 1, New: func() Record { return &Page{} }},
		{Kind: KindReport, Schema: 1, New: func() Record { return &Report{} }},
	}
}

// The kinds.
const (
	KindOffice        Kind = "office"
	KindTerm          Kind = "term"
	KindOrganisation  Kind = "organisation"
	KindPerson        Kind = "person"
	KindPost          Kind = "post"
	KindDocument      Kind = "document"
	KindPublication   Kind = "publication"
	KindRelation      Kind = "relation"
	KindAgreement     Kind = "agreement"
	KindMembership    Kind = "membership"
	KindSeries        Kind = "series"
	KindCommittee     Kind = "committee"
	KindMission       Kind = "mission"
	KindEvent         Kind = "event"
	KindVisit         Kind = "visit"
	KindParticipation Kind = "participation"
	KindProspect      Kind = "prospect"
	KindOutcome       Kind = "outcome"
	KindCollaboration Kind = "collaboration"
	KindOffset        Kind = "offset"
	KindReference     Kind = "reference"
	KindFramework     Kind = "framework"
	KindObjective     Kind = "objective"
	KindDossier       Kind = "dossier"
	KindStory         Kind = "story"
	KindFinding       Kind = "finding"
	KindPage          Kind = "page"
	KindReport        Kind = "report"
)
