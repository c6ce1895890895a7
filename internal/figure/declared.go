package figure

import (
	"slices"
	"strconv"
	"strings"

	"entente/internal/record"
)

// declared gathers what the office's own publications state for a figure, the latest publication first, without those
// that another one replaces.
func (s *scope) declared(key string, period int) []Declaration {
	publications := slices.DeleteFunc(of[*record.Publication](s.Input), func(p *record.Publication) bool {
		return p.SupersededBy != "" || !s.ours(p.Publisher)
	})
	slices.SortStableFunc(publications, func(a, b *record.Publication) int {
		if c := strings.Compare(b.Issued.SortKey(), a.Issued.SortKey()); c != 0 {
			return c
		}
		return byDate(a, b)
	})
	var out []Declaration
	for _, p := range publications {
		for _, d := range p.Declared {
			if d.Figure == key && string(d.Period) == strconv.Itoa(period) {
				out = append(out, Declaration{Publication: p.ID, Value: d.Value, Place: d.Place, Comment: d.Comment})
			}
		}
	}
	return out
}

// ours tells whether a publisher speaks for the office: it is the office's body, or that body is part of it, or it is part
// of that body. A publication whose publisher is not given is the office's.
func (s *scope) ours(publisher record.Ref) bool {
	if publisher == "" || s.Office == nil || s.Office.Organisation == "" {
		return true
	}
	return OneHouse(s.Input, publisher, s.Office.Organisation)
}

// OneHouse tells whether two bodies are the same, or one is part of the other, as far as the reader may see their records.
func OneHouse(in Input, a, b record.Ref) bool { return partOf(in, a, b) || partOf(in, b, a) }

func partOf(in Input, body, whole record.Ref) bool {
	for range 8 { // a city's services have few floors; a circle of parents ends too
		if body == whole {
			return true
		}
		o, ok := Lookup(in, body).(*record.Organisation)
		if !ok || o.Parent == "" {
			return false
		}
		body = o.Parent
	}
	return false
}
