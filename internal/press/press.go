// Package press makes the documents of an office: it composes a report as the public will read it, publishes it as a frozen
// edition in each language of the office, and makes the files of editions, at once or in the background. It goes through the use
// cases for everything that is kept, and must not know SQL, pages or where files are served.
package press

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"time"

	"entente/internal/access"
	"entente/internal/chart"
	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/render"
	"entente/internal/verify"
)

// Config is what a Press works with.
type Config struct {
	Registry *registry.Registry
	Catalogs *i18n.Catalogs
	Places   *place.Gazetteer
	Maps     *chart.Maps
	Log      *slog.Logger
	Now      func() time.Time
	// Addresses says where things stand on the public site; zero where that is not known.
	Addresses Addresses
	// PDF makes PDF files in the background; nil where it cannot be had.
	PDF PDF
	// DOCX writes a document of a word processor; nil where it cannot be had.
	DOCX func(w io.Writer, p *publish.Paper, links render.Links) error
	// Wake is called when there are files to be made in the background.
	Wake func()
}

// PDF makes PDF files. Warm returns once it is ready, which at the first use takes its time.
type PDF interface {
	Warm(ctx context.Context) error
	Write(ctx context.Context, p *publish.Paper, links render.Links) ([]byte, error)
}

// Addresses makes whole addresses of the public site, in a language.
type Addresses struct {
	Record  func(lang i18n.Lang, h publish.Head) string
	Edition func(lang i18n.Lang, office *record.Office, year int, name string) string
}

// Press makes documents.
type Press struct{ c Config }

// New makes a press.
func New(c Config) *Press {
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Press{c}
}

// drawn is what a report is composed from: the year as the public sees it.
type drawn struct {
	report *record.Report
	from   int
	in     figure.Input
	figs   []figure.Figure
	logo   publish.Logo
}

// Draft composes a report of the actor's office in a language as it would be published now, with the version of it that was read.
// Its numbers are the public's: what the public may not see is neither counted nor named.
func (s *Press) Draft(ctx context.Context, a access.Actor, report record.Ref, lang i18n.Lang) (*publish.Paper, int, error) {
	d, err := s.draw(ctx, a, report)
	if err != nil {
		return nil, 0, fmt.Errorf("draft %s: %w", report, err)
	}
	p, err := s.compose(ctx, d, lang)
	if err != nil {
		return nil, 0, fmt.Errorf("draft %s: %w", report, err)
	}
	publish.Frame(s.c.Catalogs.For(lang), p)
	return p, d.from, nil
}

func (s *Press) draw(ctx context.Context, a access.Actor, id record.Ref) (drawn, error) {
	e, err := s.c.Registry.Get(ctx, a, id)
	if err != nil {
		return drawn{}, err
	}
	r, ok := e.Record.(*record.Report)
	if !ok {
		return drawn{}, record.Errorf(record.NotFound, "no report %s", id)
	}
	year, err := strconv.Atoi(string(r.Period))
	if err != nil {
		return drawn{}, record.Errorf(record.Invalid, "the period %q is no year", r.Period)
	}
	d := drawn{report: r, from: e.Version}
	if d.in, err = s.c.Registry.Public().YearWith(ctx, r.Office, year, publish.Needs(year, r.Blocks)); err != nil {
		return drawn{}, err
	}
	d.figs = figure.Compute(d.in)
	d.logo, err = Logo(ctx, s.c.Registry, d.in.Office)
	return d, err
}

// Logo is that of an office's documents, which is among what it has published; the zero Logo where it has none.
func Logo(ctx context.Context, g *registry.Registry, o *record.Office) (publish.Logo, error) {
	ref := publish.LogoRef(o)
	if ref == "" {
		return publish.Logo{}, nil
	}
	body, doc, err := g.Public().File(ctx, ref)
	if errors.Is(err, record.ErrNotFound) {
		return publish.Logo{}, nil
	}
	if err != nil {
		return publish.Logo{}, err
	}
	defer body.Close()
	data, err := io.ReadAll(io.LimitReader(body, mostLogo))
	return publish.Logo{Data: data, Media: doc.MediaType}, err
}

// mostLogo is the most bytes that a document carries of a logo.
const mostLogo = 2 << 20

// compose writes the paper of a language, with the figures opened, what it draws on, and where its names lead.
func (s *Press) compose(ctx context.Context, d drawn, lang i18n.Lang) (*publish.Paper, error) {
	p := s.c.Catalogs.For(lang)
	paper := publish.Compose(p, d.in, d.figs, publish.Composition{
		Title: d.report.Title, Subtitle: d.report.Subtitle, Blocks: d.report.Blocks, Look: publish.LookOf(d.in.Office, d.logo, string(lang)),
		Maps: s.c.Maps, Places: s.c.Places, French: s.c.Catalogs.For(i18n.FR),
	})
	annex := publish.Opened(p, paper)
	if len(annex.Sections) > 0 {
		paper.Annex = &annex
	}
	refs := publish.Refs(paper)
	states, err := s.c.Registry.States(ctx, refs)
	if err != nil {
		return nil, err
	}
	heads, err := s.c.Registry.Public().Heads(ctx, refs)
	if err != nil {
		return nil, err
	}
	for _, id := range refs {
		if v, public := states[id]; public {
			paper.Drawn = append(paper.Drawn, v)
			paper.Updated = max(paper.Updated, heads[id].Updated[:min(len(time.DateOnly), len(heads[id].Updated))])
		}
	}
	publish.EachSpan(paper, func(sp *publish.Span) {
		h, public := heads[sp.Record]
		switch {
		case sp.Record == "":
		case !public:
			sp.Record = "" // it was no link before
		case s.c.Addresses.Record != nil && sp.Href == "":
			sp.Href = s.c.Addresses.Record(lang, h)
		}
	})
	return paper, nil
}

// langs are the languages in which an office publishes.
func langs(o *record.Office) []i18n.Lang {
	if o.EnglishSite() {
		return i18n.Langs()
	}
	return []i18n.Lang{i18n.FR}
}

// Formats of files, those that are made at once before those of the background.
func (s *Press) formats() []string {
	out := []string{verify.HTML, verify.JSON}
	if s.c.DOCX != nil {
		out = append(out, verify.DOCX)
	}
	if s.c.PDF != nil {
		out = append(out, verify.PDF)
	}
	return out
}
