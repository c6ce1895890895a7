package portal

import (
	"fmt"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// year reads what an office's figures and report of a year are made from.
func (s *site) year(q *query, office record.Ref, year int) (figure.Input, error) {
	in, err := s.Reader.Year(q.Context(), office, year)
	if err != nil {
		return figure.Input{}, fmt.Errorf("read year %d: %w", year, err)
	}
	in.PlaceName = s.placeName
	return in, nil
}

// numbersOf puts a year's figures into the words of a language.
func numbersOf(in figure.Input, p *i18n.Printer) []publish.Number {
	return publish.Numbers(p, in, figure.Compute(in))
}

// reportOf composes a year's report.
func reportOf(in figure.Input, p *i18n.Printer) *publish.Paper {
	return publish.BuildReport(p, in, figure.Compute(in))
}
