package portal

import (
	"slices"
	"strconv"

	"entente/internal/chart"
	"entente/internal/figure"
	"entente/internal/publish"
)

// yearsDrawn is how many years, the latest first, the bars show.
const yearsDrawn = 8

// barsData is a bar chart drawn for wide and narrow screens, and the same as a table.
type barsData struct {
	id, title, head string
	wide, narrow    []byte
	rows            []chart.Bar
}

// activityBars draws what an office did year by year, and where it went in the latest year. Every bar is a figure, and
// opens it.
func (s *site) activityBars(q *query, e edition, years []int) ([]barsData, error) {
	var missions, visits, countries []chart.Bar
	for i, y := range drawn(years) {
		if !slices.Contains(years, y) {
			none := chart.Bar{Label: strconv.Itoa(y), Text: q.p.Int(0)} // there is no report to open
			missions, visits = append(missions, none), append(visits, none)
			continue
		}
		in, err := s.year(q, e.office.ID, y)
		if err != nil {
			return nil, err
		}
		at := edition{e.office, e.code, y}
		numbers := numbersOf(in, q.p)
		for key, bars := range map[string]*[]chart.Bar{figure.MissionsKey: &missions, figure.VisitsKey: &visits} {
			if n, ok := find(numbers, key); ok && n.Value != nil {
				value, _ := strconv.ParseFloat(string(*n.Value), 64) // a count: always a number
				*bars = append(*bars, chart.Bar{Label: strconv.Itoa(y), Value: value, Text: n.Shown, URL: at.figure(key).in(q.lang)})
			}
		}
		if n, ok := find(numbers, figure.CountriesKey); ok && i == 0 {
			for _, x := range n.Evidence {
				countries = append(countries, chart.Bar{
					Label: x.Label, Value: float64(len(x.Records)), Text: q.p.Int(int64(len(x.Records))), URL: at.figure(figure.CountriesKey).in(q.lang),
				})
			}
			slices.SortStableFunc(countries, func(a, b chart.Bar) int { return int(b.Value - a.Value) })
		}
	}
	var out []barsData
	add := func(id, title, head string, bars []chart.Bar) {
		if len(bars) < 2 {
			return // one bar compares nothing
		}
		desc := q.p.T("site.bars.desc")
		out = append(out, barsData{id, title, head, chart.Bars(title, desc, 520, bars), chart.Bars(title, desc, 320, bars), bars})
	}
	add("by-year-missions", q.p.T("site.bars.missions"), q.p.T("site.bars.year"), missions)
	add("by-year-visits", q.p.T("site.bars.visits"), q.p.T("site.bars.year"), visits)
	if len(years) > 0 {
		add("by-country", q.p.T("site.bars.countries", "year", years[0]), q.p.T("site.bars.country"), countries)
	}
	return out, nil
}

// drawn are the years that the bars show: from the latest on without a gap, for a year in which nothing was done is told as well.
func drawn(years []int) []int {
	var out []int
	if len(years) == 0 {
		return nil
	}
	for y := years[0]; y >= years[len(years)-1] && len(out) < yearsDrawn; y-- {
		out = append(out, y)
	}
	return out
}

func find(numbers []publish.Number, key string) (publish.Number, bool) {
	i := slices.IndexFunc(numbers, func(n publish.Number) bool { return n.Key == key })
	if i < 0 {
		return publish.Number{}, false
	}
	return numbers[i], true
}
