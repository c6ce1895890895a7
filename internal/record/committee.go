package record

// Committee is a standing group of bodies with objectives, meetings and joint activities.
type Committee struct {
	Meta
	Title       Text      `json:"title" vis:"public" required:"true"`
	Since       Date      `json:"since,omitzero" vis:"public"`
	Coordinator Ref       `json:"coordinator,omitzero" vis:"public" ref:"organisation"`
	Members     []Seat    `json:"members,omitempty" vis:"public"`
	Under       Ref       `json:"under,omitzero" vis:"public" ref:"agreement"`
	Summary     Text      `json:"summary,omitzero" vis:"public"`
	Objectives  []Text    `json:"objectives,omitempty" vis:"public"`
	Meetings    []Meeting `json:"meetings,omitempty" vis:"public"`
	Joint       []Ref     `json:"joint,omitempty" vis:"public" ref:"event,mission,visit"`
}

// Seat is a member of a committee.
type Seat struct {
	Who  Ref    `json:"who" vis:"public" ref:"organisation,post,person" required:"true"`
	Role string `json:"role,omitzero" vis:"public"`
}

// Meeting is one meeting with what it decided and who does what.
type Meeting struct {
	On        Date         `json:"on,omitzero" vis:"private"`
	Text      Text         `json:"text,omitzero" vis:"private"`
	Decisions []Text       `json:"decisions,omitempty" vis:"private"`
	Actions   []Commitment `json:"actions,omitempty" vis:"private"`
}

// Label is the title.
func (co *Committee) Label() Text { return co.Title }

// When is since when.
func (co *Committee) When() Date { return co.Since }

// Type is empty.
func (*Committee) Type() string { return "" }

// State is empty.
func (*Committee) State() string { return "" }

func (*Committee) check(*Checker) {}
