package publish

import "strconv"

// differences is the table of what is declared and not found again, with what may explain it.
func (w *writer) differences() []Block {
	t := &Table{
		Caption: w.p.T("report.differences.caption"),
		Head: []Cell{
			w.cell(Span{Text: w.p.T("report.column.figure")}), {Spans: []Span{{Text: w.p.T("report.column.declared")}}, Number: true},
			{Spans: []Span{{Text: w.p.T("report.column.computed")}}, Number: true}, w.cell(Span{Text: w.p.T("report.column.why")}),
		},
	}
	declared := 0
	for _, n := range w.inOrder() {
		if n.Declared == nil {
			continue
		}
		declared++
		if n.Agrees {
			continue
		}
		why := []Span{{Text: n.Why}}
		for _, c := range n.Comments {
			why = append(why, Span{Text: " "}, c)
		}
		t.Rows = append(t.Rows, []Cell{
			w.cell(open(n.Key, w.labelled(n))), {Spans: []Span{{Text: n.Said, Record: n.By[0]}}, Number: true},
			{Spans: []Span{{Text: w.shown(n)}}, Number: true}, w.cell(why...),
		})
	}
	switch {
	case declared == 0:
		return nil
	case len(t.Rows) == 0:
		return []Block{paragraph(w.sentence("report.differences.none"))}
	}
	return []Block{paragraph(w.sentence("report.differences.lead")), {Sort: "table", Table: t}}
}

// labelled is the label of a figure, with its period when that is not the report's year.
func (w *writer) labelled(n Number) string {
	if n.Period != strconv.Itoa(w.in.Year) {
		return w.p.T("report.column.of_period", "label", n.Label, "period", n.Period)
	}
	return n.Label
}

func (w *writer) shown(n Number) string {
	if n.Value == nil {
		return w.p.T("report.untold")
	}
	return n.Shown
}
