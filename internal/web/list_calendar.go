package web

import (
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"time"

	"github.com/a-h/templ"
	ics "github.com/arran4/golang-ical"

	"entente/internal/i18n"
	"entente/internal/listing"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

const (
	monthName  = "month"
	monthForm  = "2006-01"
	longestDay = 31 // days that something may last and still stand on each of them
)

// calendarPage is one month: weeks of days, and what is known to the month alone.
type calendarPage struct {
	title      string // the month
	kinds      []record.Kind
	back       string // the list, "" for the calendar of everything
	prev, next string
	now        string
	weeks      [][]calendarDay
	days       []calendarDay  // those with something, for narrow screens
	vague      []calendarItem // known to the month, or lasting long
	undated    []calendarItem // known to the year or the season alone
	weekdays   []string
	more       bool
	feed       string
}

type calendarDay struct {
	date   string
	number int
	out    bool // of the month before or after
	today  bool
	items  []calendarItem
	words  string // the day in words
}

type calendarItem struct {
	title, lang, href, icon, when, kind string
	goesOn                              bool // began before that day
}

// listCalendar shows what a list finds as a month.
func (a *app) listCalendar(q *request) (serve.Answer, error) {
	l, err := a.ask(q)
	if err != nil {
		return serve.Answer{}, err
	}
	l.query.Kinds = []record.Kind{l.kind}
	page := calendarPage{kinds: l.query.Kinds, back: l.href(q.lang, ""), feed: l.href(q.lang, "/export.ics")}
	return a.month(q, l.query, page, listPath(q.lang, l.kind)+"/calendar", l.values(), meta{
		title: i18n.Capital(q.p.T("kind." + string(l.kind) + ".other")), entry: string(l.kind), plain: true,
	})
}

// calendar shows every activity of a month.
func (a *app) calendar(q *request) (serve.Answer, error) {
	return a.month(q, listing.Query{Kinds: activityKinds()}, calendarPage{kinds: activityKinds()}, q.path("/calendar"), url.Values{}, meta{
		title: q.p.T("lists.calendar"), entry: "calendar", plain: true,
	})
}

func (a *app) month(q *request, query listing.Query, page calendarPage, path string, v url.Values, m meta) (serve.Answer, error) {
	today := a.today(q)
	first, err := time.Parse(monthForm, q.URL.Query().Get(monthName))
	if err != nil || first.Year() < 1 {
		first = time.Date(today.Year(), today.Month(), 1, 0, 0, 0, 0, time.UTC)
	}
	last := first.AddDate(0, 1, -1)
	query.During = listing.Between(first.Format(time.DateOnly), last.Format(time.DateOnly))
	query.Sort, query.Down, query.Limit, query.After, query.Before = listing.ByDate, false, listing.MostOnPage, "", ""
	found, err := a.Registry.Records(q.Context(), q.actor, query)
	if err != nil {
		return serve.Answer{}, err
	}
	page.more = found.Next != ""
	page.title = i18n.Capital(q.p.Date(record.Date(first.Format(monthForm))))
	at := func(t time.Time) string {
		w := maps.Clone(v)
		w.Set(monthName, t.Format(monthForm))
		return address(path, w)
	}
	page.prev, page.next = at(first.AddDate(0, -1, 0)), at(first.AddDate(0, 1, 0))
	page.now = at(today)
	page.fill(q, first, last, today.Format(time.DateOnly), found.Entries)
	return a.html(q, m, func(v view) templ.Component { return calendarBody(v, page) })
}

// fill sets the days of the month and puts what happens on each of its days.
func (c *calendarPage) fill(q *request, first, last time.Time, today string, entries []registry.Entry) {
	for i := range 7 {
		day := time.Date(2024, 9, 1+i, 0, 0, 0, 0, time.UTC) // a Sunday
		c.weekdays = append(c.weekdays, q.p.T("lists.weekday."+day.Format("Mon")))
	}
	at := map[string][]calendarItem{}
	for _, e := range entries {
		item, from, to := c.item(q, e)
		start, _, _ := e.Record.When().Parts()
		switch {
		case from.IsZero() && start.Precision() < record.PrecisionMonth:
			c.undated = append(c.undated, item)
			continue
		case from.IsZero():
			c.vague = append(c.vague, item)
			continue
		}
		for d := from; !d.After(to); d = d.AddDate(0, 0, 1) {
			item.goesOn = d.After(from)
			at[d.Format(time.DateOnly)] = append(at[d.Format(time.DateOnly)], item)
		}
	}
	start := first.AddDate(0, 0, -int(first.Weekday()))
	for d := start; !d.After(last) || d.Weekday() != time.Sunday; d = d.AddDate(0, 0, 1) {
		if d.Weekday() == time.Sunday {
			c.weeks = append(c.weeks, nil)
		}
		text := d.Format(time.DateOnly)
		day := calendarDay{date: text, number: d.Day(), out: d.Month() != first.Month(), today: text == today, words: q.p.Date(record.Date(text))}
		if !day.out {
			day.items = at[text]
		}
		c.weeks[len(c.weeks)-1] = append(c.weeks[len(c.weeks)-1], day)
		if len(day.items) > 0 {
			c.days = append(c.days, day)
		}
	}
}

// item is a record in the calendar, with its days where they are known and not too many.
func (*calendarPage) item(q *request, e registry.Entry) (item calendarItem, from, to time.Time) {
	m, when := e.Record.Head(), e.Record.When()
	text, actual := e.Record.Label().In(string(q.lang))
	item = calendarItem{title: text, href: recordPath(q.lang, m.Kind, m.ID), icon: kindIcon(m.Kind), when: q.p.Date(when),
		kind: i18n.Capital(q.p.T("kind." + string(m.Kind) + ".one"))}
	if actual != string(q.lang) {
		item.lang = actual
	}
	from, to, ok := days(when)
	if !ok || to.Sub(from) > longestDay*24*time.Hour {
		return item, time.Time{}, time.Time{}
	}
	return item, from, to
}

// days are the first and the last day of a date that is known to the day.
func days(d record.Date) (from, to time.Time, ok bool) {
	start, end, _ := d.Parts()
	if start.Precision() != record.PrecisionDay || end.Precision() != record.PrecisionDay {
		return from, to, false
	}
	from, err := time.Parse(time.DateOnly, string(start))
	if err != nil {
		return from, to, false
	}
	to, err = time.Parse(time.DateOnly, string(end))
	return from, to, err == nil
}

// exportCalendar writes what a list finds for the calendars of other programs: what is known to the day, on its days.
func (a *app) exportCalendar(q *request) (serve.Answer, error) {
	l, err := a.ask(q)
	if err != nil {
		return serve.Answer{}, err
	}
	if !slices.Contains(datedKinds(), l.kind) {
		return serve.Answer{}, missing("calendar", string(l.kind))
	}
	cal := ics.NewCalendarFor("Entente")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(i18n.Capital(q.p.T("kind." + string(l.kind) + ".other")))
	for page, err := range a.Registry.Each(q.Context(), q.actor, l.query) {
		if err != nil {
			return serve.Answer{}, err
		}
		t := a.teller(q, page.Heads)
		for _, e := range page.Entries {
			if err := a.event(q, t, cal, e); err != nil {
				return serve.Answer{}, err
			}
		}
	}
	return serve.Answer{
		Media: "text/calendar; charset=utf-8", Headers: [][2]string{serve.Attachment(a.exportName(q, l.kind, "ics"))},
		Stream: func(w io.Writer) error { return cal.SerializeTo(w, ics.WithNewLineWindows) },
	}, nil
}

func (a *app) event(q *request, t teller, cal *ics.Calendar, e registry.Entry) error {
	from, to, ok := days(e.Record.When())
	if !ok {
		return nil
	}
	m := e.Record.Head()
	updated, err := time.Parse(time.RFC3339Nano, e.UpdatedAt)
	if err != nil {
		return fmt.Errorf("instant of %s: %w", m.ID, err)
	}
	ev := cal.AddEvent(string(m.ID) + "@entente")
	ev.SetDtStampTime(updated)
	ev.SetModifiedAt(updated)
	ev.SetAllDayStartAt(from)
	ev.SetAllDayEndAt(to.AddDate(0, 0, 1)) // the day after the last (RFC 5545 §3.6.1)
	ev.SetSummary(t.text(e.Record.Label()).text)
	ev.AddCategory(i18n.Capital(q.p.T("kind." + string(m.Kind) + ".one")))
	if a.BaseURL != "" {
		ev.SetURL(a.BaseURL + recordPath(q.lang, m.Kind, m.ID))
	}
	if places := t.cell(e, nil, listColumn{key: colPlaces}); len(places.lines) > 0 {
		ev.SetLocation(places.sheet.Text)
	}
	return nil
}
