package record

// Offset is carbon credits bought for a year of travel.
type Offset struct {
	Meta
	Title     Text     `json:"title" vis:"public" required:"true"`
	Period    Date     `json:"period" vis:"public" required:"true"` // the year of the travel
	Summary   Text     `json:"summary,omitzero" vis:"public"`
	Tonnes    Quantity `json:"tonnes,omitzero" vis:"public"`
	Price     Amount   `json:"price,omitzero" vis:"public"` // of one tonne
	Total     Amount   `json:"total,omitzero" vis:"public"`
	Supplier  Ref      `json:"supplier,omitzero" vis:"public" ref:"organisation"`
	Programme Text     `json:"programme,omitzero" vis:"public"`
	Proof     []Ref    `json:"proof,omitempty" vis:"public" ref:"document"` // invoice or certificate
}

// Label is the title.
func (o *Offset) Label() Text { return o.Title }

// When is the year of the travel.
func (o *Offset) When() Date { return o.Period }

// Type is empty.
func (*Offset) Type() string { return "" }

// State is empty.
func (*Offset) State() string { return "" }

func (o *Offset) check(c *Checker) {
	if o.Tonnes.Unit != "" && o.Tonnes.Unit != "tonne_co2e" {
		c.Add("tonnes.unit", "unknown_code", "value", o.Tonnes.Unit, "vocabulary", "unit")
	}
}
