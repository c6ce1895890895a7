package publish

import (
	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// Opened is the section that opens every figure of a report in the report itself: its rule, what was computed and declared, and
// each thing counted, by name, with the marks of its records: the last part of their addresses. A file that travels without the
// site is thereby still open.
func Opened(p *i18n.Printer, r *Paper) Section {
	out := Section{ID: "figures", Title: p.T("report.file.figures")}
	for _, n := range r.Figures {
		dash := func(s string) string {
			if s == "" {
				return "—"
			}
			return s
		}
		s := Section{ID: "figure-" + n.Key, Title: n.Label + " — " + n.Period, Blocks: []Block{
			paragraph([]Span{{Text: p.T("report.file.values", "computed", dash(n.Shown), "declared", dash(n.Said)), Strong: true}, {Text: " " + n.Rule}}),
		}}
		if n.Why != "" {
			s.Blocks = append(s.Blocks, paragraph([]Span{{Text: n.Why}}))
		}
		if len(n.Evidence) > 0 {
			list := Block{Sort: "ordered"}
			for i, e := range n.Evidence {
				list.Items = append(list.Items, Item{Value: i + 1, Spans: counted(p, e)})
			}
			s.Blocks = append(s.Blocks, list)
		}
		out.Sections = append(out.Sections, s)
	}
	if len(out.Sections) > 0 {
		out.Blocks = []Block{paragraph([]Span{{Text: p.T("report.file.marks")}})}
	}
	return out
}

// counted is one thing that a figure counts: its name and when it was, or what it was found in.
func counted(p *i18n.Printer, e NumberEvidence) []Span {
	var out []Span
	if len(e.Named) == 0 {
		name := Span{Text: e.Label}
		if len(e.Records) > 0 {
			name.Record = e.Records[0]
		}
		out = append(out, name)
		if e.When != "" {
			out = append(out, Span{Text: " (" + e.When + ")"})
		}
		for _, id := range e.Records {
			out = append(out, markOf(id)...)
		}
		return merge(out)
	}
	name := Span{Text: e.Label, Strong: true}
	if e.Sort == figure.OfOrganisations {
		name.Record = record.Ref(e.Thing)
	}
	out = append(out, name, Span{Text: p.T("report.file.in")})
	for i, s := range e.Named {
		if i > 0 {
			out = append(out, Span{Text: p.T("report.file.and")})
		}
		out = append(append(out, s), markOf(s.Record)...)
	}
	return merge(out)
}

// markOf is the part of a record's address that no other has.
func markOf(id record.Ref) []Span {
	if id.Short() == "" {
		return nil
	}
	return []Span{{Text: "\u00a0" + id.Short(), Small: true}}
}
