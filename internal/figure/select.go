package figure

import (
	"slices"
	"strings"

	"entente/internal/record"
)

// The functions of this file say which records a year's figures look at. Reports draw their lists with them, so that a
// list and the figure beside it never disagree.

// Visits are the visits received in a year, of one type or of all (""), type by type.
func Visits(in Input, year int, visitType string) []*record.Visit {
	out := Order(slices.DeleteFunc(of[*record.Visit](in), func(v *record.Visit) bool { return !tookPlace(&v.Activity, year) }))
	types := record.Vocabulary("visit_type")
	slices.SortStableFunc(out, func(a, b *record.Visit) int {
		return slices.Index(types, a.VisitType) - slices.Index(types, b.VisitType)
	})
	if visitType == "" {
		return out
	}
	return slices.DeleteFunc(out, func(v *record.Visit) bool { return v.VisitType != visitType })
}

// Missions are the journeys of a year.
func Missions(in Input, year int) []*record.Mission {
	return Order(slices.DeleteFunc(of[*record.Mission](in), func(m *record.Mission) bool { return !tookPlace(&m.Activity, year) }))
}

// Participations are the active parts taken in meetings in a year; those made during missions first, in their order.
func Participations(in Input, year int) []*record.Participation {
	out := Order(slices.DeleteFunc(of[*record.Participation](in), func(p *record.Participation) bool { return !tookPlace(&p.Activity, year) }))
	journeys := Missions(in, year)
	rank := func(p *record.Participation) int {
		i := slices.IndexFunc(journeys, func(m *record.Mission) bool { return m.ID == p.Mission })
		if i < 0 {
			return len(journeys)
		}
		return i
	}
	slices.SortStableFunc(out, func(a, b *record.Participation) int { return rank(a) - rank(b) })
	return out
}

// Events are the events of a year.
func Events(in Input, year int) []*record.Event {
	return Order(slices.DeleteFunc(of[*record.Event](in), func(e *record.Event) bool { return !tookPlace(&e.Activity, year) }))
}

// Agreements are those begun in a year.
func Agreements(in Input, year int) []*record.Agreement {
	return Order(slices.DeleteFunc(of[*record.Agreement](in), func(a *record.Agreement) bool { return !a.When().Within(year) }))
}

// IsNew tells whether an agreement counts among the new ones of a year: a body of ours is a party, it began in the year,
// and a source reports it as new for that year.
func IsNew(a *record.Agreement, year int) bool {
	return a.OursIsParty() && a.When().Within(year) && reported(a.ReportedNew, year)
}

// Collaborations are the lines of those who worked with the office in a year: outside partners, or services of ours.
func Collaborations(in Input, year int, internal bool) []*record.Collaboration {
	return Order(slices.DeleteFunc(of[*record.Collaboration](in), func(c *record.Collaboration) bool {
		return c.Internal != internal || !c.Year.Within(year)
	}))
}

// of picks the records of one kind, each once, without those withdrawn.
func of[R record.Record](in Input) []R {
	var out []R
	seen := map[record.Ref]bool{}
	for _, r := range in.Records {
		v, ok := r.(R)
		if !ok || r.Head().Withdrawn != "" || seen[r.Head().ID] {
			continue
		}
		seen[r.Head().ID] = true
		out = append(out, v)
	}
	return out
}

// tookPlace tells whether an activity belongs to a year's figures: it took place, and its date certainly lies in the year.
func tookPlace(a *record.Activity, year int) bool { return a.TookPlace() && a.Dates.Within(year) }

func reported(years []record.Reported, year int) bool {
	return slices.ContainsFunc(years, func(r record.Reported) bool { return r.Year.Within(year) })
}

// Order puts records in the order of the list that a source prints them in, that is, by position in the list that holds
// most of them, then those outside it likewise; what no list holds comes last, by date and title. Positions compare only
// inside one list of one document.
func Order[R record.Record](records []R) []R {
	out := slices.Clone(records)
	for rest := out; len(rest) > 0; {
		best := commonList(rest)
		if best == (list{}) {
			slices.SortStableFunc(rest, byDate[R])
			break
		}
		slices.SortStableFunc(rest, func(a, b R) int {
			pa, pb := position(a, best), position(b, best)
			switch {
			case pa == pb:
				return byDate(a, b)
			case pa == 0:
				return 1
			case pb == 0:
				return -1
			}
			return pa - pb
		})
		held := 0
		for held < len(rest) && position(rest[held], best) > 0 {
			held++
		}
		rest = rest[held:]
	}
	return out
}

// list names a printed list of a document.
type list struct {
	document record.Ref
	name     string
}

func position(r record.Record, l list) int {
	for _, s := range r.Head().Sources {
		if s.Position > 0 && s.Document == l.document && s.List == l.name {
			return s.Position
		}
	}
	return 0
}

// commonList is the list that holds most of the records; between equals, the first by document and name.
func commonList[R record.Record](records []R) list {
	holds := map[list]int{}
	for _, r := range records {
		for _, s := range r.Head().Sources {
			if s.Position > 0 && (s.Document != "" || s.List != "") {
				holds[list{s.Document, s.List}]++
			}
		}
	}
	var best list
	for l, n := range holds {
		if n > holds[best] || n == holds[best] && (l.document < best.document || l.document == best.document && l.name < best.name) {
			best = l
		}
	}
	return best
}

func byDate[R record.Record](a, b R) int {
	if c := strings.Compare(a.When().SortKey(), b.When().SortKey()); c != 0 {
		return c
	}
	if c := strings.Compare(a.Label().FR, b.Label().FR); c != 0 {
		return c
	}
	return strings.Compare(string(a.Head().ID), string(b.Head().ID))
}
