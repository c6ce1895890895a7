package record

// Collaboration is who worked with the office in a year: a line of a source, which may name two bodies.
type Collaboration struct {
	Meta
	Year     Date  `json:"year" vis:"public" required:"true"`
	Line     Text  `json:"line" vis:"public" required:"true"` // as the source prints it
	Who      []Ref `json:"who,omitempty" vis:"public" ref:"organisation"`
	Internal bool  `json:"internal,omitzero" vis:"public" mark:"internal"` // a service of ours
}

// Label is the line.
func (co *Collaboration) Label() Text { return co.Line }

// When is the year.
func (co *Collaboration) When() Date { return co.Year }

// Type tells our own services from outside partners.
func (co *Collaboration) Type() string {
	if co.Internal {
		return "internal"
	}
	return "external"
}

// State is empty.
func (*Collaboration) State() string { return "" }

func (*Collaboration) check(*Checker) {}
