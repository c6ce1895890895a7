package main

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"entente/internal/chart"
	"entente/internal/publish"
	"entente/internal/render"
	"entente/internal/render/docx"
	"entente/internal/render/html"
)

// format is one way to write a paper.
type format struct {
	title string
	write func(*publish.Paper) ([]byte, error)
}

func formats() []format {
	return []format{
		{"HTML", func(p *publish.Paper) ([]byte, error) {
			var b bytes.Buffer
			err := html.Write(&b, p, render.Links{})
			return b.Bytes(), err
		}},
		{"DOCX", func(p *publish.Paper) ([]byte, error) {
			var b bytes.Buffer
			err := docx.Write(&b, p, render.Links{})
			return b.Bytes(), err
		}},
		{"Markdown", func(p *publish.Paper) ([]byte, error) { return render.Markdown(p, render.Links{}), nil }},
		{"JSON", render.JSON},
	}
}

// documents measures how papers of two lengths are written, and how charts are drawn, and prints one table of both. Nothing of it is in a
// database.
func (b *bench) documents(w io.Writer) error {
	rounds := max(3, min(b.rounds, 20))
	papers := []*publish.Paper{paperOf(8, 2), paperOf(60, 20)}
	fmt.Fprintf(w, "\n| Median of %d: time, memory asked for, size | 8 pages, 2 drawings | 60 pages, 20 drawings |\n| --- | --: | --: |\n", rounds)
	for _, f := range formats() {
		cells := []string{"Report as " + f.title}
		for _, p := range papers {
			c, err := cost(rounds, func() (int, error) {
				out, err := f.write(p)
				return len(out), err
			})
			if err != nil {
				return fmt.Errorf("measure %s: %w", f.title, err)
			}
			cells = append(cells, c)
		}
		fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | "))
	}
	maps, err := chart.LoadMaps()
	if err != nil {
		return fmt.Errorf("load the land of maps: %w", err)
	}
	drawings := []struct {
		title string
		draw  func(many int) ([]byte, error)
	}{
		{"Columns of 6 and 40 years", func(many int) ([]byte, error) { return stackOf(many, false), nil }},
		{"Stacks of 6 and 40 years", func(many int) ([]byte, error) { return stackOf(many, true), nil }},
		{"Network of 12 and 80 partners", func(many int) ([]byte, error) { return networkOf(2 * many), nil }},
		{"Map of 18 and 120 cities", func(many int) ([]byte, error) { return mapOf(maps, 3*many) }},
	}
	for _, d := range drawings {
		cells := []string{d.title}
		for _, many := range []int{6, 40} {
			c, err := cost(rounds, func() (int, error) {
				svg, err := d.draw(many)
				return len(svg), err
			})
			if err != nil {
				return fmt.Errorf("measure %s: %w", d.title, err)
			}
			cells = append(cells, c)
		}
		fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | "))
	}
	return nil
}

// cost does a thing again and again: the median of its time, of the memory that it asked for, and the size of what it made.
func cost(rounds int, do func() (int, error)) (string, error) {
	var times, memory []float64
	size := 0
	for range rounds {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		n, err := do()
		if err != nil {
			return "", err
		}
		times = append(times, float64(time.Since(began).Microseconds())/1000)
		runtime.ReadMemStats(&after)
		memory = append(memory, float64(after.TotalAlloc-before.TotalAlloc)/1e6)
		size = n
	}
	return fmt.Sprintf("%.1f ms, %.1f MB, %.0f kB", at(sorted(times), 50), at(sorted(memory), 50), float64(size)/1e3), nil
}

// paperOf is a made-up report of about so many pages, with so many drawings among them.
func paperOf(pages, drawings int) *publish.Paper {
	const sentence = "La Ville a reçu une délégation, et les deux administrations ont convenu de suites, que les fiches nomment une à une. "
	span := func(s string) []publish.Span { return []publish.Span{{Text: s}} }
	p := &publish.Paper{
		Title: "Rapport des actions internationales", Office: "Ville de Québec", Lang: "fr", Year: 2024,
		Words: publish.Words{Contents: "Table des matières", Table: "Tableau", Drawing: "Figure", Data: "Les données des figures", About: "À propos de ce document"},
	}
	for i := range pages {
		s := publish.Section{ID: fmt.Sprintf("s%d", i), Title: fmt.Sprintf("Partie %d", i+1)}
		for range 3 {
			s.Blocks = append(s.Blocks, publish.Block{Sort: "paragraph", Spans: span(strings.Repeat(sentence, 4))})
		}
		t := &publish.Table{Caption: "Missions", Head: []publish.Cell{{Spans: span("Mission")}, {Spans: span("Dates")}, {Spans: span("Voyageurs"), Number: true}}}
		for j := range 8 {
			t.Rows = append(t.Rows, []publish.Cell{{Spans: span(fmt.Sprintf("Mission %d", j))}, {Spans: span("4–7 mars")}, {Spans: span("6"), Number: true}})
		}
		s.Blocks = append(s.Blocks, publish.Block{Sort: "table", Table: t})
		if i < drawings {
			s.Blocks = append(s.Blocks, publish.Block{Sort: "drawing", Drawing: &publish.Drawing{
				SVG: string(stackOf(4+i%5, i%2 == 0)), Caption: fmt.Sprintf("Missions et accueils %d", i), Alt: "Par année", Table: t,
			}})
		}
		p.Sections = append(p.Sections, s)
	}
	return p
}

func stackOf(years int, stacked bool) []byte {
	c := chart.Columns{Lang: "fr", Title: "Missions et accueils", Desc: "Par année", Width: chart.PrintWidth, Stacked: stacked, Series: []chart.Series{{Name: "Missions"}, {Name: "Accueils"}}}
	for i := range years {
		c.Labels = append(c.Labels, fmt.Sprint(2024-years+i))
		c.Series[0].Values = append(c.Series[0].Values, float64(i*7%11))
		c.Series[1].Values = append(c.Series[1].Values, float64(3+i*5%23))
	}
	return c.Draw()
}

func networkOf(partners int) []byte {
	n := chart.Network{Lang: "fr", Title: "Partenaires", Desc: "Par région", Home: "Ville de Québec"}
	for i := range partners {
		n.Partners = append(n.Partners, chart.Partner{Name: fmt.Sprintf("Ville partenaire %d", i), Group: fmt.Sprintf("Région %d", i%5), Weight: float64(i % 9)})
	}
	return n.Draw()
}

func mapOf(maps *chart.Maps, cities int) ([]byte, error) {
	w := chart.World{Lang: "fr", Title: "Villes", Desc: "Par région", InsetTitle: "Europe", Home: chart.Point{Name: "Québec", Lat: 46.81, Lon: -71.21}, Width: chart.PrintWidth}
	for i := range cities {
		w.Points = append(w.Points, chart.Point{Name: fmt.Sprintf("Ville %d", i), Kind: "mission", Lat: float64(i*37%100) - 40, Lon: float64(i*53%300) - 150})
	}
	return maps.World(w)
}
