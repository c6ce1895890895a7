package portal

import (
	"fmt"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

const latestShown = 6

// homeData is what the home page shows of the latest year.
type homeData struct {
	year   int // 0 before there is any
	report string
	tiles  []tile
	atlas  atlas
	latest []row
	lists  []navigation
}

// tile is one key figure.
type tile struct {
	value, label, note, href string
}

// keyFigures are those of the home page, in their order.
func keyFigures() []string {
	return []string{figure.MissionsKey, figure.VisitsKey, figure.CountriesKey, figure.CitiesKey, figure.ForumsKey, figure.AgreementsKey}
}

func (s *site) home(q *query) (serve.Answer, error) {
	m := meta{paths: both(homePath), section: navHome}
	m.description, _ = q.main().SiteLead.In(string(q.lang))
	d := homeData{}
	years, err := s.Reader.Years(q.Context(), q.main().ID)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("read years: %w", err)
	}
	v := s.view(q, m)
	if len(years) > 0 {
		if d, err = s.yearAtHome(q, v, years[0]); err != nil {
			return serve.Answer{}, err
		}
	}
	for _, k := range []record.Kind{record.KindRelation, record.KindAgreement, record.KindMission, record.KindVisit, record.KindOutcome} {
		d.lists = append(d.lists, navigation{label: v.kinds(k), href: listPath(q.lang, k)})
	}
	return s.html(q, m, func(v view) templ.Component { return homePage(v, d) })
}

func (s *site) yearAtHome(q *query, v view, year int) (homeData, error) {
	in, err := s.year(q, q.main().ID, year)
	if err != nil {
		return homeData{}, err
	}
	did := activitiesOf(in)
	onMap := slices.Concat(did.missions, did.visits, memberships(in))
	var ids []record.Ref
	for _, r := range slices.Concat(onMap, did.participations, did.events) {
		ids = append(ids, r.Head().ID)
	}
	heads, err := s.Reader.Heads(q.Context(), ids)
	if err != nil {
		return homeData{}, fmt.Errorf("read activities of %d: %w", year, err)
	}
	d := homeData{year: year, report: reportPath(q.lang, "", year), tiles: s.tiles(q, v, in)}
	for _, r := range did.latest() {
		if h, ok := heads[r.Head().ID]; ok {
			one := v.row(h)
			if a := activityOf(r); a != nil {
				said := v.text(a.Summary)
				if m, ok := r.(*record.Mission); ok && said.text == "" {
					said = v.text(m.Purpose)
				}
				one.lines = append(one.lines, said)
			}
			d.latest = append(d.latest, one)
		}
	}
	if d.atlas, err = s.atlas(v, in, onMap, heads); err != nil {
		return homeData{}, err
	}
	return d, nil
}

func (s *site) tiles(q *query, v view, in figure.Input) []tile {
	numbers := numbersOf(in, q.p)
	var out []tile
	for _, key := range keyFigures() {
		i := slices.IndexFunc(numbers, func(n publish.Number) bool { return n.Key == key })
		if i < 0 {
			continue
		}
		n := numbers[i]
		t := tile{value: n.Shown, label: i18n.Capital(n.Label), href: figurePath(q.lang, "", in.Year, key)}
		switch {
		case n.Value == nil && n.Said == "":
			continue
		case n.Value == nil:
			t.value, t.note = n.Said, v.p.T("portal.home.declared_only")
		case n.Said != "" && !n.Agrees:
			t.note = v.p.T("portal.home.declared", "value", n.Said)
		}
		out = append(out, t)
	}
	return out
}

// activities are what an office did in a year, kind by kind.
type activities struct {
	missions, visits, participations, events []record.Record
}

func activitiesOf(in figure.Input) activities {
	return activities{
		missions: plain(figure.Missions(in, in.Year)), visits: plain(figure.Visits(in, in.Year, "")),
		participations: plain(figure.Participations(in, in.Year)), events: plain(figure.Events(in, in.Year)),
	}
}

func plain[R record.Record](list []R) []record.Record {
	out := make([]record.Record, len(list))
	for i, r := range list {
		out[i] = r
	}
	return out
}

// latest takes the last of each kind in turn, so that a kind with many does not hide the others. A visit that is an event
// is told once, as the event.
func (a activities) latest() []record.Record {
	visits := slices.DeleteFunc(slices.Clone(a.visits), func(r record.Record) bool { return r.(*record.Visit).Event != "" })
	queues := [][]record.Record{latestFirst(a.missions), latestFirst(visits), latestFirst(a.events), latestFirst(a.participations)}
	var out []record.Record
	for turn := 0; len(out) < latestShown && turn < latestShown; turn++ {
		for _, queue := range queues {
			if turn < len(queue) && len(out) < latestShown {
				out = append(out, queue[turn])
			}
		}
	}
	return out
}

// latestFirst puts known dates before those that are no more than a year; of these, the last of the source's list first.
func latestFirst(list []record.Record) []record.Record {
	out := slices.Clone(list)
	slices.Reverse(out)
	slices.SortStableFunc(out, func(a, b record.Record) int { return strings.Compare(b.When().SortKey(), a.When().SortKey()) })
	return out
}

// activityOf is what a mission, visit, participation or event has in common; nil for other records.
func activityOf(r record.Record) *record.Activity {
	switch r := r.(type) {
	case *record.Mission:
		return &r.Activity
	case *record.Visit:
		return &r.Activity
	case *record.Participation:
		return &r.Activity
	case *record.Event:
		return &r.Activity
	}
	return nil
}
