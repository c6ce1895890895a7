// Package render writes a report in the formats that leave the program as text: Markdown for people and editors, JSON for
// machines. Both hold what the report holds and nothing else. It is pure: it must not know records, languages or
// addresses; whoever calls it says where a link leads.
package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"entente/internal/publish"
	"entente/internal/record"
)

// Links says where the numbers and names of a report lead. A function that is nil, or gives "", makes no link.
type Links struct {
	Figure func(key string) string
	Record func(record.Ref) string
}

// Of is where a span leads: to its figure, to its record, or to the address that it was given; "" when nowhere.
func (l Links) Of(s publish.Span) string {
	if s.Figure != "" && l.Figure != nil {
		if to := l.Figure(s.Figure); to != "" {
			return to
		}
	}
	if s.Record != "" && l.Record != nil {
		if to := l.Record(s.Record); to != "" {
			return to
		}
	}
	return Outside(s.Href)
}

// Outside is an address as a document may hold it: of the web or of mail, else "".
func Outside(address string) string {
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(strings.ToLower(address), scheme) {
			return address
		}
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
