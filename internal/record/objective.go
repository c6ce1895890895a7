package record

// Objective is one node of a strategy: a pillar, an orientation, a measure, a target.
type Objective struct {
	Meta
	Title      Text        `json:"title" vis:"public" required:"true"`
	Framework  Ref         `json:"framework" vis:"public" ref:"framework" required:"true"`
	Parent     Ref         `json:"parent,omitzero" vis:"public" ref:"objective"`
	Level      string      `json:"level,omitzero" vis:"public" vocab:"objective_level" mark:"level"`
	Number     int         `json:"number,omitzero" vis:"public"` // as the strategy numbers it
	Status     string      `json:"status,omitzero" vis:"public" vocab:"status" mark:"status"`
	Summary    Text        `json:"summary,omitzero" vis:"public"`
	Leads      []Ref       `json:"leads,omitempty" vis:"public" ref:"organisation"` // bodies that answer for it
	Clienteles []Ref       `json:"clienteles,omitempty" vis:"public" ref:"term"`
	Indicators []Indicator `json:"indicators,omitempty" vis:"public"`
}

// Indicator is how one knows that an objective is reached.
type Indicator struct {
	Name     Text     `json:"name" vis:"public" required:"true"`
	Baseline Quantity `json:"baseline,omitzero" vis:"public"`
	Target   Quantity `json:"target,omitzero" vis:"public"`
	Values   []Value  `json:"values,omitempty" vis:"public"`
}

// Value is an indicator measured.
type Value struct {
	On    Date     `json:"on,omitzero" vis:"public"`
	Value Quantity `json:"value" vis:"public" required:"true"`
}

// Label is the title.
func (o *Objective) Label() Text { return o.Title }

// When is empty: an objective belongs to the period of its strategy.
func (*Objective) When() Date { return "" }

// Type is the level.
func (o *Objective) Type() string { return o.Level }

// State is the status.
func (o *Objective) State() string { return o.Status }

func (o *Objective) check(c *Checker) {
	if o.Parent != "" && o.Parent == o.ID {
		c.Add("parent", "own_parent")
	}
	if o.Number < 0 {
		c.Add("number", "negative")
	}
}
