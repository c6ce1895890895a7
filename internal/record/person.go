package record

// Person is somebody in public life. What is personal lies beside the document and can be erased without breaking history.
type Person struct {
	Meta
	Name       string    `json:"name" vis:"public" required:"true"`
	Address    Text      `json:"address,omitzero" vis:"public"` // form of address
	Personal   *Personal `json:"personal,omitzero" vis:"personal"`
	Digest     string    `json:"personal_digest,omitzero" vis:"private"` // of the personal fields with their salt
	LegalBasis string    `json:"legal_basis,omitzero" vis:"private"`
	Retention  Date      `json:"retention,omitzero" vis:"private" mark:"retention"`
}

// Personal holds what Loi 25 protects: never published, never in the history.
type Personal struct {
	Contacts []string `json:"contacts,omitempty" vis:"personal"`
	Needs    string   `json:"needs,omitzero" vis:"personal"`
	Notes    string   `json:"notes,omitzero" vis:"personal"`
}

// Label is the name, the same in both languages.
func (p *Person) Label() Text { return Text{FR: p.Name, EN: p.Name} }

// When is empty.
func (*Person) When() Date { return "" }

// Type is empty.
func (*Person) Type() string { return "" }

// State is empty.
func (*Person) State() string { return "" }

func (*Person) check(*Checker) {}
