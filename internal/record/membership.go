package record

// Membership is any organisation's place in a network, grouping or body: ours, or another city's.
type Membership struct {
	Meta
	Member      Ref          `json:"member" vis:"public" ref:"organisation" required:"true"`
	Body        Ref          `json:"body" vis:"public" ref:"organisation" required:"true"`
	Seat        string       `json:"seat" vis:"public" vocab:"seat" required:"true" mark:"seat"`
	Title       Text         `json:"title" vis:"public" required:"true"`
	Holder      Ref          `json:"holder,omitzero" vis:"public" ref:"post,person"`
	Since       Date         `json:"since,omitzero" vis:"public"`
	Ours        bool         `json:"ours,omitzero" vis:"public" mark:"ours"`
	Terms       []SeatTerm   `json:"terms,omitempty" vis:"public"`
	Active      []Reported   `json:"active,omitempty" vis:"public"` // years in which a source reports an active part in its meetings
	Fee         Amount       `json:"fee,omitzero" vis:"public"`
	Obligations []Obligation `json:"obligations,omitempty" vis:"public"`
	Value       Text         `json:"value,omitzero" vis:"private"`
}

// SeatTerm is one term of office; Elected is when it began by a vote.
type SeatTerm struct {
	Period  Date `json:"period,omitzero" vis:"public"`
	Elected Date `json:"elected,omitzero" vis:"public"`
	Rank    int  `json:"rank,omitzero" vis:"public"` // 1 for the first election, 3 for the second re-election
	Text    Text `json:"text,omitzero" vis:"public"`
}

// Obligation is a recurring duty, such as the report of a UNESCO creative city every four years.
type Obligation struct {
	Text        Text `json:"text" vis:"public" required:"true"`
	EveryMonths int  `json:"every_months,omitzero" vis:"public"`
	Due         Date `json:"due,omitzero" vis:"public" mark:"obligation_due"`
	Owner       Ref  `json:"owner,omitzero" vis:"public" ref:"organisation,post"`
}

// Label is the title.
func (m *Membership) Label() Text { return m.Title }

// When is since when.
func (m *Membership) When() Date { return m.Since }

// Type is the sort of seat.
func (m *Membership) Type() string { return m.Seat }

// State is empty.
func (*Membership) State() string { return "" }

func (m *Membership) check(c *Checker) {
	if m.Member != "" && m.Member == m.Body {
		c.Add("body", "tie_to_oneself")
	}
	for i, o := range m.Obligations {
		if o.EveryMonths < 0 {
			c.Add(index("obligations", i, "every_months"), "negative")
		}
	}
}
