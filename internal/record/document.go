package record

import "strings"

// Document is a file, or a text known by its title alone.
type Document struct {
	Meta
	Title     Text   `json:"title" vis:"public" required:"true"`
	Summary   Text   `json:"summary,omitzero" vis:"public"`
	Language  string `json:"language,omitzero" vis:"public" vocab:"language" mark:"language"`
	Date      Date   `json:"date,omitzero" vis:"public"`
	Publisher Ref    `json:"publisher,omitzero" vis:"public" ref:"organisation"`
	MediaType string `json:"media_type,omitzero" vis:"public"`
	FileName  string `json:"file_name,omitzero" vis:"public"`
	Size      int64  `json:"size,omitzero" vis:"public"`   // bytes
	SHA256    string `json:"sha256,omitzero" vis:"public"` // of the bytes kept, hexadecimal
}

// Label is the title.
func (d *Document) Label() Text { return d.Title }

// When is the date on the document.
func (d *Document) When() Date { return d.Date }

// Type is its media type.
func (d *Document) Type() string { return d.MediaType }

// State is empty.
func (*Document) State() string { return "" }

func (d *Document) check(c *Checker) {
	if d.SHA256 != "" && (len(d.SHA256) != 64 || strings.Trim(d.SHA256, "0123456789abcdef") != "") {
		c.Add("sha256", "bad_checksum")
	}
	if d.SHA256 != "" && d.FileName == "" {
		c.Add("file_name", "required")
	}
	if d.Size < 0 {
		c.Add("size", "negative")
	}
}
