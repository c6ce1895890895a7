// Package verify tells whether a file is one that was published: it reads which edition the file claims to be, holds its text and
// figures against those of that edition, and names every difference with what stands around it; and it tells what has become since
// of the records that the edition drew on. It is pure: it is given the edition and what is public now, and must not know where
// they are kept, who asks, or languages.
package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"entente/internal/extract"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/render"
	"entente/internal/render/docx"
	"entente/internal/render/html"
	"entente/internal/render/pdf"
)

// Formats of editions.
const (
	HTML = "html"
	PDF  = "pdf"
	DOCX = "docx"
	JSON = "json"
)

// MediaType is what a file of a format is served as; "" for what is no format of editions.
func MediaType(format string) string {
	switch format {
	case HTML:
		return "text/html; charset=utf-8"
	case PDF:
		return "application/pdf"
	case DOCX:
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case JSON:
		return "application/json"
	}
	return ""
}

// Claim is what a file says that it is.
type Claim struct {
	Format       string
	Text         string
	Cut          bool         // the text is longer than what is compared
	Sums         []string     // what may be its checksum, the likeliest first
	Publications []record.Ref // what may be its publication
	Lang         string       // "" where it does not say
	data         []byte
}

// Words takes the text out of a PDF or of a document of a word processor; [extract.Words], or the same in a process of its own.
type Words func(ctx context.Context, data []byte) (string, error)

var (
	sum  = regexp.MustCompile(`\b[0-9a-f]{64}\b`)
	uuid = regexp.MustCompile(`\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`)
)

// Read reads what a file claims. A file of another sort, or one that cannot be read, is [record.ErrInvalid].
func Read(ctx context.Context, data []byte, words Words) (Claim, error) {
	c := Claim{Format: formatOf(data), data: data}
	var err error
	switch c.Format {
	case JSON:
		err = c.readJSON()
	case HTML:
		c.Text, err = pageText(data)
		c.Lang = langOf(data)
		c.claims(metaOf(data))
	case PDF, DOCX:
		if id, lang, ok := pdf.Identity(data); ok && c.Format == PDF {
			c.Sums, c.Publications, c.Lang = []string{id.Checksum}, []record.Ref{id.Publication}, lang
		}
		c.Text, err = words(ctx, data)
		c.Cut = len(c.Text) >= extract.MostText
		if id, lang, ok := docx.Identity(data); ok && c.Format == DOCX {
			c.Sums, c.Publications, c.Lang = []string{id.Checksum}, []record.Ref{id.Publication}, lang
		}
	default:
		err = record.Errorf(record.Invalid, "neither HTML, PDF, DOCX nor JSON")
	}
	if err != nil {
		return Claim{}, record.Errorf(record.Invalid, "the file cannot be read: %v", err)
	}
	// The colophon says it to people; whoever cut the rest off may have left it.
	c.claims(c.Text)
	return c, nil
}

// claims notes the checksums and publications that a text holds, in their order.
func (c *Claim) claims(text string) {
	for _, s := range sum.FindAllString(text, -1) {
		if !slices.Contains(c.Sums, s) && len(c.Sums) < 8 {
			c.Sums = append(c.Sums, s)
		}
	}
	for _, s := range uuid.FindAllString(text, -1) {
		if ref := record.Ref(s); !slices.Contains(c.Publications, ref) && len(c.Publications) < 8 {
			c.Publications = append(c.Publications, ref)
		}
	}
}

func (c *Claim) readJSON() error {
	var p publish.Paper
	if err := json.Unmarshal(c.data, &p); err != nil {
		return fmt.Errorf("no document of ours: %w", err)
	}
	c.Lang = p.Lang
	if p.Identity.Checksum != "" {
		c.Sums = []string{p.Identity.Checksum}
	}
	if p.Identity.Publication != "" {
		c.Publications = []record.Ref{p.Identity.Publication}
	}
	var b bytes.Buffer
	err := json.Indent(&b, c.data, "", "  ") // however it was laid out
	c.Text = b.String()
	return err
}

func formatOf(data []byte) string {
	head := bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 2048)], []byte("\ufeff")))
	switch {
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")):
		return PDF
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return DOCX
	case bytes.HasPrefix(head, []byte("{")):
		return JSON
	case bytes.HasPrefix(head, []byte("<")) && strings.Contains(strings.ToLower(string(head)), "html"):
		return HTML
	}
	return ""
}

// Written writes a paper in a format that needs no other program, as it was published; nil for the others.
func Written(p *publish.Paper, format string) ([]byte, error) {
	switch format {
	case JSON:
		return render.JSON(p)
	case HTML:
		var b bytes.Buffer
		err := html.Write(&b, p, render.Links{})
		return b.Bytes(), err
	case DOCX:
		var b bytes.Buffer
		err := docx.Write(&b, p, render.Links{})
		return b.Bytes(), err
	}
	return nil, nil
}

// Verdict is what a comparison found.
type Verdict struct {
	Format      string       `json:"format"`
	Holds       bool         `json:"holds"`     // the snapshot is what its checksum was made of
	Identical   bool         `json:"identical"` // byte for byte the published file
	Same        bool         `json:"same"`      // its text and its figures are those published
	Cut         bool         `json:"cut,omitzero"`
	Differences []Difference `json:"differences,omitempty"`
	More        int          `json:"more,omitzero"` // differences that are not listed
}

// mostDifferences is how many differences are named.
const mostDifferences = 50

// Against holds a file against what was published: the edition, and the file of the same format that was made of it.
func (c Claim) Against(ctx context.Context, e publish.Edition, published []byte, words Words) (Verdict, error) {
	v := Verdict{Format: c.Format, Holds: e.Holds()}
	if bytes.Equal(c.data, published) {
		v.Identical, v.Same = true, true
		return v, nil
	}
	is, err := Read(ctx, published, words)
	if err != nil {
		return v, fmt.Errorf("read the published file: %w", err)
	}
	v.Cut = c.Cut || is.Cut
	v.Differences = Differences(is.Text, c.Text)
	v.Same = len(v.Differences) == 0 && !v.Cut
	if n := len(v.Differences); n > mostDifferences {
		v.Differences, v.More = v.Differences[:mostDifferences], n-mostDifferences
	}
	return v, nil
}

var lang = regexp.MustCompile(`(?i)<html[^>]{0,200}\blang="?(fr|en)\b`)

func langOf(page []byte) string {
	if m := lang.FindSubmatch(page[:min(len(page), 4096)]); m != nil {
		return strings.ToLower(string(m[1]))
	}
	return ""
}
