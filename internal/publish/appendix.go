package publish

import (
	"strings"

	"entente/internal/i18n"
)

// Opened is the section that opens every figure of a report in the report itself: its rule, what was computed and declared,
// and each thing counted with the ids of its records. A file that travels without the site is thereby still open.
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
			paragraph([]Span{{Text: n.Rule}}),
			paragraph([]Span{{Text: p.T("report.file.values", "computed", dash(n.Shown), "declared", dash(n.Said))}}),
		}}
		if n.Why != "" {
			s.Blocks = append(s.Blocks, paragraph([]Span{{Text: n.Why}}))
		}
		if len(n.Evidence) > 0 {
			list := Block{Sort: "ordered"}
			for i, e := range n.Evidence {
				ids := make([]string, len(e.Records))
				for j, id := range e.Records {
					ids[j] = string(id)
				}
				list.Items = append(list.Items, Item{Value: i + 1, Spans: []Span{{Text: e.Label + " "}, {Text: "(" + strings.Join(ids, ", ") + ")"}}})
			}
			s.Blocks = append(s.Blocks, list)
		}
		out.Sections = append(out.Sections, s)
	}
	return out
}
