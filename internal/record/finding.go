package record

// Finding is a statement of research with its reference and page, or a disagreement between sources that are kept side by
// side.
type Finding struct {
	Meta
	FindingType string    `json:"finding_type" vis:"public" vocab:"finding_type" required:"true" mark:"finding_type"`
	Statement   Text      `json:"statement" vis:"public" required:"true"`
	Detail      Text      `json:"detail,omitzero" vis:"public"`
	On          Date      `json:"on,omitzero" vis:"public"` // of a milestone
	Parkes      string    `json:"parkes,omitzero" vis:"public" vocab:"parkes" mark:"parkes"`
	Cites       []Cite    `json:"cites,omitempty" vis:"public"`
	About       []Ref     `json:"about,omitempty" vis:"public" ref:"organisation,agreement,framework,event,mission,publication,document,membership,reference,relation"`
	Themes      []Ref     `json:"themes,omitempty" vis:"public" ref:"term"`
	Versions    []Version `json:"versions,omitempty" vis:"public"` // what each source says, of a disagreement
	Reading     Text      `json:"reading,omitzero" vis:"public"`   // how we read the disagreement
}

// Cite is a work cited, with the page.
type Cite struct {
	Reference Ref    `json:"reference" vis:"public" ref:"reference" required:"true"`
	Page      string `json:"page,omitzero" vis:"public"`
	// As is how the source cites it where that differs from the work's own entry.
	As Text `json:"as,omitzero" vis:"public"`
}

// Version is what one source says.
type Version struct {
	Source Ref  `json:"source,omitzero" vis:"public" ref:"publication,document,reference"`
	Place  Text `json:"place,omitzero" vis:"public"`
	Says   Text `json:"says" vis:"public" required:"true"`
}

// Label is the statement.
func (f *Finding) Label() Text { return f.Statement }

// When is the date of a milestone.
func (f *Finding) When() Date { return f.On }

// Type is the sort of finding.
func (f *Finding) Type() string { return f.FindingType }

// State is empty.
func (*Finding) State() string { return "" }

func (f *Finding) check(c *Checker) {
	if f.FindingType == Disagreement && len(f.Versions) < 2 {
		c.Add("versions", "needs_two_versions")
	}
}
