package portal

import (
	"fmt"

	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/render"
	"entente/internal/serve"
)

// format is a form in which a report can be had, by the ending of its address.
type format struct {
	ending, name, media string
	write               func(*publish.Paper, render.Links) ([]byte, error)
}

func formats() []format {
	return []format{
		{"md", "Markdown", "text/markdown; charset=utf-8", func(r *publish.Paper, l render.Links) ([]byte, error) { return render.Markdown(r, l), nil }},
		{"json", "JSON", "application/json; charset=utf-8", func(r *publish.Paper, _ render.Links) ([]byte, error) { return render.JSON(r) }},
	}
}

// inFormat writes a report in the format of an ending. Its links are whole addresses, for it is read elsewhere.
func (s *site) inFormat(q *query, d reportData, ending string) (serve.Answer, error) {
	links := render.Links{
		Figure: func(key string) string { return s.absolute(d.opens(q.lang, publish.Span{Figure: key})) },
		Record: func(id record.Ref) string { return s.absolute(d.opens(q.lang, publish.Span{Record: id})) },
	}
	for _, f := range formats() {
		if f.ending != ending {
			continue
		}
		body, err := f.write(d.report, links)
		if err != nil {
			return serve.Answer{}, fmt.Errorf("write report as %s: %w", f.name, err)
		}
		name := fmt.Sprintf("%s-%d-%s.%s", d.edition.office.Code, d.edition.year, q.lang, ending)
		return serve.Answer{Media: f.media, Body: body, Headers: attachment(name)}, nil
	}
	return serve.Answer{}, notFound("format", ending)
}

func (s *site) absolute(path string) string {
	if path == "" {
		return ""
	}
	return s.BaseURL + path
}
