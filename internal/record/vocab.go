package record

// Vocabulary lists the codes of a closed vocabulary; those on which a rule or a figure depends also have a constant.
// Vocabularies that offices extend (themes, milieus, pillars) are records of kind term.
func Vocabulary(name string) []string { return vocabularies[name] }

// Vocabularies names them all, for the data dictionary and the catalogs.
func Vocabularies() []string { return sortedKeys(vocabularies) }

// Sorts of visit (DOMAIN: courtesy, collaboration or strategic).
const (
	Courtesy          = "courtesy"
	VisitCollaborates = "collaboration"
	Strategic         = "strategic"
)

// Natures of an amount or quantity.
const (
	Ceiling     = "ceiling"
	Estimate    = "estimate"
	Provisional = "provisional"
	Final       = "final"
)

// Roles of a part in an activity.
const (
	RoleLead        = "lead"
	RoleDelegate    = "delegate"
	RoleHost        = "host"
	RoleOrganiser   = "organiser"
	RoleCoorganiser = "co-organiser"
	RoleFunder      = "funder"
	RoleCollaborate = "collaborator"
	RoleCompanion   = "companion"
	RoleGuest       = "guest"
)

// Results of screening an agreement by its counterparties before it is signed.
const (
	ScreenNone     = "none"          // no authorisation is asked for
	ScreenLegal    = "confirm"       // a foreign city alone is outside M-25.1.1 s. 23 on its face: confirm with legal services
	ScreenMinister = "minister"      // M-25.1.1 s. 23: the Minister's prior written authorisation
	ScreenOrder    = "government"    // M-30 s. 3.11: government décret
	StatusSigned   = "signed"        // of an agreement
	StatusInForce  = "in_force"      //
	StatusEnded    = "ended"         //
	ClassAccession = "accession"     // of an agreement
	PresidencySeat = "presidency"    // of a membership
	BoardSeat      = "board"         //
	MemberSeat     = "member"        //
	TwinningTie    = "twinning"      // of a relation
	NewTie         = "new"           //
	Disagreement   = "disagreement"  // between sources, of a finding
	AnnualReport   = "annual_report" // of a publication
)

var vocabularies = map[string][]string{
	"visibility": {string(Private), string(Shared), string(Public)},
	"qualifier":  {"exact", "about", "nearly", "more_than", "less_than", "up_to", "some"},
	"unit": {
		"person", "participant", "delegate", "company", "organisation", "conference", "work", "city", "country", "visit", "mission",
		"agreement", "forum", "service", "partner", "tonne_co2e", "cad", "percent", "day", "specialist", "participation", "measure", "state", "record",
		"representation", "representative",
	},
	"nature": {Ceiling, Estimate, Provisional, Final},
	"scope":  {"traveller", "delegation", "office", "organisation", "event", "economy", "all"},
	"status": {"idea", "planned", "submitted", "approved", "under_way", "done", "reported", "closed", "cancelled"},
	"role": {
		RoleLead, RoleDelegate, RoleHost, RoleOrganiser, RoleCoorganiser, RoleFunder, RoleCollaborate, RoleCompanion, RoleGuest, "speaker",
		"artist", "support",
	},
	"parkes":     {"participant", "place", "percolator"}, // Parkes 2020
	"visit_type": {Courtesy, VisitCollaborates, Strategic},
	"organisation_type": {
		"federated_state", "region", "canton", "municipality", "metropolis", "first_nation", "national_government", "legislature",
		"ministry", "federal_agency", "consular_post", "representation", "igo", "ingo", "city_network", "grouping", "university",
		"research_centre", "association", "company", "port", "cultural_body", "ngo", "municipal_service", "economic_agency", "programme",
	},
	"presence":      {"headquarters", "regional_office", "representation", "project"},
	"relation_type": {TwinningTie, "privileged", "cooperation", "friendship", NewTie},
	"legal_state":   {"in_force", "ended"},
	"tie_state":     {"active", "dormant", "to_review"},
	"agreement_class": {
		"international_agreement", "non_binding", "joint_declaration", "protocol", "multilateral_convention", ClassAccession, "canadian_accord",
	},
	"agreement_status": {"negotiation", "authorised", StatusSigned, StatusInForce, StatusEnded, "planned"},
	"agreement_role":   {"party", "promoter", "first_to_approve", "supporter"},
	"screening":        {ScreenNone, ScreenLegal, ScreenMinister, ScreenOrder},
	"commitment_state": {"open", "kept", "missed", "dropped"},
	"later_action":     {"amendment", "renewal", "termination"},
	"seat":             {MemberSeat, BoardSeat, PresidencySeat},
	"mode":             {"in_person", "online", "hybrid"},
	"event_type":       {"summit", "conference", "rendezvous", "exhibition", "virtual_exchange", "forum", "race", "meeting"},
	"prospect_type":    {"congress", "organisation_seat", "investment", "event"},
	"prospect_stage":   {"identified", "bid", "won", "lost", "under_way", "realised"},
	"outcome_state":    {"estimated", "realised"},
	"follow_up_state":  {"to_ask", "asked", "answered"},
	"travel_mode":      {"air", "rail", "coach", "taxi", "car", "boat"},
	"travel_class":     {"economy", "premium_economy", "business", "first", "average"},
	"expense":          {"transport", "lodging", "meals", "other", "hospitality", "registration"},
	"publication_type": {AnnualReport, "disclosure", "mission_report", "page", "list"},
	"profile":          {"qc-city", "qc-ministry", "ca-federal"},
	"zone":             {"newfoundland", "atlantic", usualZone, "central", "saskatchewan", "mountain", "pacific", "western_europe", "central_europe", "universal"},
	"account_role":     {"admin", "head", "officer", "contributor", "reader"},
	"factor_set":       {"2024-forcing", "2024-plain", "2025-forcing"},
	"language":         {"fr", "en", "es", "de", "pt", "it", "mul"},
	"scheme":           {"theme", "milieu", "pillar", "domain", "clientele"},
	"framework_type":   {"vision", "policy", "strategy", "action_plan", "goals"},
	"objective_level":  {"pillar", "orientation", "measure", "target", "goal"},
	"dossier_status":   {"followed", "settled", "closed"},
	"finding_type":     {"cause", "challenge", "opportunity", "question", "observation", "typology", "milestone", Disagreement},
	"csl_type":         {"article-journal", "article-newspaper", "book", "chapter", "thesis", "report", "webpage", "broadcast", "graphic", "dataset", "speech"},
	"report_type":      {AnnualReport, "period_report", "thematic_report"},
	"report_stage":     {StageDraft, StageReview, StageApproved, StagePublished},
	"review_decision":  {ReviewAsked, ReviewApproved, ReviewReturned, ReviewRemark},
	"block_sort": {
		BlockText, BlockHighlights, BlockTiles, BlockFigures, BlockActivities, BlockOutcomes, BlockBox, BlockMap, BlockChart, BlockAgreements,
		BlockBalance, BlockIndicators, BlockDisagreements, BlockCollaborators, BlockCommittees, BlockDisclosure, BlockOffset, BlockRules, BlockPages,
	},
	"menu": {"partners", "agreements", "actions", "outcomes", "plan", "transparency", "about"},
}
