package portal

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// figureData is the evidence of one figure.
type figureData struct {
	number   publish.Number
	things   []thing
	sources  []words // the publications that declare it
	comments []words // what they say beside the number
	distinct bool
	csv      string
	period   string
}

// thing is one thing that the figure counts with the records in which it is found; of a plain count, a record alone.
type thing struct {
	label   words
	records []row
}

const csvEnding = ".csv"

// figure shows what a figure counts, or gives it as CSV.
func (s *site) figure(q *query) (serve.Answer, error) {
	e, to, err := s.editionOf(q, q.PathValue("year"))
	if err != nil || to != "" {
		return moved(to), err
	}
	in, err := s.year(q, e.office.ID, e.year)
	if err != nil {
		return serve.Answer{}, err
	}
	key, asCSV := strings.CutSuffix(q.PathValue("key"), csvEnding)
	numbers := numbersOf(in, q.p)
	i := slices.IndexFunc(numbers, func(n publish.Number) bool { return n.Key == key })
	if i < 0 {
		return serve.Answer{}, notFound("figure", key)
	}
	n := numbers[i]
	heads, err := s.Reader.Heads(q.Context(), evidenceRefs(n))
	if err != nil {
		return serve.Answer{}, fmt.Errorf("read evidence of %s: %w", key, err)
	}
	if asCSV {
		return s.figureCSV(q, e, n, heads)
	}
	m := meta{
		title: i18n.Capital(n.Label), context: join(" – ", q.p.T("portal.report.of", "year", e.year), e.told(q.lang)),
		description: n.Rule, section: navReports, paths: e.figure(key), trail: reportTrail(q, e),
	}
	m.data = []ld{s.view(q, m).dataset(m.title, n.Rule, [2]string{"text/csv", e.figure(key).in(q.lang) + csvEnding})}
	return s.html(q, m, func(v view) templ.Component {
		return figurePage(v, v.figureData(n, heads, e.figure(key).in(v.lang)+csvEnding))
	})
}

func evidenceRefs(n publish.Number) []record.Ref {
	out := slices.Clone(n.By)
	for _, e := range n.Evidence {
		out = append(out, e.Records...)
		if ref := record.Ref(e.Thing); ref.Valid() {
			out = append(out, ref)
		}
	}
	return out
}

func (v view) figureData(n publish.Number, heads map[record.Ref]publish.Head, csvPath string) figureData {
	d := figureData{number: n, csv: csvPath, period: n.Period}
	for _, ref := range n.By {
		if h, ok := heads[ref]; ok {
			d.sources = append(d.sources, v.link(h))
		}
	}
	for _, c := range n.Comments {
		d.comments = append(d.comments, words{text: c.Text, lang: c.Lang, mark: c.Lang != ""})
	}
	for _, e := range n.Evidence {
		var t thing
		for _, ref := range e.Records {
			if h, ok := heads[ref]; ok {
				t.records = append(t.records, v.row(h))
			}
		}
		if e.Thing != "" {
			d.distinct = true
			t.label = words{text: e.Label}
			if h, ok := heads[record.Ref(e.Thing)]; ok {
				t.label = v.link(h)
			}
		}
		d.things = append(d.things, t)
	}
	return d
}

// figureCSV gives the items of a figure, one record a line.
func (s *site) figureCSV(q *query, e edition, n publish.Number, heads map[record.Ref]publish.Head) (serve.Answer, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff") // so that spreadsheets read it as UTF-8
	w := csv.NewWriter(&b)
	lines := [][]string{{"figure", "period", "thing", "label", "kind", "record", "title", "starts", "ends", "address"}}
	for _, item := range n.Evidence {
		for _, ref := range item.Records {
			h, ok := heads[ref]
			if !ok {
				continue
			}
			title, _ := h.Title.In(string(q.lang))
			start, end, _ := h.Dates.Parts()
			lines = append(lines, []string{
				n.Key, n.Period, item.Thing, plainCell(item.Label), string(h.Kind), string(ref), plainCell(title), string(start), string(end),
				s.BaseURL + recordPath(q.lang, h),
			})
		}
	}
	if err := w.WriteAll(lines); err != nil {
		return serve.Answer{}, fmt.Errorf("write evidence of %s: %w", n.Key, err)
	}
	name := fmt.Sprintf("%s-%d-%s%s", e.office.Code, e.year, n.Key, csvEnding)
	return serve.Answer{Media: "text/csv; charset=utf-8", Body: b.Bytes(), Headers: attachment(name)}, nil
}

// plainCell keeps a spreadsheet from taking a text for a formula.
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
