package record

// Dossier is a matter followed over time: an institution, a treaty before its ratification.
type Dossier struct {
	Meta
	Title      Text       `json:"title" vis:"public" required:"true"`
	Status     string     `json:"status,omitzero" vis:"public" vocab:"dossier_status" mark:"status"`
	Since      Date       `json:"since,omitzero" vis:"public"`
	Summary    Text       `json:"summary,omitzero" vis:"public"`
	Stake      Text       `json:"stake,omitzero" vis:"public"` // why it matters
	Follower   Ref        `json:"follower,omitzero" vis:"public" ref:"organisation,post"`
	Followed   []Ref      `json:"followed,omitempty" vis:"public" ref:"organisation"`
	Agreements []Ref      `json:"agreements,omitempty" vis:"public" ref:"agreement"`
	Themes     []Ref      `json:"themes,omitempty" vis:"public" ref:"term"`
	Positions  []Position `json:"positions,omitempty" vis:"public"`
	Steps      []Step     `json:"steps,omitempty" vis:"public"`
	Told       []Ref      `json:"told,omitempty" vis:"private" ref:"organisation,post,person"` // who is kept informed
}

// Position is what our side holds.
type Position struct {
	On   Date `json:"on,omitzero" vis:"public"`
	By   Ref  `json:"by,omitzero" vis:"public" ref:"organisation,post"`
	Text Text `json:"text" vis:"public" required:"true"`
}

// Step is something that happened in the matter.
type Step struct {
	On   Date `json:"on,omitzero" vis:"public"`
	Text Text `json:"text" vis:"public" required:"true"`
}

// Label is the title.
func (d *Dossier) Label() Text { return d.Title }

// When is since when it is followed.
func (d *Dossier) When() Date { return d.Since }

// Type is empty.
func (*Dossier) Type() string { return "" }

// State is the status.
func (d *Dossier) State() string { return d.Status }

func (*Dossier) check(*Checker) {}
