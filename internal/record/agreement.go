package record

// Agreement is a text between bodies, ours or not, in one of the ministry's classes.
type Agreement struct {
	Meta
	Title       Text         `json:"title" vis:"public" required:"true"`
	Class       string       `json:"class,omitzero" vis:"public" vocab:"agreement_class" mark:"class"`
	Number      string       `json:"number,omitzero" vis:"public"`
	Parties     []Party      `json:"parties,omitempty" vis:"public"`
	OurRole     string       `json:"our_role,omitzero" vis:"public" vocab:"agreement_role" mark:"our_role"`
	Status      string       `json:"status,omitzero" vis:"public" vocab:"agreement_status" mark:"status"`
	Negotiated  Date         `json:"negotiated,omitzero" vis:"public" mark:"negotiated"`
	Signed      Date         `json:"signed,omitzero" vis:"public" mark:"signed"`
	Announced   Date         `json:"announced,omitzero" vis:"public" mark:"announced"`
	InForce     Date         `json:"in_force,omitzero" vis:"public" mark:"in_force"`
	Ended       Date         `json:"ended,omitzero" vis:"public" mark:"ended"`
	Period      Date         `json:"period,omitzero" vis:"public"` // the years that the text covers
	Begun       Date         `json:"begun,omitzero" vis:"public"`  // when a source reports it without saying signed or in force
	Summary     Text         `json:"summary,omitzero" vis:"public"`
	Sectors     []Ref        `json:"sectors,omitempty" vis:"public" ref:"term"`
	Commitments []Commitment `json:"commitments,omitempty" vis:"public"`
	Programmes  []Programme  `json:"programmes,omitempty" vis:"public"`
	Actions     []Later      `json:"actions,omitempty" vis:"public"`
	ReportedNew []Reported   `json:"reported_new,omitempty" vis:"public"`
	Under       Ref          `json:"under,omitzero" vis:"public" ref:"relation,membership,agreement"`
	Screening   string       `json:"screening,omitzero" vis:"public" vocab:"screening" mark:"screening"`
	Authorised  Authorised   `json:"authorised,omitzero" vis:"public"`
	// History marks a text recorded from a source, long signed: it needs no authorisation to be written down.
	History bool `json:"history,omitzero" vis:"public" mark:"history"`
	File    Ref  `json:"file,omitzero" vis:"public" ref:"document"`
}

// Party is a body bound by the text, with who signs for it.
type Party struct {
	Who       Ref  `json:"who" vis:"public" ref:"organisation" required:"true"`
	Signatory Ref  `json:"signatory,omitzero" vis:"public" ref:"post,person"`
	Ours      bool `json:"ours,omitzero" vis:"public"`
}

// Commitment is something promised, by whom and for when.
type Commitment struct {
	Text  Text   `json:"text" vis:"public" required:"true"`
	Owner Ref    `json:"owner,omitzero" vis:"public" ref:"organisation,post"`
	Due   Date   `json:"due,omitzero" vis:"public" mark:"commitment_due"`
	State string `json:"state,omitzero" vis:"public" vocab:"commitment_state" mark:"commitment_state"`
}

// Programme is a programme of cooperation for a period.
type Programme struct {
	Title  Text `json:"title" vis:"public" required:"true"`
	Period Date `json:"period,omitzero" vis:"public"`
	Text   Text `json:"text,omitzero" vis:"public"`
}

// Later is an amendment, renewal or termination.
type Later struct {
	Action string `json:"action" vis:"public" vocab:"later_action" required:"true"`
	On     Date   `json:"on,omitzero" vis:"public"`
	Text   Text   `json:"text,omitzero" vis:"public"`
	File   Ref    `json:"file,omitzero" vis:"public" ref:"document"`
}

// Reported says that a source counts this as new for a year.
type Reported struct {
	Year   Date `json:"year" vis:"public" required:"true"`
	Source Ref  `json:"source,omitzero" vis:"public" ref:"publication,document"`
}

// Authorised is the authorisation that the law asks for before signature.
type Authorised struct {
	By        Ref    `json:"by,omitzero" vis:"public" ref:"organisation,post"`
	Reference string `json:"reference,omitzero" vis:"public"`
	On        Date   `json:"on,omitzero" vis:"public"`
}

// Label is the title.
func (a *Agreement) Label() Text { return a.Title }

// When is the best known beginning.
func (a *Agreement) When() Date {
	for _, d := range []Date{a.Signed, a.InForce, a.Announced, a.Begun} {
		if d != "" {
			return d
		}
	}
	return a.Period
}

// Type is the class.
func (a *Agreement) Type() string { return a.Class }

// State is the status.
func (a *Agreement) State() string { return a.Status }

// OursIsParty tells whether a body of ours is bound by the text.
func (a *Agreement) OursIsParty() bool {
	for _, p := range a.Parties {
		if p.Ours {
			return true
		}
	}
	return false
}

// NeedsAuthorisation tells whether the screening asks for one before signature.
func (a *Agreement) NeedsAuthorisation() bool {
	return a.Screening == ScreenMinister || a.Screening == ScreenOrder
}

// check: an agreement that needs an authorisation cannot be newly signed without its reference and date
// (M-25.1.1 s. 23 and M-30 s. 3.11: the text would be null), unless it is history.
func (a *Agreement) check(c *Checker) {
	c.ordered(namedDate{"negotiated", a.Negotiated}, namedDate{"authorised.on", a.Authorised.On}, namedDate{"signed", a.Signed},
		namedDate{"in_force", a.InForce}, namedDate{"ended", a.Ended})
	signed := a.Signed != "" || a.Status == StatusSigned || a.Status == StatusInForce
	if signed && a.NeedsAuthorisation() && !a.History {
		if a.Authorised.Reference == "" {
			c.Add("authorised.reference", "authorisation_needed", "screening", a.Screening)
		}
		if a.Authorised.On == "" {
			c.Add("authorised.on", "authorisation_needed", "screening", a.Screening)
		}
	}
}

// Screen says what the law asks before a municipal body of Québec signs with these counterparties: the strictest answer
// of all of them. Sources: M-25.1.1 s. 23; M-30 s. 3.11.
func Screen(counterparties []*Organisation) string {
	rank := map[string]int{ScreenNone: 0, ScreenLegal: 1, ScreenOrder: 2, ScreenMinister: 3}
	strictest := ScreenNone
	for _, o := range counterparties {
		s := screenOne(o)
		if rank[s] > rank[strictest] {
			strictest = s
		}
	}
	return strictest
}

func screenOne(o *Organisation) string {
	home := o.Place.Country == "CA"
	switch o.OrgType {
	case "igo", "consular_post": // wherever it sits: a consulate in Québec is part of the foreign state that sends it
		return ScreenMinister
	case "national_government", "federated_state", "region", "canton", "ministry", "legislature":
		switch {
		case !home:
			return ScreenMinister
		case o.Place.Subdivision == "CA-QC":
			return ScreenNone
		}
		return ScreenOrder
	case "federal_agency":
		return ScreenOrder
	case "port":
		if home {
			return ScreenOrder
		}
	case "municipality", "metropolis":
		if !home {
			return ScreenLegal
		}
	}
	return ScreenNone
}
