package record

// Reference is an entry of the bibliography, in the terms of the Citation Style Language (CSL 1.0.2).
type Reference struct {
	Meta
	CSLType   string    `json:"csl_type" vis:"public" vocab:"csl_type" required:"true" mark:"csl_type"`
	Title     string    `json:"title" vis:"public" required:"true"` // in the work's own language
	Language  string    `json:"language,omitzero" vis:"public" vocab:"language" mark:"language"`
	Authors   []CSLName `json:"authors,omitempty" vis:"public"`
	Editors   []CSLName `json:"editors,omitempty" vis:"public"`
	Issued    Date      `json:"issued,omitzero" vis:"public"`
	Container string    `json:"container,omitzero" vis:"public"` // journal, book, site
	Volume    string    `json:"volume,omitzero" vis:"public"`
	Number    string    `json:"number,omitzero" vis:"public"` // of the issue or series
	Pages     string    `json:"pages,omitzero" vis:"public"`
	Publisher string    `json:"publisher,omitzero" vis:"public"`
	Genre     string    `json:"genre,omitzero" vis:"public"` // thesis, press release
	URL       string    `json:"url,omitzero" vis:"public"`
}

// CSLName is an author: a person's names, or a body's in Literal.
type CSLName struct {
	Family  string `json:"family,omitzero" vis:"public"`
	Given   string `json:"given,omitzero" vis:"public"`
	Literal string `json:"literal,omitzero" vis:"public"`
}

// Label is the title, the same in both languages.
func (r *Reference) Label() Text { return Text{FR: r.Title, EN: r.Title} }

// When is when it was issued.
func (r *Reference) When() Date { return r.Issued }

// Type is the sort of work.
func (r *Reference) Type() string { return r.CSLType }

// State is empty.
func (*Reference) State() string { return "" }

func (r *Reference) check(c *Checker) {
	for i, a := range r.Authors {
		if a.Family == "" && a.Literal == "" {
			c.Add(index("authors", i, "family"), "required")
		}
	}
}
