package record

// Participation is an active part in a meeting of a network, in person or online, alone or during a mission.
type Participation struct {
	Meta
	Activity
	Body       Ref    `json:"body,omitzero" vis:"public" ref:"organisation"` // whose meeting it is
	Membership Ref    `json:"membership,omitzero" vis:"public" ref:"membership"`
	Mission    Ref    `json:"mission,omitzero" vis:"public" ref:"mission"`
	Event      Ref    `json:"event,omitzero" vis:"public" ref:"event"`
	Mode       string `json:"mode,omitzero" vis:"public" vocab:"mode" mark:"mode"`
	Place      Place  `json:"place,omitzero" vis:"public"`
	Lead       Ref    `json:"lead,omitzero" vis:"public" ref:"post,person,organisation"`
}

// Type is how one took part.
func (p *Participation) Type() string { return p.Mode }

func (p *Participation) check(c *Checker) { c.parts("partners", p.Partners) }
