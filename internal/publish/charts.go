package publish

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"entente/internal/chart"
	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// yearsDrawn is how many years, the report's the last, a chart over time looks back on.
const yearsDrawn = 5

// chart draws what a block asks for; nothing where the records do not give it.
func (w *writer) chart(b record.Block) []Block {
	switch b.Of {
	case "", "years":
		return w.yearsChart(b)
	case "regions":
		return w.sharesChart(b, w.regions(), w.p.T("compose.column.region"), w.p.T("compose.chart.regions", "year", w.in.Year))
	case "themes":
		return w.sharesChart(b, w.themes(), w.p.T("compose.column.theme"), w.p.T("compose.chart.themes", "year", w.in.Year))
	case "money":
		return w.moneyChart(b)
	case "carbon":
		return w.carbonChart(b)
	case "network":
		return w.networkChart(b)
	case "ties":
		return w.tiesChart(b)
	case "region_years":
		return w.regionYears(b)
	}
	return nil
}

// whyNot says why a block that should show a course of things shows none: readers are told, and not left to guess. "" where there is
// nothing to say.
func (w *writer) whyNot(b record.Block) []Block {
	if b.Sort != record.BlockChart || b.Of != "" && b.Of != "years" && b.Of != "region_years" {
		return nil
	}
	if len(w.deeds(w.in.Year)) == 0 || b.Of == "region_years" && w.c.Places == nil {
		return nil
	}
	return []Block{paragraph([]Span{{Text: w.p.T("compose.chart.one_year", "year", w.in.Year), Em: true}})}
}

// kinds is the name of a sort of activity, in the plural.
func (w *writer) kinds(k record.Kind) string {
	return i18n.Capital(w.p.T("kind." + string(k) + ".other"))
}

func (w *writer) palette() chart.Palette {
	return chart.Palette{Accent: w.c.Look.Accent, Deep: w.c.Look.Deep, Mark: w.c.Look.Mark}
}

func (w *writer) float(f float64) string { return w.p.Decimal(strconv.FormatFloat(f, 'f', -1, 64)) }

// columns draws series beside one another, with the table that says the same.
func (w *writer) columns(b record.Block, usual, first string, labels []string, series []chart.Series, stacked bool) []Block {
	if len(labels) == 0 || len(series) == 0 {
		return nil
	}
	caption := w.caption(b, usual)
	alt, t := w.told(caption, first, labels, series)
	svg := chart.Columns{
		Lang: w.lang(), Title: caption, Desc: alt, Palette: w.palette(), Labels: labels, Series: series, Stacked: stacked, Number: w.float,
	}.Draw()
	return drawn(svg, caption, alt, t)
}

// told puts series into words for those who do not see them, and into a table.
func (w *writer) told(caption, first string, labels []string, series []chart.Series) (alt string, t *Table) {
	t = &Table{Caption: caption, Head: []Cell{head(first, false)}}
	for _, s := range series {
		t.Head = append(t.Head, head(s.Name, true))
	}
	var said []string
	for i, label := range labels {
		row := []Cell{w.cell(Span{Text: label})}
		var values []string
		for _, s := range series {
			text := w.valueText(s, i)
			row = append(row, Cell{Spans: []Span{{Text: text}}, Number: true})
			if v := s.Values[i]; !math.IsNaN(v) && v != 0 {
				values = append(values, w.p.T("compose.alt.value", "name", lowerFirst(s.Name), "value", text))
			}
		}
		t.Rows = append(t.Rows, row)
		if len(values) > 0 {
			said = append(said, w.p.T("compose.alt.row", "label", label, "values", values))
		}
	}
	return w.altOf(caption, said), t
}

// altOf is what stands for a chart where it is not seen: its caption, and what each mark says.
func (w *writer) altOf(caption string, said []string) string {
	return w.p.T("compose.alt.chart", "caption", strings.TrimSuffix(caption, "."), "rows", strings.Join(said, w.p.T("compose.alt.between")))
}

func (w *writer) valueText(s chart.Series, i int) string {
	switch {
	case math.IsNaN(s.Values[i]):
		return "—"
	case i < len(s.Texts) && s.Texts[i] != "":
		return s.Texts[i]
	}
	return w.float(s.Values[i])
}

// lowerFirst makes a name part of a sentence.
func lowerFirst(s string) string {
	for i, c := range s {
		return strings.ToLower(string(c)) + s[i+len(string(c)):]
	}
	return s
}

var viewBox = regexp.MustCompile(`viewBox="0 0 ([0-9.]+) ([0-9.]+)"`)

// drawn is a drawing as a block; none where nothing was drawn.
func drawn(svg []byte, caption, alt string, t *Table) []Block {
	m := viewBox.FindSubmatch(svg)
	if m == nil {
		return nil
	}
	width, errW := strconv.ParseFloat(string(m[1]), 64)
	height, errH := strconv.ParseFloat(string(m[2]), 64)
	if errW != nil || errH != nil {
		return nil
	}
	return []Block{{Sort: "drawing", Drawing: &Drawing{SVG: string(svg), Width: width, Height: height, Caption: caption, Alt: alt, Table: t}}}
}

// yearsChart is how many activities of each sort there were, over the years of which the office holds some.
func (w *writer) yearsChart(b record.Block) []Block {
	years := w.yearsHeld()
	if len(years) < 2 { // one year is no course of things
		return nil
	}
	var labels []string
	series := make([]chart.Series, len(deedKinds()))
	for i, k := range deedKinds() {
		series[i].Name = w.kinds(k)
	}
	for _, y := range years {
		n := map[record.Kind]int{}
		for _, d := range w.deeds(y) {
			n[d.kind]++
		}
		labels = append(labels, strconv.Itoa(y))
		for i, k := range deedKinds() {
			series[i].Values = append(series[i].Values, float64(n[k]))
		}
	}
	return w.columns(b, w.p.T("compose.chart.years", "from", labels[0], "to", labels[len(labels)-1]), w.p.T("compose.column.year"), labels, some(series), true)
}

// yearsHeld are the years up to that of the report, from the first of which the office holds activities.
func (w *writer) yearsHeld() []int {
	var out []int
	for y := w.in.Year - yearsDrawn + 1; y <= w.in.Year; y++ {
		if len(out) > 0 || len(w.deeds(y)) > 0 {
			out = append(out, y)
		}
	}
	return out
}

// regionYears is how each region of the world went over the same years, a small chart for each.
func (w *writer) regionYears(b record.Block) []Block {
	years := w.yearsHeld()
	if w.c.Places == nil || len(years) < 2 {
		return nil
	}
	var labels []string
	var panels []chart.Series
	for i, y := range years {
		labels = append(labels, strconv.Itoa(y))
		for _, s := range w.regionsOf(y) {
			at := slices.IndexFunc(panels, func(p chart.Series) bool { return p.Name == s.label })
			if at < 0 {
				at = len(panels)
				panels = append(panels, chart.Series{Name: s.label, Values: make([]float64, len(years))})
			}
			panels[at].Values[i] = float64(s.total())
		}
	}
	if len(panels) == 0 {
		return nil
	}
	slices.SortStableFunc(panels, func(x, y chart.Series) int {
		if a, b := w.unknown(x.Name), w.unknown(y.Name); a != b {
			if a {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(sumOf(y), sumOf(x)), w.p.Compare(x.Name, y.Name))
	})
	caption := w.caption(b, w.p.T("compose.chart.region_years", "from", labels[0], "to", labels[len(labels)-1]))
	alt, t := w.told(caption, w.p.T("compose.column.year"), labels, panels)
	svg := chart.Multiples{
		Lang: w.lang(), Title: caption, Desc: alt, Width: chart.PrintWidth, Palette: w.palette(), Labels: labels, Panels: panels, Number: w.float,
	}.Draw()
	return drawn(svg, caption, alt, t)
}

func sumOf(s chart.Series) float64 {
	sum := 0.0
	for _, v := range s.Values {
		sum += v
	}
	return sum
}

// some are the series that have a value.
func some(series []chart.Series) []chart.Series {
	var out []chart.Series
	for _, s := range series {
		for _, v := range s.Values {
			if v != 0 && !math.IsNaN(v) {
				out = append(out, s)
				break
			}
		}
	}
	return out
}

func (w *writer) sharesChart(b record.Block, shares []share, first, usual string) []Block {
	var labels []string
	series := make([]chart.Series, len(deedKinds()))
	for i, k := range deedKinds() {
		series[i].Name = w.kinds(k)
		for _, s := range shares {
			series[i].Values = append(series[i].Values, float64(s.n[k]))
		}
	}
	for _, s := range shares {
		labels = append(labels, s.label)
	}
	return w.columns(b, usual, first, labels, some(series), true)
}

// moneyChart sets what missions cost beside the ceilings that were allowed, in the currency of the first that is known: amounts of
// different currencies are never set side by side.
func (w *writer) moneyChart(b record.Block) []Block {
	currency := ""
	var labels []string
	ceilings, costs := chart.Series{Name: w.p.T("compose.money.ceiling")}, chart.Series{Name: w.p.T("compose.money.cost")}
	put := func(s *chart.Series, a record.Amount) {
		n, ok := a.Value.Hundredths()
		if !ok || a.Currency != currency {
			s.Values, s.Texts = append(s.Values, math.NaN()), append(s.Texts, "")
			return
		}
		s.Values, s.Texts = append(s.Values, float64(n)/100), append(s.Texts, w.p.RoundMoney(n, currency))
	}
	for _, m := range figure.Missions(w.in, w.in.Year) {
		var ceiling record.Amount
		for _, a := range m.Approvals {
			if !a.Ceiling.IsZero() {
				ceiling = a.Ceiling
			}
		}
		cost := costOf(m)
		if ceiling.IsZero() && cost.IsZero() {
			continue
		}
		if currency == "" {
			currency = ceiling.Currency
			if ceiling.IsZero() {
				currency = cost.Currency
			}
		}
		labels = append(labels, w.text(m.Title).Text)
		put(&ceilings, ceiling)
		put(&costs, cost)
	}
	return w.columns(b, w.p.T("compose.chart.money", "year", w.in.Year), w.p.T("compose.column.mission"), labels, some([]chart.Series{ceilings, costs}), false)
}

// costOf is what a mission cost: the sum of what each traveller's did, where they can be added.
func costOf(m *record.Mission) record.Amount {
	var all []record.Amount
	for _, c := range m.Costs {
		if !c.Total.IsZero() {
			all = append(all, c.Total)
		}
	}
	if len(all) == 0 {
		return record.Amount{}
	}
	sum, err := record.Sum(all...)
	if err != nil {
		return record.Amount{} // unlike amounts have no sum
	}
	return sum
}

// carbonChart is what travel emitted, year by year: computed, and as declared.
func (w *writer) carbonChart(b record.Block) []Block {
	var labels []string
	computed, declared := chart.Series{Name: w.p.T("report.column.computed")}, chart.Series{Name: w.p.T("report.column.declared")}
	any := false
	for y := w.in.Year - yearsDrawn + 1; y <= w.in.Year; y++ {
		in := w.in
		in.Year = y // whose emissions are those of the year before
		for _, f := range figure.Compute(in) {
			if f.Key != figure.EmissionsKey || f.Value == nil && len(f.Declared) == 0 && !any {
				continue
			}
			any = true
			labels = append(labels, f.Period)
			w.tonnes(&computed, f.Value, "")
			if len(f.Declared) > 0 {
				q := f.Declared[0].Value
				w.tonnes(&declared, &q.Value, w.said(f.Key, q))
			} else {
				w.tonnes(&declared, nil, "")
			}
		}
	}
	return w.columns(b, w.p.T("compose.chart.carbon"), w.p.T("compose.column.year"), labels, some([]chart.Series{computed, declared}), false)
}

func (w *writer) tonnes(s *chart.Series, v *record.Decimal, text string) {
	if v == nil {
		s.Values, s.Texts = append(s.Values, math.NaN()), append(s.Texts, "")
		return
	}
	r, ok := v.Rat()
	if !ok {
		s.Values, s.Texts = append(s.Values, math.NaN()), append(s.Texts, "")
		return
	}
	f, _ := r.Float64()
	if text == "" {
		text = w.amount(figure.EmissionsKey, *v)
	}
	s.Values, s.Texts = append(s.Values, f), append(s.Texts, text)
}
