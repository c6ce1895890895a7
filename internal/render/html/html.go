// Package html writes a report as one self-contained HTML file: it can be mailed, kept and printed, asks nothing of any
// server, and opens every number at its end, where its rule and what it counts stand. It must not know where records are kept
// or how a site is laid out.
package html

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"entente/internal/publish"
)

//go:embed report.css
var css string

//go:embed report.html.tmpl
var text string

// Write writes r. A number links to the section figure-<key>, which publish.Opened makes.
func Write(w io.Writer, r *publish.Paper) error {
	t, err := template.New("report").Funcs(template.FuncMap{
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
