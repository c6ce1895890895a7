package record

// Visit is a delegation received.
type Visit struct {
	Meta
	Activity
	VisitType   string   `json:"visit_type" vis:"public" vocab:"visit_type" required:"true" mark:"visit_type"`
	Origins     []Origin `json:"origins,omitempty" vis:"public"`
	Delegates   []Part   `json:"delegates,omitempty" vis:"public"`
	Programme   []Item   `json:"programme,omitempty" vis:"public"`
	Place       Place    `json:"place,omitzero" vis:"public"`
	Hospitality []Cost   `json:"hospitality,omitempty" vis:"public"`
	Event       Ref      `json:"event,omitzero" vis:"public" ref:"event"` // the event that this visit is
}

// Origin is where the visitors come from: a body, a place, or both.
type Origin struct {
	Who   Ref   `json:"who,omitzero" vis:"public" ref:"organisation"`
	Place Place `json:"place,omitzero" vis:"public"`
}

// Item is one line of a programme.
type Item struct {
	On    Date  `json:"on,omitzero" vis:"public"`
	Text  Text  `json:"text" vis:"public" required:"true"`
	Place Place `json:"place,omitzero" vis:"public"`
}

// Type is the sort of visit.
func (v *Visit) Type() string { return v.VisitType }

func (v *Visit) check(c *Checker) {
	c.parts("partners", v.Partners)
	c.parts("delegates", v.Delegates)
	c.costs("hospitality", v.Hospitality)
}
