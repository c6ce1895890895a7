package publish

import (
	"slices"
	"strconv"
	"strings"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// why says in plain sentences what may explain that a number is not the one declared, or that it cannot be told, and
// names the items. It is empty when there is nothing to explain.
func (w *writer) why(f figure.Figure, n Number) string {
	var out []string
	switch {
	case f.Value == nil:
		out = append(out, w.untold(f))
	case n.Declared != nil && !n.Agrees:
		out = append(out, w.difference(f)...)
	}
	if f.Key == figure.PartnersKey && f.Value != nil {
		out = append(out, w.linesOfSeveral()...)
	}
	for _, d := range f.Declared[min(1, len(f.Declared)):] {
		if d.Value.Value != f.Declared[0].Value.Value {
			out = append(out, w.p.T("report.why.other", "value", w.said(f.Key, d.Value)))
		}
	}
	return strings.Join(out, " ")
}

// untold says what is missing to tell a number.
func (w *writer) untold(f figure.Figure) string {
	year, err := strconv.Atoi(f.Period)
	switch {
	case f.Key == figure.ServicesKey:
		return w.p.T("report.why.services")
	case f.Key == figure.OffsetKey:
		return w.p.T("report.why.offset", "period", f.Period)
	case f.Key == figure.EmissionsKey && err == nil && len(figure.Missions(w.in, year)) > 0:
		return w.p.T("report.why.legs", "period", f.Period)
	case f.Key == figure.EmissionsKey:
		return w.p.T("report.why.trips", "period", f.Period)
	}
	return w.p.T("report.why.nothing")
}

// difference lists what the records hold, and says how many are more or fewer than declared.
func (w *writer) difference(f figure.Figure) []string {
	d, _ := figure.Find(f.Key)
	var out []string
	if d.Counting == figure.Distinct && len(f.Evidence) > 0 {
		var names []string
		for _, it := range f.Evidence {
			names = append(names, w.label(it))
		}
		out = append(out, w.p.T("report.why.list", "names", names))
	}
	if d.Counting != figure.Sum {
		out = append(out, w.moreOrFewer(f)...)
	}
	switch f.Key {
	case figure.CitiesKey, figure.CountriesKey:
		out = append(out, w.passages(f)...)
		out = append(out, w.again(f)...)
	case figure.AgreementsKey:
		out = append(out, w.agreementsLeftOut()...)
	}
	return out
}

func (w *writer) moreOrFewer(f figure.Figure) []string {
	computed, declared := whole(*f.Value), whole(f.Declared[0].Value.Value)
	if q := f.Declared[0].Value; computed < 0 || declared < 0 || q.Max != "" || q.Qualifier != "" && q.Qualifier != "exact" {
		return nil
	}
	_, g, _ := phraseOf(f.Key)
	missing := declared - computed
	switch {
	case missing > 0 && computed == 0:
		return []string{w.p.T("report.why.none_found")}
	case missing > 0 && g == i18n.Feminine:
		return []string{w.p.T("report.why.fewer.feminine", "n", missing, "found", w.p.SmallWords(computed, g), "count", w.p.SmallWords(missing, g))}
	case missing > 0:
		return []string{w.p.T("report.why.fewer.masculine", "n", missing, "found", w.p.SmallWords(computed, g), "count", w.p.SmallWords(missing, g))}
	case missing < 0:
		return []string{w.p.T("report.why.more", "count", w.p.SmallWords(-missing, g))}
	}
	return nil
}

// whole is a whole number, -1 when d is none.
func whole(d record.Decimal) int64 {
	n, err := strconv.ParseInt(string(d), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// passages names the places that were only passed through: other ways of counting would leave them out.
func (w *writer) passages(f figure.Figure) []string {
	var names []string
	for _, it := range f.Evidence {
		stops := w.stopsAt(it)
		if len(stops) > 0 && !slices.ContainsFunc(stops, func(s record.Stop) bool { return !s.Passage }) {
			names = append(names, w.label(it))
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{w.p.T("report.why.passages", "n", len(names), "names", names)}
}

// again names the places that more than one mission went to.
func (w *writer) again(f figure.Figure) []string {
	var names []string
	for _, it := range f.Evidence {
		if len(it.Records) > 1 {
			names = append(names, w.label(it))
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{w.p.T("report.why.again", "n", len(names), "names", names)}
}

func (w *writer) stopsAt(it figure.Item) []record.Stop {
	var out []record.Stop
	for _, ref := range it.Records {
		if m, ok := figure.Lookup(w.in, ref).(*record.Mission); ok {
			for _, s := range m.Stops {
				if it.Sort == figure.OfCities && s.Place.City == it.Thing || it.Sort == figure.OfCountries && s.Place.Country == it.Thing {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// agreementsLeftOut names the agreements begun in the year that the rule does not count.
func (w *writer) agreementsLeftOut() []string {
	var names []string
	for _, a := range figure.Agreements(w.in, w.in.Year) {
		if !figure.IsNew(a, w.in.Year) {
			names = append(names, w.text(a.Title).Text)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{w.p.T("report.why.agreements", "names", names)}
}

// linesOfSeveral says how many bodies the lines of collaborators name, when some name more than one. Where a line names
// nobody that is identified, nothing can be said.
func (w *writer) linesOfSeveral() []string {
	lines := figure.Collaborations(w.in, w.in.Year, false)
	bodies := map[record.Ref]bool{}
	var several []string
	for _, c := range lines {
		if len(c.Who) == 0 {
			return nil
		}
		for _, ref := range c.Who {
			bodies[ref] = true
		}
		if len(c.Who) > 1 {
			several = append(several, w.p.T("report.quoted", "text", w.text(c.Line).Text))
		}
	}
	if len(several) == 0 {
		return nil
	}
	return []string{w.p.T("report.why.bodies", "n", len(several), "names", several, "lines", len(lines), "bodies", len(bodies))}
}
