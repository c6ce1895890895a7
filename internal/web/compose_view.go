package web

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/record"
	"entente/internal/serve"
)

// sortGroup is a heading of the menu of blocks.
type sortGroup struct {
	key   string
	sorts []string
}

// sortGroups arranges the sorts of blocks as people look for them.
func sortGroups() []sortGroup {
	return []sortGroup{
		{"words", []string{record.BlockText, record.BlockBox, record.BlockPages}},
		{"numbers", []string{record.BlockHighlights, record.BlockTiles, record.BlockFigures, record.BlockChart, record.BlockMap, record.BlockBalance, record.BlockIndicators}},
		{"records", []string{record.BlockActivities, record.BlockOutcomes, record.BlockAgreements, record.BlockCollaborators, record.BlockCommittees}},
		{"open", []string{record.BlockDisclosure, record.BlockOffset, record.BlockDisagreements, record.BlockRules}},
	}
}

// blockSorts is the menu of what can be added.
func (a *app) blockSorts(q *request) (serve.Answer, error) {
	c, err := a.composed(q)
	if err != nil {
		return follow(err)
	}
	if !c.writes {
		return serve.Answer{}, missing("page", q.URL.Path)
	}
	after := q.FormValue("after")
	if c.index(after) < 0 {
		after = ""
	}
	m := meta{title: q.p.T("editor.add.title"), trail: c.above(q, false), entry: string(c.kind)}
	return a.html(q, m, func(v view) templ.Component { return sortMenu(v, c, after) })
}

// seenBy is the address of the editor with what the office sees, or what the public does.
func (c composing) seenBy(public bool) string {
	c.public = public
	return c.address("/compose")
}

// titleIn is the title in the language of the text, and leadIn what stands below it.
func titleIn(c composing) string {
	t, _ := c.Record.Label().In(string(c.lang))
	return t
}

func leadIn(c composing) string {
	var t record.Text
	switch r := c.Record.(type) {
	case *record.Report:
		t = r.Subtitle
	case *record.Page:
		t = r.Lead
	}
	s, _ := t.In(string(c.lang))
	return s
}

// back is where the form is left to.
func (f *blockForm) back() string {
	if f.fresh() && f.after == "" {
		return f.address("/compose")
	}
	if f.fresh() {
		return f.address("/compose#" + blockID(f.after))
	}
	return f.address("/compose#" + blockID(f.block.ID))
}

// untold is how many paragraphs have no English; none of French.
func (f *blockForm) untold(lang string) int {
	n := 0
	for _, t := range f.block.Text {
		if lang == "en" && strings.TrimSpace(t.EN) == "" {
			n++
		}
	}
	return n
}

// textRows is how tall the inputs of a text are: as the longer of both languages needs.
func textRows(texts ...string) string {
	const wide, least, most = 60, 6, 24
	rows := least
	for _, s := range texts {
		n := 1
		for line := range strings.SplitSeq(s, "\n") {
			n += 1 + len(line)/wide
		}
		rows = max(rows, n)
	}
	return strconv.Itoa(min(rows, most))
}

func shownOr(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
