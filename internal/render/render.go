// Package render writes a report in the formats that leave the program as text: Markdown for people and editors, JSON for
// machines. Both hold what the report holds and nothing else. It is pure: it must not know records, languages or
// addresses; whoever calls it says where a link leads.
package render

import (
	"bytes"
	"encoding/json"
	"fmt"

	"entente/internal/publish"
	"entente/internal/record"
)

// Links says where the numbers and names of a report lead. A function that is nil, or gives "", makes no link.
type Links struct {
	Figure func(key string) string
	Record func(record.Ref) string
}

func (l Links) of(s publish.Span) string {
	switch {
	case s.Figure != "" && l.Figure != nil:
		return l.Figure(s.Figure)
	case s.Record != "" && l.Record != nil:
		return l.Record(s.Record)
	}
	return ""
}

// JSON writes a report as an indented document whose members always come in the same order.
func JSON(r *publish.Paper) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		return nil, fmt.Errorf("write the report of %d as JSON: %w", r.Year, err)
	}
	return b.Bytes(), nil
}
