package record

// Publication is a report or disclosure as it was published, by us or by others, with the figures that it declares.
// Once sealed it never changes: a correction is another publication that supersedes it.
type Publication struct {
	Meta
	Title           Text       `json:"title" vis:"public" required:"true"`
	PublicationType string     `json:"publication_type" vis:"public" vocab:"publication_type" required:"true" mark:"publication_type"`
	Publisher       Ref        `json:"publisher,omitzero" vis:"public" ref:"organisation"`
	Period          Date       `json:"period,omitzero" vis:"public"`
	Issued          Date       `json:"issued,omitzero" vis:"public"`
	Language        string     `json:"language,omitzero" vis:"public" vocab:"language" mark:"language"`
	Declared        []Declared `json:"declared,omitempty" vis:"public"`
	Table           Printed    `json:"table,omitzero" vis:"public"` // a list as it is printed, of which no records are made
	Checksum        string     `json:"checksum,omitzero" vis:"public"`
	File            Ref        `json:"file,omitzero" vis:"public" ref:"document"`
	Sealed          bool       `json:"sealed,omitzero" vis:"public" mark:"sealed"`
	SupersededBy    Ref        `json:"superseded_by,omitzero" vis:"public" ref:"publication"`
}

// Declared is a figure that the publication states.
type Declared struct {
	Figure  string   `json:"figure" vis:"public" required:"true"` // key of the catalogue
	Period  Date     `json:"period" vis:"public" required:"true"`
	Value   Quantity `json:"value" vis:"public" required:"true"`
	Place   Text     `json:"place,omitzero" vis:"public"` // where in the publication
	Comment Text     `json:"comment,omitzero" vis:"public"`
}

// Printed is a table copied as it stands, cut words included.
type Printed struct {
	Columns    []string `json:"columns,omitempty" vis:"public"`
	Rows       []Row    `json:"rows,omitempty" vis:"public"`
	Incomplete bool     `json:"incomplete,omitzero" vis:"public"` // rows are missing, or words are cut
}

// Row is one row of a printed table.
type Row struct {
	Cells []string `json:"cells,omitempty" vis:"public"`
}

// Label is the title.
func (p *Publication) Label() Text { return p.Title }

// When is the period reported on.
func (p *Publication) When() Date { return p.Period }

// Type is the sort of publication.
func (p *Publication) Type() string { return p.PublicationType }

// State tells what was superseded.
func (p *Publication) State() string {
	if p.SupersededBy != "" {
		return "superseded"
	}
	return ""
}

func (p *Publication) check(c *Checker) {
	if p.SupersededBy != "" && p.SupersededBy == p.ID {
		c.Add("superseded_by", "tie_to_oneself")
	}
}
