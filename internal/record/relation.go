package record

// Relation is the tie between one of our organisations and a partner.
type Relation struct {
	Meta
	Ours         Ref        `json:"ours" vis:"public" ref:"organisation" required:"true"`
	Partner      Ref        `json:"partner" vis:"public" ref:"organisation" required:"true"`
	RelationType string     `json:"relation_type,omitzero" vis:"public" vocab:"relation_type" mark:"relation_type"`
	Title        Text       `json:"title" vis:"public" required:"true"`
	TheirLabel   Text       `json:"their_label,omitzero" vis:"public"` // what the partner calls it
	Motive       Text       `json:"motive,omitzero" vis:"public"`
	Sectors      []Ref      `json:"sectors,omitempty" vis:"public" ref:"term"`
	Since        Date       `json:"since,omitzero" vis:"public"`
	Legal        string     `json:"legal,omitzero" vis:"public" vocab:"legal_state" mark:"legal"`
	Tie          string     `json:"tie,omitzero" vis:"public" vocab:"tie_state" mark:"tie"`
	Review       Date       `json:"review,omitzero" vis:"private" mark:"review"`
	ReportedNew  []Reported `json:"reported_new,omitempty" vis:"public"`
}

// Label is the title.
func (r *Relation) Label() Text { return r.Title }

// When is since when.
func (r *Relation) When() Date { return r.Since }

// Type is the sort of tie.
func (r *Relation) Type() string { return r.RelationType }

// State is the legal state.
func (r *Relation) State() string { return r.Legal }

func (r *Relation) check(c *Checker) {
	if r.Ours != "" && r.Ours == r.Partner {
		c.Add("partner", "tie_to_oneself")
	}
}
