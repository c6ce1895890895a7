// Package html writes a report as one self-contained HTML file: it can be mailed, kept and printed, asks nothing of any
// server, and opens every number at its end, where its rule and what it counts stand. It must not know where records are kept
// or how a site is laid out.
package html

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"entente/internal/i18n"
	"entente/internal/publish"
)

//go:embed report.css
var css string

//go:embed report.html.tmpl
var text string

// Write writes r, whose figures are opened at the end of the file.
func Write(w io.Writer, r *publish.Report, p *i18n.Printer) error {
	opened := map[string]bool{}
	for _, n := range r.Figures {
		opened[n.Key] = true
	}
	t, err := template.New("report").Funcs(template.FuncMap{
		"t":      func(key string, args ...any) string { return p.T(key, args...) },
		"opened": func(key string) bool { return opened[key] },
		"dash": func(s string) string {
			if s == "" {
				return "—"
			}
			return s
		},
		"css": func() template.CSS { return template.CSS(css) }, //nolint:gosec // our own sheet
	}).Parse(text)
	if err != nil {
		return fmt.Errorf("read the template of reports: %w", err)
	}
	if err := t.Execute(w, r); err != nil {
		return fmt.Errorf("write the report of %d: %w", r.Year, err)
	}
	return nil
}
