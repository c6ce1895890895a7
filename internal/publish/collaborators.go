package publish

import (
	"slices"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// collaborators groups the bodies that worked with the office by milieu. Lines that name nobody identified are left to the
// annex, which prints every line.
func (w *writer) collaborators(b record.Block, id string) ([]Block, []Section) {
	if b.Of == "list" {
		return w.collaboratorsAsListed(), nil
	}
	var s Section
	groups := map[record.Ref][]*record.Organisation{}
	seen := map[record.Ref]bool{}
	ours := 0
	for _, c := range figure.Collaborations(w.in, w.in.Year, false) {
		for _, ref := range c.Who {
			o, ok := figure.Lookup(w.in, ref).(*record.Organisation)
			if !ok || seen[ref] {
				continue
			}
			seen[ref] = true
			if o.Milieu != "" && o.OurMilieu {
				ours++
			}
			groups[w.milieu(o)] = append(groups[w.milieu(o)], o)
		}
	}
	if len(groups) == 0 {
		return nil, nil
	}
	s.Blocks = append(s.Blocks, paragraph(w.sentence("report.collaborators.lead", "year", w.in.Year)))
	marked := ours+len(groups[""]) < len(seen) // some milieus are the source's: say which are ours
	if ours > 0 && !marked {
		s.Blocks = append(s.Blocks, paragraph(w.sentence("report.collaborators.ours")))
	}
	for _, milieu := range w.milieus(groups) {
		title := w.p.T("report.collaborators.other")
		sub := subID(id, "other")
		if term, ok := figure.Lookup(w.in, milieu).(*record.Term); ok {
			title, sub = w.text(term.Name).Text, subID(id, term.Code)
		}
		s.Sections = append(s.Sections, Section{ID: sub, Title: title, Blocks: []Block{w.bodies(groups[milieu], marked)}})
	}
	return s.Blocks, s.Sections
}

// milieu is the term that classes a body, "" when there is none to show.
func (w *writer) milieu(o *record.Organisation) record.Ref {
	if _, ok := figure.Lookup(w.in, o.Milieu).(*record.Term); !ok {
		return ""
	}
	return o.Milieu
}

// milieus puts the milieus in the order of their names, the bodies that have none last.
func (w *writer) milieus(groups map[record.Ref][]*record.Organisation) []record.Ref {
	var out []record.Ref
	for ref := range groups {
		if ref != "" {
			out = append(out, ref)
		}
	}
	slices.Sort(out)
	i18n.SortBy(w.p, out, func(ref record.Ref) string { return w.name(ref).Text })
	if len(groups[""]) > 0 {
		out = append(out, "")
	}
	return out
}

func (w *writer) bodies(orgs []*record.Organisation, marked bool) Block {
	b := Block{Sort: "list"}
	i18n.SortBy(w.p, orgs, func(o *record.Organisation) string { return w.name(o.ID).Text })
	for _, o := range orgs {
		spans := []Span{w.name(o.ID)}
		if marked && o.OurMilieu && w.milieu(o) != "" {
			spans = w.sentence("report.collaborators.mark", "name", spans)
		}
		b.Items = append(b.Items, Item{Spans: spans})
	}
	return b
}
