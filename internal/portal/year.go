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
	return s.yearWith(q, office, year, publish.Need{})
}

// yearWith is year with what blocks need beside.
func (s *site) yearWith(q *query, office record.Ref, year int, need publish.Need) (figure.Input, error) {
	in, err := s.Reader.YearWith(q.Context(), office, year, need)
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

// reportOf composes the report of a year as it stands, which nobody wrote.
func (s *site) reportOf(q *query, in figure.Input) *publish.Paper {
	c := publish.Standing(s.Catalogs, in.Year)
	c.Maps, c.Places = s.Maps, s.Places
	if in.Office != nil {
		c.Look = publish.LookOf(in.Office, publish.Logo{}, string(q.lang))
	}
	return publish.Compose(q.p, in, figure.Compute(in), c)
}
