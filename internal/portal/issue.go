package portal

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
	"entente/internal/verify"
)

// issueData is a published edition: what it says, as it was frozen, and what became of it since.
type issueData struct {
	reportData

	edition publish.Edition
	files   []issueFile
	later   *issueLink // the newest edition, when it is another
	others  []issueLink
	since   verify.Since
	said    []string // edition, checksum, how to verify
}

// issueFile is a file to download; href is "" while it is being made.
type issueFile struct{ href, label, note string }

// issueLink leads to an edition.
type issueLink struct{ href, label string }

// issue shows a published edition as it was published, or gives one of its files when the address ends with a format.
func (s *site) issue(q *query) (serve.Answer, error) {
	e, to, err := s.editionOf(q, "")
	if err != nil || to != "" {
		return moved(to), err
	}
	var ok bool
	if e.year, ok = parseYear(q.PathValue("year")); !ok {
		return serve.Answer{}, notFound("year", q.PathValue("year"))
	}
	name, format, file := strings.Cut(q.PathValue("edition"), ".")
	all, err := s.Reader.Editions(q.Context(), e.office.ID, e.year)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("read editions: %w", err)
	}
	found, ok := publish.NamedEdition(all, name, string(q.lang))
	if !ok {
		return serve.Answer{}, notFound("edition", name)
	}
	if file {
		return s.issueFile(q, e, found, format)
	}
	whole, err := s.Reader.Edition(q.Context(), found.Publication)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("read edition %s: %w", found.Publication, err)
	}
	for _, w := range whole {
		if w.Lang == found.Lang {
			found = w
		}
	}
	paper, err := found.Paper()
	if err != nil {
		return serve.Answer{}, err
	}
	d := issueData{edition: found, said: paper.Colophon()}
	d.reportData = reportData{report: paper, edition: e, figures: map[string]bool{}, frozen: true}
	if d.links, err = s.Reader.Heads(q.Context(), publish.Refs(paper)); err != nil {
		return serve.Answer{}, fmt.Errorf("read what the edition names: %w", err)
	}
	if paper.Annex != nil {
		paper.Sections = append(paper.Sections, *paper.Annex)
		for _, n := range paper.Figures {
			d.figures[n.Key] = true
		}
	}
	if d.since, err = verify.Look(q.Context(), q.p, s.Reader, found, paper); err != nil {
		return serve.Answer{}, err
	}
	for _, other := range all {
		if other.Subject == found.Subject && other.Lang == found.Lang && other.Number != found.Number {
			d.others = append(d.others, s.issueLink(q, e, all, other))
		}
	}
	if l := verify.Later(all, found); l.Number > 0 {
		link := s.issueLink(q, e, all, l)
		d.later = &link
	}
	d.files = issueFiles(q, e, all, found)
	m := meta{title: paper.Title, context: join(" – ", q.p.T("edition.page.name", "n", found.Number), e.told(q.lang)), description: q.p.T("edition.page.number", "n", found.Number), section: navReports,
		paths: issuePaths(e, all, name), trail: reportTrail(q, e)}
	return s.html(q, m, func(v view) templ.Component { return issuePage(v, d) })
}

// issuePaths are where an edition stands in each language; in one in which it was not published, the report of its year.
func issuePaths(e edition, all []publish.Edition, name string) paths {
	return both(func(l i18n.Lang) string {
		if _, ok := publish.NamedEdition(all, name, string(l)); !ok {
			return e.report().in(l)
		}
		return issuePath(l, e.code, e.year, name)
	})
}

// issueFile gives a file of an edition, as it was made: its bytes never change.
func (s *site) issueFile(q *query, e edition, found publish.Edition, format string) (serve.Answer, error) {
	for _, f := range found.Files {
		if f.Format != format || f.SHA256 == "" {
			continue
		}
		body, err := s.Reader.EditionFile(q.Context(), f)
		if err != nil {
			return serve.Answer{}, fmt.Errorf("open the %s of %s: %w", format, found.Publication, err)
		}
		name := fmt.Sprintf("%s-%d-%d-%s.%s", e.office.Code, e.year, found.Number, found.Lang, format)
		return serve.Answer{Media: verify.MediaType(format), Headers: attachment(name), Stream: func(w io.Writer) error {
			defer body.Close()
			if _, err := io.Copy(w, body); err != nil {
				return fmt.Errorf("send the %s of %s: %w", format, found.Publication, err)
			}
			return nil
		}}, nil
	}
	return serve.Answer{}, notFound("format", format)
}

func (s *site) issueLink(q *query, e edition, all []publish.Edition, i publish.Edition) issueLink {
	on := record.Date(day(i.Issued))
	out := issueLink{href: issuePath(i18n.Lang(i.Lang), e.code, e.year, publish.EditionName(all, i.Subject, i.Number)), label: q.p.T("edition.page.link", "n", i.Number, "date", on)}
	if i.Sort == publish.Erratum {
		out.label = q.p.T("edition.page.link-erratum", "n", i.Number, "date", on)
	}
	return out
}

// issueFiles lists the files of an edition, those that are being made among them.
func issueFiles(q *query, e edition, all []publish.Edition, i publish.Edition) []issueFile {
	var out []issueFile
	base := issuePath(q.lang, e.code, e.year, publish.EditionName(all, i.Subject, i.Number))
	for _, format := range []string{verify.PDF, verify.DOCX, verify.HTML, verify.JSON} {
		f := issueFile{label: strings.ToUpper(format), note: q.p.T("edition.page.making")}
		for _, have := range i.Files {
			if have.Format == format && have.SHA256 != "" {
				f.href, f.note = base+"."+format, q.p.Bytes(have.Size)
			}
		}
		out = append(out, f)
	}
	return out
}

// issuesOf lists the published editions of an office's year, newest first.
func (s *site) issuesOf(q *query, e edition) ([]issueLink, error) {
	all, err := s.Reader.Editions(q.Context(), e.office.ID, e.year)
	if err != nil {
		return nil, fmt.Errorf("read editions: %w", err)
	}
	var out []issueLink
	for _, i := range all {
		if i.Lang == string(q.lang) {
			of := e
			of.year = i.Year
			link := s.issueLink(q, of, ofYear(all, i.Year), i)
			if e.year == 0 {
				link.label = strconv.Itoa(i.Year) + " – " + link.label
			}
			out = append(out, link)
		}
	}
	return out, nil
}

// issueOf is the link to the edition that a publication is, in the reader's language or, where it was not published in that, in
// another; it leads nowhere for a publication of elsewhere.
func (s *site) issueOf(q *query, publication record.Ref, e edition) (issueLink, error) {
	all, err := s.Reader.Editions(q.Context(), e.office.ID, 0)
	if err != nil {
		return issueLink{}, fmt.Errorf("read editions: %w", err)
	}
	var found publish.Edition
	for _, i := range all {
		if i.Publication == publication && (found.Number == 0 || i.Lang == string(q.lang)) {
			found = i
		}
	}
	if found.Number == 0 {
		return issueLink{}, nil
	}
	e.year = found.Year
	return s.issueLink(q, e, ofYear(all, found.Year), found), nil
}

func ofYear(all []publish.Edition, year int) []publish.Edition {
	var out []publish.Edition
	for _, e := range all {
		if e.Year == year {
			out = append(out, e)
		}
	}
	return out
}
