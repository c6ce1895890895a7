package portal

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

const tiesOnPage = 60

// recordData is what the page of a record shows.
type recordData struct {
	title     words
	eyebrow   []words // kind, sort, place: what it is
	arranged  arranged
	facts     []fact
	documents []words
	sources   []source
	editions  []row // of a series
	ties      []tieGroup
	moreTies  string    // address of the next page of ties
	issue     issueLink // the edition that a publication is
	file      string    // address of the file, of a document that has one
	fileNote  string
	printed   *printed // the list that a publication prints
	updated   string
}

// source tells where the facts come from.
type source struct {
	document words
	place    words
	position string
	printed  words
}

// tieGroup is the records of one kind that refer to this one.
type tieGroup struct {
	kind  record.Kind
	label string
	rows  []row
	all   string // address of all of them, where there are more
}

func (s *site) record(sec section) handler {
	return func(q *query) (serve.Answer, error) {
		given := q.PathValue("permalink")
		p, err := s.find(q, sec, given)
		if errors.Is(err, record.ErrNotFound) {
			if h, moved := s.Reader.Moved(q.Context(), shortOf(given)); moved == nil && h.Kind == sec.kind {
				return serve.Redirect(http.StatusMovedPermanently, withQuery(recordPath(q.lang, h), q.URL.RawQuery)), nil
			}
		}
		if err != nil {
			return serve.Answer{}, err
		}
		if want := permalink(q.lang, p.Head); given != want {
			return serve.Redirect(http.StatusMovedPermanently, withQuery(recordPath(q.lang, p.Head), q.URL.RawQuery)), nil
		}
		return s.recordPage(q, p)
	}
}

// ownPage is the page of a kind that has one of its own; ok is false for all others.
func (s *site) ownPage(q *query, p publish.Projection) (a serve.Answer, ok bool, err error) {
	switch r := p.Record.(type) {
	case *record.Organisation:
		return s.partnerPage(q, p, r)
	case *record.Agreement:
		a, err = s.agreementPage(q, p, r)
	case *record.Story:
		a, err = s.storyPage(q, p, r)
	case *record.Framework:
		a, err = s.frameworkPage(q, p, r)
	case *record.Page:
		a, err = s.editorialPage(q, p, r)
	default:
		return serve.Answer{}, false, nil
	}
	return a, true, err
}

// find reads the record that a permalink names, which must be of the kind that the address says.
func (s *site) find(q *query, sec section, given string) (publish.Projection, error) {
	short := shortOf(given)
	p, err := s.Reader.Projection(q.Context(), short)
	if err != nil {
		return publish.Projection{}, fmt.Errorf("read %s %s: %w", sec.kind, short, err)
	}
	if p.Kind != sec.kind {
		return publish.Projection{}, notFound(string(sec.kind), short)
	}
	return p, nil
}

// shortOf is the part of a permalink that never changes.
func shortOf(given string) string {
	short, _, _ := strings.Cut(given, "-")
	return short
}

func withQuery(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}

func (s *site) recordPage(q *query, p publish.Projection) (serve.Answer, error) {
	after, kind := q.URL.Query().Get("after"), record.Kind(q.URL.Query().Get("ties"))
	if kind == "" {
		if a, ok, err := s.ownPage(q, p); ok || err != nil {
			return a, err
		}
	}
	ties, next, err := s.tiesPage(q, p.ID, kind, after)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("read ties of %s: %w", p.ID, err)
	}
	heads, err := s.neighbours(q, p.Record)
	if err != nil {
		return serve.Answer{}, err
	}
	m := meta{paths: both(func(l i18n.Lang) string { return recordPath(l, p.Head) }), noIndex: after != "" || kind != ""}
	m.title, _ = p.Record.Label().In(string(q.lang))
	m, err = s.above(q, p, m)
	if err != nil {
		return serve.Answer{}, err
	}
	t := teller{s: s, v: s.view(q, m), kind: p.Kind, heads: heads, home: q.homeOf(p.Office)}
	d := t.page(p)
	if pub, ok := p.Record.(*record.Publication); ok && publish.IsSeal(pub.Checksum) {
		if d.issue, err = s.issueOf(q, p.ID, q.editionBy(p.Office, 0)); err != nil {
			return serve.Answer{}, err
		}
	}
	m.context, m.data = d.context(), t.describe(p)
	if p.Kind == record.KindSeries {
		d.editions, ties = t.editions(ties)
	}
	d.ties = t.v.tieGroups(ties)
	if next != "" {
		d.moreTies = tiesPath(q.lang, p.Head, kind, next)
	}
	return s.html(q, m, func(v view) templ.Component { return recordPage(v, d) })
}

// editions takes from what is tied to a series its own activities, which are told first.
func (t teller) editions(ties []publish.Tie) (list []row, others []publish.Tie) {
	for _, tie := range ties {
		if tie.Field == "series" {
			list = append(list, t.v.row(tie.Head))
		} else {
			others = append(others, tie)
		}
	}
	return list, others
}

// tiesPage reads a page of what refers to a record: all of it, or the records of one kind.
func (s *site) tiesPage(q *query, id record.Ref, kind record.Kind, after string) ([]publish.Tie, string, error) {
	if kind == "" {
		return s.Reader.Ties(q.Context(), id, after, tiesOnPage)
	}
	return s.Reader.TiesOf(q.Context(), id, kind, after, tiesOnPage)
}

// tiesPath is the address of what refers to a record, of one kind where one is given.
func tiesPath(l i18n.Lang, h publish.Head, kind record.Kind, after string) string {
	asked := url.Values{}
	if kind != "" {
		asked.Set("ties", string(kind))
	}
	if after != "" {
		asked.Set("after", after)
	}
	return withQuery(recordPath(l, h), asked.Encode())
}

// context is what the record is, and of which sort, for the window's title.
func (d recordData) context() string {
	said := ""
	for _, w := range d.eyebrow[:min(2, len(d.eyebrow))] {
		said = join(", ", said, w.text)
	}
	return said
}

// neighbours reads the heads of the records that r refers to.
func (s *site) neighbours(q *query, r record.Record) (map[record.Ref]publish.Head, error) {
	var ids []record.Ref
	for _, l := range record.Links(r) {
		ids = append(ids, l.Target)
	}
	heads, err := s.Reader.Heads(q.Context(), ids)
	if err != nil {
		return nil, fmt.Errorf("read what %s refers to: %w", r.Head().ID, err)
	}
	return heads, nil
}

// page tells all of a record but its ties.
func (t teller) page(p publish.Projection) recordData {
	m := p.Record.Head()
	d := recordData{title: t.v.text(p.Record.Label()), updated: t.v.updated(p.Updated)}
	d.title.mark = d.title.mark && t.v.link(p.Head).mark
	d.arranged = t.arrange(p.Record)
	d.eyebrow = append([]words{{text: t.v.kind(p.Kind)}}, d.arranged.eyebrow...)
	d.facts = t.facts(p.Record, d.arranged.shown...)
	for _, ref := range m.Documents {
		if w := t.ref(ref); w.text != "" {
			d.documents = append(d.documents, w)
		}
	}
	for _, src := range m.Sources {
		if so := t.source(src); so.document.text+so.place.text+so.printed.text != "" {
			d.sources = append(d.sources, so)
		}
	}
	if pub, ok := p.Record.(*record.Publication); ok {
		d.printed = printedOf(pub)
	}
	if doc, ok := p.Record.(*record.Document); ok && doc.SHA256 != "" {
		d.file = filePath(t.v.lang, p.Head)
		d.fileNote = strings.TrimSuffix(doc.FileName+", "+t.v.bytes(doc.Size), ", ")
	}
	return d
}

func (t teller) source(s record.Source) source {
	out := source{document: t.ref(s.Document), place: t.v.text(s.Place), printed: t.v.text(s.Printed)}
	if s.Position > 0 {
		out.position = t.v.p.T("portal.position", "n", s.Position)
	}
	return out
}

// tieGroups puts ties under their kinds, in the order of the sections. A record that refers twice is told once.
func (v view) tieGroups(ties []publish.Tie) []tieGroup {
	var out []tieGroup
	seen := map[record.Ref]bool{}
	for _, sec := range sections() {
		g := tieGroup{kind: sec.kind, label: v.kinds(sec.kind)}
		for _, tie := range ties {
			if tie.Kind == sec.kind && !seen[tie.ID] {
				seen[tie.ID] = true
				g.rows = append(g.rows, v.row(tie.Head))
			}
		}
		if len(g.rows) > 0 {
			out = append(out, g)
		}
	}
	return out
}
