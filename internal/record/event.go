package record

// Event is a summit, conference, rendez-vous or exhibition that the office organises or supports, or that it attends.
type Event struct {
	Meta
	Activity
	EventType  string     `json:"event_type,omitzero" vis:"public" vocab:"event_type" mark:"event_type"`
	Series     Ref        `json:"series,omitzero" vis:"public" ref:"series"`
	Edition    int        `json:"edition,omitzero" vis:"public"`
	Place      Place      `json:"place,omitzero" vis:"public"`
	Attendance []Quantity `json:"attendance,omitempty" vis:"public"`
	Highlight  bool       `json:"highlight,omitzero" vis:"public" mark:"highlight"` // boxed in the report
	Detail     []Text     `json:"detail,omitempty" vis:"public"`                    // paragraphs of the box
}

// Type is the sort of event.
func (e *Event) Type() string { return e.EventType }

func (e *Event) check(c *Checker) {
	c.parts("partners", e.Partners)
	if e.Edition < 0 {
		c.Add("edition", "negative")
	}
}
