package publish

import (
	"entente/internal/figure"
	"entente/internal/record"
)

// disclosure says by which rules expenses are published, what was, and what travel emitted and cost the climate.
func (w *writer) disclosure() []Block {
	var out []Block
	add := func(spans []Span) {
		if len(spans) > 0 {
			out = append(out, paragraph(spans))
		}
	}
	add(w.published())
	add(w.climate(figure.EmissionsKey, "report.carbon.emissions", "report.carbon.emissions_declared"))
	add(w.climate(figure.OffsetKey, "report.carbon.offset", "report.carbon.offset_declared"))
	if rule := w.profileRule(); rule != "" && len(out) > 0 {
		out = append([]Block{paragraph([]Span{{Text: rule}})}, out...)
	}
	return out
}

func (w *writer) profileRule() string {
	if w.in.Office == nil {
		return ""
	}
	switch w.in.Office.Profile {
	case "qc-city":
		return w.p.T("report.disclosure.qc_city")
	case "qc-ministry":
		return w.p.T("report.disclosure.qc_ministry")
	case "ca-federal":
		return w.p.T("report.disclosure.ca_federal")
	}
	return ""
}

// published lists the disclosures and mission reports of the year.
func (w *writer) published() []Span {
	var refs []record.Ref
	for _, r := range w.in.Records {
		p, ok := r.(*record.Publication)
		if ok && p.Period.Within(w.in.Year) && (p.PublicationType == "disclosure" || p.PublicationType == "mission_report") && p.SupersededBy == "" {
			refs = append(refs, p.ID)
		}
	}
	if len(refs) == 0 {
		return nil
	}
	return w.sentence("report.disclosure.published", "year", w.in.Year, "names", w.names(refs))
}

// climate tells a sum of the year before: computed, or else as declared.
func (w *writer) climate(key, computed, declared string) []Span {
	f := w.figures[key]
	switch {
	case f.Value != nil:
		said := w.sentence(computed, "period", f.Period, "amount", strong(key, w.amount(key, *f.Value)))
		return sentences(said, w.differs(key))
	case len(f.Declared) > 0:
		said := w.sentence(declared, "period", f.Period, "amount", strong(key, w.said(key, f.Declared[0].Value)), "document", w.document(f))
		return sentences(said, []Span{{Text: w.numbers[key].Why}})
	}
	return nil
}
