package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"entente/internal/form"
	"entente/internal/record"
)

// contentLine is a block in the list of what a page or report holds.
type contentLine struct {
	name, href string
	level      int
}

// composes tells whether the reader may open the record in the editor.
func (s subject) composes() bool { return s.own && s.meta.Withdrawn == "" && composable(s.kind) }

// contentsOf lists the parts of a page or report; each leads to where it is written.
func contentsOf(q *request, s subject) []contentLine {
	var out []contentLine
	for _, b := range keyed(record.Blocks(s.Record)) {
		if level(b) > 0 || sortOf(b) != record.BlockText {
			out = append(out, contentLine{blockName(q.p, b), s.path + "/compose#" + blockID(b.ID), level(b)})
		}
	}
	return out
}

func (l contentLine) class() string { return "outline-" + strconv.Itoa(l.level) }

// notOnForms are the fields of a page or report that have screens of their own: its text, and where it stands in review.
func notOnForms(kind record.Kind) []string {
	switch kind {
	case record.KindPage:
		return []string{"blocks"}
	case record.KindReport:
		return []string{"blocks", "stage", "reviews", "publication"}
	}
	return nil
}

// withoutComposed takes those fields off a form, and headings with nothing left below them.
func withoutComposed(f *form.Form, kind record.Kind) {
	not := notOnForms(kind)
	if not == nil {
		return
	}
	for i := range f.Groups {
		f.Groups[i].Inputs = slices.DeleteFunc(slices.Clone(f.Groups[i].Inputs), func(in form.Input) bool { return slices.Contains(not, in.Path) })
	}
	f.Groups = slices.DeleteFunc(f.Groups, func(s form.Section) bool { return len(s.Inputs) == 0 })
}

// fillComposed gives what was sent the values of those fields as they stand, so that a form without them leaves them alone.
func fillComposed(values, stand url.Values, kind record.Kind) {
	ours := func(key string) bool {
		name, _, _ := strings.Cut(key, ".")
		return slices.Contains(notOnForms(kind), name)
	}
	for key := range values {
		if ours(key) {
			delete(values, key)
		}
	}
	for key, all := range stand {
		if ours(key) {
			values[key] = all
		}
	}
}

// keepComposed leaves those fields exactly as they stand in the state that a form was made from.
func keepComposed(r, base record.Record) {
	if composable(base.Head().Kind) {
		setBlocks(r, record.Blocks(base))
	}
	if to, ok := r.(*record.Report); ok {
		if from, ok := base.(*record.Report); ok {
			to.Stage, to.Reviews, to.Publication = from.Stage, from.Reviews, from.Publication
		}
	}
}
