package record

// Papers is how an office's documents look: reports, letters, sheets. What is left empty is as its site has it.
type Papers struct {
	Name       Text   `json:"name,omitzero" vis:"public"`                 // what documents call the office
	Unit       Text   `json:"unit,omitzero" vis:"public"`                 // under the name, a service or direction
	Logo       Ref    `json:"logo,omitzero" vis:"public" ref:"document"`  // an image
	Accent     string `json:"accent,omitzero" vis:"public"`               // links and small headings: "#0b5394"
	Deep       string `json:"deep,omitzero" vis:"public"`                 // covers and heads of tables
	Mark       string `json:"mark,omitzero" vis:"public"`                 // rules and boxes, never text
	Letterhead []Text `json:"letterhead,omitempty" vis:"public"`          // lines at the head of letters: address, telephone
	Closing    Text   `json:"closing,omitzero" vis:"public"`              // last words of letters
	Signatory  Ref    `json:"signatory,omitzero" vis:"public" ref:"post"` // who signs letters
	Unmarked   bool   `json:"unmarked,omitzero" vis:"public"`             // nothing at the head says that a document is internal
}

// deepContrast is what white text needs on covers and heads of tables.
const deepContrast = 7.0

// papers holds that white can be read on what is deep, the accent on white, and that the mark can be seen.
func (c *Checker) papers(p Papers) {
	c.colours([]colour{{"papers.accent", p.Accent, brandContrast}, {"papers.deep", p.Deep, deepContrast}, {"papers.mark", p.Mark, accentContrast}})
}
