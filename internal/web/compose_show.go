package web

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// editorData is the editor as it is shown.
type editorData struct {
	composing

	parts    []editorPart
	doubts   []doubt
	notes    []figureNote
	order    string
	state    string // of the report, and its colour
	tone     string
	comments map[string]int // on each block; "" for those on the whole
	review   reviewPart
}

// editorPart is a block as it reads, with what its tools need.
type editorPart struct {
	record.Block

	name        string
	sort        string // what draws it, "" where people wrote it alone
	level       int
	heading     string
	headingLang string
	body        []publish.Block
	under       []publish.Section
	untold      bool // it draws on records and there are none
	lacks       bool // something has no English
	first, last bool
	doubts      []doubt
	said        int
}

// figureNote is what a number says of itself where it stands.
type figureNote struct {
	publish.Number

	id       string
	items    []string
	more     int
	evidence string
}

// noted is how many of the things that a number counts are named beside it.
const noted = 5

// editor shows the composition as it will read, with the tools of each block.
func (a *app) editor(q *request) (serve.Answer, error) {
	c, err := a.composed(q)
	if err != nil {
		return follow(err)
	}
	d, err := a.editing(q, c)
	if err != nil {
		return serve.Answer{}, err
	}
	m := meta{title: q.p.T("editor.title"), trail: c.above(q, true), entry: string(c.kind), plain: true}
	return a.html(q, m, func(v view) templ.Component { return editorPage(v, d) })
}

// editing gathers all that the editor shows.
func (a *app) editing(q *request, c composing) (editorData, error) {
	d := editorData{composing: c, order: order(c.blocks)}
	var err error
	if d.doubts, err = a.doubtsFor(q, c); err != nil {
		return d, err
	}
	said, err := a.saidOf(q, c)
	if err != nil {
		return d, err
	}
	d.comments = said
	for i, p := range c.parts(q, c.blocks) {
		b := c.blocks[i]
		p.first, p.last, p.said = i == 0, i == len(c.blocks)-1, said[b.ID]
		for _, x := range d.doubts {
			if x.block == b.ID {
				p.doubts = append(p.doubts, x)
			}
		}
		d.parts = append(d.parts, p)
	}
	d.notes = c.notes()
	if r, ok := c.Record.(*record.Report); ok {
		d.state, d.tone = i18n.Capital(q.p.T("vocabulary.report_stage."+r.Stage)), stageTone(r.Stage)
		d.review = a.reviewOf(q, c, r)
	}
	d.heads, err = a.readHeads(q, d.parts...)
	return d, err
}

// notes are the figures of the catalogue, each with what it says where it stands in the text.
func (c composing) notes() []figureNote {
	out := make([]figureNote, len(c.numbers))
	for i, n := range c.numbers {
		out[i] = figureNote{Number: n, id: figureID(n.Key), evidence: c.address("/figures/" + n.Key)}
		for _, e := range n.Evidence[:min(noted, len(n.Evidence))] {
			out[i].items = append(out[i].items, e.Label)
		}
		out[i].more = len(n.Evidence) - len(out[i].items)
	}
	return out
}

func figureID(key string) string { return "figure-" + strings.ReplaceAll(key, ".", "-") }

func blockID(key string) string { return "b-" + key }

// readHeads reads the heads of the records that parts name.
func (a *app) readHeads(q *request, parts ...editorPart) (map[record.Ref]publish.Head, error) {
	var all publish.Paper
	for _, p := range parts {
		all.Opening, all.Sections = append(all.Opening, p.body...), append(all.Sections, p.under...)
	}
	return a.heads(q, publish.Refs(&all))
}

// opens is where a record that a text names is shown, "" where the reader does not see it.
func (c composing) opens(v view, id record.Ref) string {
	if h, ok := c.heads[id]; ok {
		return recordPath(v.lang, h.Kind, h.ID)
	}
	return ""
}

// stageTone is the colour of a stage, which its words say too.
func stageTone(stage string) string {
	switch stage {
	case record.StageApproved, record.StagePublished:
		return "tag-good"
	case record.StageReview:
		return "tag-warn"
	}
	return ""
}

func number(n int) string { return strconv.Itoa(n) }
