package record

// Outcome is what an activity brought, under a pillar of the office's vision. A lesson is an outcome of learning, with the
// service that takes it up when one does.
type Outcome struct {
	Meta
	Year       Date       `json:"year" vis:"public" required:"true"`
	Pillar     Ref        `json:"pillar" vis:"public" ref:"term" required:"true"`
	Statement  Text       `json:"statement" vis:"public" required:"true"`
	Detail     Text       `json:"detail,omitzero" vis:"public"`
	Lesson     bool       `json:"lesson,omitzero" vis:"public" mark:"lesson"`
	TakenUpBy  Ref        `json:"taken_up_by,omitzero" vis:"public" ref:"organisation"`
	From       []Ref      `json:"from,omitempty" vis:"public" ref:"mission,visit,participation,event,agreement,membership,prospect,relation"`
	Objectives []Ref      `json:"objectives,omitempty" vis:"public" ref:"objective"`
	Partners   []Part     `json:"partners,omitempty" vis:"public"`
	Places     []Place    `json:"places,omitempty" vis:"public"`
	Themes     []Ref      `json:"themes,omitempty" vis:"public" ref:"term"`
	Quantities []Quantity `json:"quantities,omitempty" vis:"public"`
	Amounts    []Amount   `json:"amounts,omitempty" vis:"public"`
	Realised   string     `json:"realised,omitzero" vis:"public" vocab:"outcome_state" mark:"realised"`
	Evidence   []Ref      `json:"evidence,omitempty" vis:"public" ref:"document,publication"`
	Highlight  bool       `json:"highlight,omitzero" vis:"public" mark:"highlight"`
	FollowUps  []FollowUp `json:"follow_ups,omitempty" vis:"public"`
}

// FollowUp is the question asked again after some months, and its answer.
type FollowUp struct {
	Months int    `json:"months" vis:"public"`
	State  string `json:"state,omitzero" vis:"public" vocab:"follow_up_state" mark:"follow_up_state"`
	On     Date   `json:"on,omitzero" vis:"public"`
	Text   Text   `json:"text,omitzero" vis:"public"`
}

// Label is the statement.
func (o *Outcome) Label() Text { return o.Statement }

// When is the year reported.
func (o *Outcome) When() Date { return o.Year }

// Type tells lessons from other outcomes.
func (o *Outcome) Type() string {
	if o.Lesson {
		return "lesson"
	}
	return ""
}

// State is estimated or realised.
func (o *Outcome) State() string { return o.Realised }

// check: an amount or quantity is estimated until it is realised with evidence.
func (o *Outcome) check(c *Checker) {
	c.parts("partners", o.Partners)
	if o.Realised == "realised" && len(o.Evidence) == 0 && len(o.Sources) == 0 {
		c.Add("evidence", "realised_without_evidence")
	}
	for i, f := range o.FollowUps {
		if f.Months <= 0 {
			c.Add(index("follow_ups", i, "months"), "negative")
		}
	}
}
