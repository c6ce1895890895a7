package record

// Series is what recurs: summits, a race, assises. Its editions are events.
type Series struct {
	Meta
	Title     Text `json:"title" vis:"public" required:"true"`
	Organiser Ref  `json:"organiser,omitzero" vis:"public" ref:"organisation"`
	About     Text `json:"about,omitzero" vis:"public"`
}

// Label is the title.
func (s *Series) Label() Text { return s.Title }

// When is empty.
func (*Series) When() Date { return "" }

// Type is empty.
func (*Series) Type() string { return "" }

// State is empty.
func (*Series) State() string { return "" }

func (*Series) check(*Checker) {}
