package record

// Story is a public story tied to an objective, with its figures.
type Story struct {
	Meta
	Title     Text       `json:"title" vis:"public" required:"true"`
	Objective Ref        `json:"objective,omitzero" vis:"public" ref:"objective"`
	Dates     Date       `json:"dates,omitzero" vis:"public"`
	Lead      Text       `json:"lead,omitzero" vis:"public"`
	Text      []Text     `json:"text,omitempty" vis:"public"` // paragraphs
	Figures   []Quantity `json:"figures,omitempty" vis:"public"`
	Partners  []Part     `json:"partners,omitempty" vis:"public"`
	Places    []Place    `json:"places,omitempty" vis:"public"`
	Themes    []Ref      `json:"themes,omitempty" vis:"public" ref:"term"`
	About     []Ref      `json:"about,omitempty" vis:"public" ref:"mission,visit,participation,event,agreement,committee,outcome"`
}

// Label is the title.
func (s *Story) Label() Text { return s.Title }

// When is the dates.
func (s *Story) When() Date { return s.Dates }

// Type is empty.
func (*Story) Type() string { return "" }

// State is empty.
func (*Story) State() string { return "" }

func (s *Story) check(c *Checker) { c.parts("partners", s.Partners) }
