package record

// Prospect is what the office works to attract: a congress, the seat of an organisation, an investment.
type Prospect struct {
	Meta
	Title        Text       `json:"title" vis:"public" required:"true"`
	ProspectType string     `json:"prospect_type,omitzero" vis:"public" vocab:"prospect_type" mark:"prospect_type"`
	Stage        string     `json:"stage,omitzero" vis:"public" vocab:"prospect_stage" mark:"stage"`
	Expected     Date       `json:"expected,omitzero" vis:"public"`
	Year         Date       `json:"year,omitzero" vis:"public" mark:"year"` // of the work reported
	Summary      Text       `json:"summary,omitzero" vis:"public"`
	Place        Place      `json:"place,omitzero" vis:"public"`
	Partners     []Part     `json:"partners,omitempty" vis:"public"`
	Attendance   []Quantity `json:"attendance,omitempty" vis:"public"`
	Impact       []Amount   `json:"impact,omitempty" vis:"public"`
}

// Label is the title.
func (p *Prospect) Label() Text { return p.Title }

// When is when it is expected.
func (p *Prospect) When() Date { return p.Expected }

// Type is the sort of prospect.
func (p *Prospect) Type() string { return p.ProspectType }

// State is the stage.
func (p *Prospect) State() string { return p.Stage }

func (p *Prospect) check(c *Checker) { c.parts("partners", p.Partners) }
