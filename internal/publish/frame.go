package publish

import (
	"slices"

	"entente/internal/i18n"
	"entente/internal/record"
)

// Words are what writers say that is not of the report: the heading of the contents, what tables are called. They are frozen
// with it, so that a document says the same however often it is written.
type Words struct {
	Contents string `json:"contents,omitzero"` // heading of the table of contents
	Table    string `json:"table,omitzero"`    // what a table is called before its number
	Drawing  string `json:"drawing,omitzero"`  // what a drawing is called before its number
	Numbers  string `json:"numbers,omitzero"`  // opens the table beside a drawing
	Data     string `json:"data,omitzero"`     // heading of the tables of all drawings, where they stand together
	About    string `json:"about,omitzero"`    // heading of what the document says of itself
	Page     string `json:"page,omitzero"`     // before the number of a page
	Edition  string `json:"edition,omitzero"`  // which edition this is, and of what day; of a draft, that it is one
	Checksum string `json:"checksum,omitzero"` // before the checksum
	Verify   string `json:"verify,omitzero"`   // how somebody verifies the document
}

// Frame gives a paper the words of its language. One that has no identity is called a draft.
func Frame(p *i18n.Printer, r *Paper) {
	r.Words = Words{
		Contents: p.T("edition.paper.contents"), Table: p.T("edition.paper.table"), Drawing: p.T("edition.paper.drawing"),
		Numbers: p.T("edition.paper.numbers"), Data: p.T("edition.paper.data"), About: p.T("edition.paper.about"),
		Page: p.T("edition.paper.page"), Edition: p.T("edition.paper.draft"),
	}
	if r.Identity.Publication == "" {
		return
	}
	r.Words.Edition = p.T("edition.paper.edition", "n", r.Identity.Edition, "date", p.Date(record.Date(r.Identity.Issued[:min(10, len(r.Identity.Issued))])))
	r.Words.Checksum, r.Words.Verify = p.T("edition.paper.checksum"), p.T("edition.paper.verify")
}

// TitledBelow tells whether the title stands among the opening and not at the head.
func (r *Paper) TitledBelow() bool {
	return slices.ContainsFunc(r.Opening, func(b Block) bool { return b.Sort == "title" })
}

// Colophon is what a document says of itself at its end, a line each: which edition it is, its checksum, how to verify it.
func (r *Paper) Colophon() []string {
	out := []string{}
	if r.Words.Edition != "" {
		out = append(out, r.Words.Edition)
	}
	if r.Identity.Checksum != "" && r.Words.Checksum != "" {
		out = append(out, r.Words.Checksum+" "+r.Identity.Checksum)
	}
	if r.Identity.Publication != "" && r.Words.Verify != "" {
		out = append(out, r.Words.Verify)
	}
	return out
}
