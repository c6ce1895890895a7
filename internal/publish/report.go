package publish

import (
	"entente/internal/figure"
	"entente/internal/i18n"
)

// BuildReport writes the annual report of in.Year in the language of p. Its sentences are those of the catalogs, its
// numbers those of figs, and everything else is quoted from the records. Parts without anything to say are left out.
// Updated is left to the caller.
func BuildReport(p *i18n.Printer, in figure.Input, figs []figure.Figure) *Paper {
	w := newWriter(p, in, figs)
	r := &Paper{
		Title: p.T("report.title", "year", in.Year), Subtitle: p.T("report.subtitle"),
		Lang: w.lang(), Year: in.Year, Figures: w.all(figs),
	}
	if in.Office != nil {
		r.Office, _ = in.Office.Name.In(w.lang())
	}
	var body []Section
	for _, s := range []Section{
		w.highlights(), w.disclosure(), w.outcomes(), w.boxes(), w.collaborators(), w.committees(), w.differences(), w.annexes(),
	} {
		if len(s.Blocks) > 0 || len(s.Sections) > 0 {
			body = append(body, s)
		}
	}
	r.Sections = append([]Section{w.introduction(len(body) == 0)}, body...)
	Frame(p, r)
	return r
}

func (w *writer) introduction(empty bool) Section {
	s := Section{ID: "introduction", Title: w.p.T("report.section.introduction")}
	if empty {
		s.Blocks = []Block{paragraph(w.sentence("report.introduction.nothing", "year", w.in.Year))}
		return s
	}
	s.Blocks = []Block{
		paragraph(w.sentence("report.introduction.what", "year", w.in.Year)),
		paragraph(w.sentence("report.introduction.open")),
	}
	return s
}
