package pdf

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"entente/internal/publish"
	"entente/internal/render"
	"entente/internal/typst"
)

//go:embed report.typ
var template string

// Limits of a document. A list of thousands of rows belongs in a table for machines, not on paper.
const (
	usualPages = 400
	usualInput = 32 << 20
)

// ErrTooLarge says that a paper is more than one file should hold.
var ErrTooLarge = errors.New("the document is too large for one PDF file")

// Config says how files are made.
type Config struct {
	Typst typst.Config // the child processes and the folder of their machine code
	Pages int          // the most pages of a file; 400 where it is 0
	Input int          // the most bytes that a paper may hold; 32 MiB
}

// Press makes PDF files, one after the other, in a child process of its own.
type Press struct {
	shop   *typst.Workshop
	config Config
	glyphs func() (*glyphs, error) // read when the first file is made
}

// New makes a press. Nothing is started yet; in a binary built without assets every Write says so.
func New(c Config) *Press {
	if c.Pages == 0 {
		c.Pages = usualPages
	}
	if c.Input == 0 {
		c.Input = usualInput
	}
	return &Press{shop: typst.NewWorkshop(c.Typst), config: c, glyphs: sync.OnceValues(newGlyphs)}
}

// Warm prepares the press and returns when it is ready. On a machine that never made a PDF file with this version of the
// program that takes half a minute or more of one processor, or of half of them; else a moment.
func (p *Press) Warm(ctx context.Context) error { return p.shop.Prepare(ctx) }

// State tells how far the press is.
func (p *Press) State() typst.State { return p.shop.State() }

// Close ends the child that waits for work.
func (p *Press) Close() { p.shop.Close() }

// Write writes a paper as a PDF file. The same paper with the same links is the same bytes. Where the press is not ready yet,
// it prepares itself in the background and the error is typst.ErrNotReady: State tells how far it is, Warm waits.
func (p *Press) Write(ctx context.Context, paper *publish.Paper, links render.Links) ([]byte, error) {
	bad := map[string]bool{}
	for {
		job, err := p.job(paper, links, bad)
		if err != nil {
			return nil, err
		}
		b, err := p.shop.Set(ctx, job)
		var fault *typst.Fault
		if errors.As(err, &fault) && len(bad) == 0 {
			// An image that cannot be read must not keep the words from being printed.
			if bad, err = p.unreadable(ctx, job); err == nil && len(bad) > 0 {
				continue
			} else if err == nil {
				err = fault
			}
		}
		if err != nil {
			return nil, fmt.Errorf("write %q as PDF: %w", paper.Title, err)
		}
		return p.finish(b, paper.Title)
	}
}

// finish counts the pages of what was set, and has the file say how it was built.
func (p *Press) finish(b []byte, title string) ([]byte, error) {
	f, err := open(b)
	if err != nil {
		return nil, fmt.Errorf("write %q as PDF: %w", title, err)
	}
	n, err := f.pages()
	if err == nil && n > p.config.Pages {
		err = fmt.Errorf("%w: %d pages, at most %d", ErrTooLarge, n, p.config.Pages)
	}
	if err != nil {
		return nil, fmt.Errorf("write %q as PDF: %w", title, err)
	}
	b, err = f.claim()
	if err != nil {
		return nil, fmt.Errorf("write %q as PDF: %w", title, err)
	}
	return b, nil
}

// job is what the typesetter is given of a paper.
func (p *Press) job(paper *publish.Paper, links render.Links, bad map[string]bool) (typst.Job, error) {
	g, err := p.glyphs()
	if err != nil {
		return typst.Job{}, fmt.Errorf("write %q as PDF: %w", paper.Title, err)
	}
	b := builder{glyphs: g, links: links, bad: bad, files: map[string][]byte{}}
	data, err := json.Marshal(b.document(paper))
	if err != nil {
		return typst.Job{}, fmt.Errorf("write %q as PDF: %w", paper.Title, err)
	}
	b.files["/data.json"] = data
	size := 0
	for _, f := range b.files {
		size += len(f)
	}
	if size > p.config.Input {
		return typst.Job{}, fmt.Errorf("write %q as PDF: %w: %d bytes, at most %d", paper.Title, ErrTooLarge, size, p.config.Input)
	}
	return typst.Job{Source: template, Files: b.files}, nil
}

// unreadable tries every image alone and names those that the typesetter cannot read.
func (p *Press) unreadable(ctx context.Context, j typst.Job) (map[string]bool, error) {
	bad := map[string]bool{}
	for name, content := range j.Files {
		if !strings.HasPrefix(name, "/image-") {
			continue
		}
		_, err := p.shop.Set(ctx, typst.Job{
			Source: `#let n = str(read("/name.txt")); #image(n, format: n.split(".").last(), alt: "a")`,
			Files:  map[string][]byte{name: content, "/name.txt": []byte(name)},
		})
		var fault *typst.Fault
		if errors.As(err, &fault) {
			bad[name] = true
		} else if err != nil {
			return nil, err
		}
	}
	return bad, nil
}
