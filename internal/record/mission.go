package record

// Mission is a journey outside the territory.
type Mission struct {
	Meta
	Activity
	Lead       Ref        `json:"lead,omitzero" vis:"public" ref:"post,person,organisation"`
	Delegation []Part     `json:"delegation,omitempty" vis:"public"`
	Purpose    Text       `json:"purpose,omitzero" vis:"public"`
	Events     []Ref      `json:"events,omitempty" vis:"public" ref:"event"` // that it was made for
	InvitedBy  []Ref      `json:"invited_by,omitempty" vis:"public" ref:"organisation"`
	Stops      []Stop     `json:"stops,omitempty" vis:"public"`
	Learning   Text       `json:"learning,omitzero" vis:"public"` // the learning-city part of the programme
	Expected   []Text     `json:"expected,omitempty" vis:"public"`
	Approvals  []Approval `json:"approvals,omitempty" vis:"public"`
	Costs      []Cost     `json:"costs,omitempty" vis:"public"`
	Legs       []Leg      `json:"legs,omitempty" vis:"public"`
	Report     Ref        `json:"report,omitzero" vis:"public" ref:"document"`
}

// Stop is a place of the journey. Passage marks one that was passed through: for the reader, it changes no count.
type Stop struct {
	Place   Place `json:"place" vis:"public" required:"true"`
	Dates   Date  `json:"dates,omitzero" vis:"public"`
	Passage bool  `json:"passage,omitzero" vis:"public"`
	Purpose Text  `json:"purpose,omitzero" vis:"public"`
}

// Approval is a decision that lets the journey be made, up to a ceiling.
type Approval struct {
	By         Ref    `json:"by,omitzero" vis:"public" ref:"organisation,post"`
	On         Date   `json:"on,omitzero" vis:"public" mark:"approved_on"`
	Summary    string `json:"summary,omitzero" vis:"public"`    // number of the sommaire décisionnel
	Resolution string `json:"resolution,omitzero" vis:"public"` // number of the resolution
	Ceiling    Amount `json:"ceiling,omitzero" vis:"public"`
}

// Leg is one transport from a place to another, for one or more travellers.
type Leg struct {
	From       Place  `json:"from" vis:"public" required:"true"`
	To         Place  `json:"to" vis:"public" required:"true"`
	Mode       string `json:"mode,omitzero" vis:"public" vocab:"travel_mode" mark:"travel_mode"`
	Class      string `json:"class,omitzero" vis:"public" vocab:"travel_class" mark:"travel_class"`
	Travellers int    `json:"travellers,omitzero" vis:"public"`
}

// Type is empty: missions have no sorts.
func (*Mission) Type() string { return "" }

func (m *Mission) check(c *Checker) {
	c.parts("partners", m.Partners)
	c.parts("delegation", m.Delegation)
	c.costs("costs", m.Costs)
	first, last := m.Dates.First(), m.Dates.Last()
	for i, s := range m.Stops {
		sf, sl := s.Dates.First(), s.Dates.Last()
		if first != "" && sl != "" && sl < first || last != "" && sf != "" && sf > last {
			c.Add(index("stops", i, "dates"), "stop_outside_mission", "date", string(s.Dates), "mission", string(m.Dates))
		}
	}
	for i, l := range m.Legs {
		if l.Travellers < 0 {
			c.Add(index("legs", i, "travellers"), "negative")
		}
	}
}
