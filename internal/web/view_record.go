package web

import (
	"slices"
	"strings"

	"entente/internal/extract"
	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/tell"
)

func (v view) capital(s string) string { return i18n.Capital(s) }

// fieldLabel words the path of a field as a problem gives it, positions left out.
func (v view) fieldLabel(kind record.Kind, at string) string {
	path := strings.Join(slices.DeleteFunc(strings.Split(at, "."), func(part string) bool { return strings.Trim(part, "0123456789") == "" }), ".")
	if path == "" || path == "id" {
		return v.kind(kind)
	}
	return tell.Speaker{P: v.p, Lang: v.lang}.Label(kind, path)
}

// recordTitle is what a record is called.
func (v view) recordTitle(s subject) string {
	if t, _ := s.Record.Label().In(string(v.lang)); t != "" {
		return t
	}
	return v.T("page.untitled")
}

// accepted are the endings of the files that may be attached, as a form lists them.
func accepted() string { return strings.Join(extract.Extensions(), ",") }
