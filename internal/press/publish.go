package press

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"entente/internal/access"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
)

// Request is what somebody publishes.
type Request struct {
	Report  record.Ref
	From    int  // the version that was approved and read
	Erratum bool // else the first edition, or a new one
	// Corrects says what an erratum corrects, or what a new edition changes: a line each, in both languages.
	Corrects []record.Text
}

// tries is how often a document is composed anew when records change while it is.
const tries = 3

// instant is how times are kept, as in the registry.
const instant = "2006-01-02T15:04:05.000000Z"

// Publish freezes an edition of an approved report in each language of its office, and makes its files: those of HTML, Word and
// data before it returns, the others in the background. A file that cannot be made now is made later; the edition is published all
// the same.
func (s *Press) Publish(ctx context.Context, a access.Actor, r Request) ([]publish.Edition, error) {
	var made []publish.Edition
	var err error
	for range tries {
		if made, err = s.publish(ctx, a, r); err == nil || !errors.Is(err, record.ErrConflict) {
			break
		}
		if now, again := s.c.Registry.Get(ctx, a, r.Report); again != nil || now.Version != r.From {
			break // somebody else was first
		}
	}
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", r.Report, err)
	}
	for i := range made {
		for _, format := range s.atOnce() {
			s.make(context.WithoutCancel(ctx), made[i], format)
		}
	}
	if s.c.Wake != nil {
		s.c.Wake()
	}
	return made, nil
}

func (s *Press) publish(ctx context.Context, a access.Actor, r Request) ([]publish.Edition, error) {
	d, err := s.draw(ctx, a, r.Report)
	if err != nil {
		return nil, err
	}
	number, before, err := s.c.Registry.NextEdition(ctx, a, r.Report)
	if err != nil {
		return nil, err
	}
	id, err := s.c.Registry.NewID()
	if err != nil {
		return nil, err
	}
	identity := publish.Identity{Publication: id, Edition: number, Issued: s.c.Now().UTC().Format(instant), Subject: r.Report, Sort: publish.NewEdition,
		Replaces: before.Publication}
	if r.Erratum {
		identity.Sort = publish.Erratum
	}
	name, err := s.name(ctx, d, number)
	if err != nil {
		return nil, err
	}
	n := registry.NewEdition{Subject: r.Report, From: r.From, Publication: publicationOf(d, id, number)}
	for _, lang := range langs(d.in.Office) {
		p, err := s.compose(ctx, d, lang)
		if err != nil {
			return nil, err
		}
		p.Identity, p.Identity.Corrects = identity, nil
		for _, t := range r.Corrects {
			if line, _ := t.In(string(lang)); line != "" {
				p.Identity.Corrects = append(p.Identity.Corrects, line)
			}
		}
		if s.c.Addresses.Edition != nil {
			p.Identity.Address = s.c.Addresses.Edition(lang, d.in.Office, d.in.Year, name)
		}
		words := s.c.Catalogs.For(lang)
		if note, ok := corrections(words, p.Identity); ok {
			p.Opening = append([]publish.Block{note}, p.Opening...)
		}
		publish.Frame(words, p)
		if err := publish.Freeze(p); err != nil {
			return nil, err
		}
		n.Papers = append(n.Papers, p)
	}
	return s.c.Registry.Publish(ctx, a, n)
}

// publicationOf is the record that an edition becomes.
func publicationOf(d drawn, id record.Ref, number int) *record.Publication {
	p := &record.Publication{
		Meta:  record.Meta{ID: id, Kind: record.KindPublication, Office: d.report.Office, Visibility: record.Public},
		Title: d.report.Title, PublicationType: record.AnnualReport, Publisher: d.in.Office.Organisation, Period: d.report.Period,
		Language: "mul",
	}
	if all := langs(d.in.Office); len(all) == 1 {
		p.Language = string(all[0])
	}
	if number > 1 {
		p.Title.FR += " (édition " + strconv.Itoa(number) + ")"
		if p.Title.EN != "" {
			p.Title.EN += " (edition " + strconv.Itoa(number) + ")"
		}
	}
	return p
}

// name is how addresses call an edition: by its number, with the mark of its report where another one of that year came first.
func (s *Press) name(ctx context.Context, d drawn, number int) (string, error) {
	all, err := s.c.Registry.Public().Editions(ctx, d.report.Office, d.in.Year)
	if err != nil {
		return "", err
	}
	return publish.EditionName(all, d.report.ID, number), nil
}

// corrections is what stands at the head of an edition that corrects or changes the one before.
func corrections(p *i18n.Printer, id publish.Identity) (publish.Block, bool) {
	if len(id.Corrects) == 0 {
		return publish.Block{}, false
	}
	title := p.T("edition.paper.changes", "n", id.Edition-1)
	if id.Sort == publish.Erratum {
		title = p.T("edition.paper.erratum", "n", id.Edition-1)
	}
	list := publish.Block{Sort: "list"}
	for _, line := range id.Corrects {
		list.Items = append(list.Items, publish.Item{Spans: []publish.Span{{Text: line}}})
	}
	return publish.Block{Sort: "box", Title: title, Inner: []publish.Block{list}}, true
}
