package render

import "entente/internal/publish"

// Of says where a span leads: to the evidence of its figure, to its record, or to the address that it carries itself.
func (l Links) Of(s publish.Span) string {
	if to := l.of(s); to != "" {
		return to
	}
	return s.Href
}
