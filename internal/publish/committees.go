package publish

import (
	"fmt"
	"slices"
	"strconv"

	"entente/internal/figure"
	"entente/internal/record"
)

// committees has a part for each standing committee that existed in the year or held an activity in it.
func (w *writer) committees(b record.Block, id string) []Section {
	var out []Section
	var all []*record.Committee
	for _, r := range w.in.Records {
		if c, ok := r.(*record.Committee); ok && c.Withdrawn == "" && (len(b.Show) == 0 || slices.Contains(b.Show, c.ID)) {
			all = append(all, c)
		}
	}
	for _, c := range figure.Order(all) {
		joint := w.joint(c)
		since := c.Since.First()
		if len(joint) == 0 && (since == "" || since > fmt.Sprintf("%04d-12-31", w.in.Year)) {
			continue
		}
		title := w.text(c.Title)
		out = append(out, Section{
			ID: subID(id, strconv.Itoa(len(out)+1)), Title: title.Text, Lang: title.Lang, Blocks: w.committee(c, joint),
		})
	}
	return out
}

func (w *writer) committee(c *record.Committee, joint []Item) []Block {
	var blocks []Block
	var facts [][]Span
	if start, _, _ := c.Since.Parts(); start.Precision() > record.Open {
		facts = append(facts, w.sentence("report.committee.since", "name", w.titled(c), "since", w.p.Date(start+"/..")))
	}
	if name := w.name(c.Coordinator); name.Text != "" {
		facts = append(facts, w.sentence("report.committee.coordinator", "name", name))
	}
	var members []record.Ref
	for _, m := range c.Members {
		members = append(members, m.Who)
	}
	if names := w.names(members); len(names) > 0 {
		facts = append(facts, w.sentence("report.committee.members", "names", names))
	}
	if name := w.name(c.Under); name.Text != "" {
		facts = append(facts, w.sentence("report.committee.under", "name", name))
	}
	if spans := sentences(facts...); len(spans) > 0 {
		blocks = append(blocks, paragraph(spans))
	}
	if summary := w.text(c.Summary); summary.Text != "" {
		blocks = append(blocks, paragraph([]Span{summary}))
	}
	var objectives []Item
	for _, o := range c.Objectives {
		objectives = append(objectives, Item{Spans: []Span{w.text(o)}})
	}
	if len(objectives) > 0 {
		blocks = append(blocks, paragraph(w.sentence("report.committee.objectives")), Block{Sort: "list", Items: objectives})
	}
	if len(joint) > 0 {
		blocks = append(blocks, paragraph(w.sentence("report.committee.joint", "year", w.in.Year)), Block{Sort: "list", Items: joint})
	}
	return blocks
}

// joint are the joint activities of the year.
func (w *writer) joint(c *record.Committee) []Item {
	var out []Item
	for _, ref := range c.Joint {
		r := figure.Lookup(w.in, ref)
		if r == nil || !r.When().Within(w.in.Year) {
			continue
		}
		it := Item{Spans: []Span{w.titled(r)}}
		if e, ok := r.(*record.Event); ok {
			it.Spans, it.Items = w.eventLine(e), w.attendance(e)
			if summary := w.text(e.Summary); summary.Text != "" {
				it.Items = append(it.Items, Item{Spans: []Span{summary}})
			}
		}
		out = append(out, it)
	}
	return out
}
