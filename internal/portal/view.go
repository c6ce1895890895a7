package portal

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

// meta is what a page says of itself.
type meta struct {
	title       string // "" on the home page, which bears the site's name
	context     string // what tells it in the window's title from other pages of that title
	description string
	paths       paths
	section     string // entry of the navigation that it belongs to
	noIndex     bool
	status      int
	trail       []words      // the pages above it, the home page left out
	tabs        []navigation // its neighbours under the same heading
	changed     string       // instant of the last change of what it shows, "" when it does not say
	data        []ld         // what it tells programs about itself
}

// view is what every template is given: the page's meta, the language and the site's own addresses.
type view struct {
	meta
	p           *i18n.Printer
	lang        i18n.Lang
	site, lead  words
	css, icons  string // addresses
	script      string // an address too
	theme, logo string // addresses too, "" when the office has none
	staff       string // address of the staff's application, "" when there is none
	base        string
	langs       []i18n.Lang // that the site exists in
}

func (s *site) view(q *query, m meta) view {
	v := view{
		meta: m, p: q.p, lang: q.lang, base: s.BaseURL,
		css: "/assets/" + s.Assets.Path(styleSheet), icons: "/assets/" + s.Assets.Path(iconSheet), script: "/assets/" + s.Assets.Path(scriptFile),
	}
	if s.Staff != nil {
		v.staff = s.Staff(q.lang)
	}
	o := q.main()
	v.langs = q.langs()
	if name, _ := themeSheet(o.Theme); name != "" {
		v.theme = "/assets/" + name
	}
	if q.logo.ID != "" {
		v.logo = filePath(q.lang, q.logo)
	}
	v.site = v.name(o.SiteName)
	if v.site.text == "" {
		v.site = v.name(o.Name)
	}
	if v.site.text == "" {
		v.site = words{text: q.p.T("portal.site")}
	}
	v.lead = v.text(o.SiteLead)
	return v
}

// words is a run of text as a template sets it.
type words struct {
	text string
	lang string // when it is not the page's
	mark bool   // say that the text has no translation
	href string
	note string // said after it, quieter
	mono bool   // a code or checksum
}

// text is prose of a record, marked when it is not in the page's language.
func (v view) text(t record.Text) words {
	w := v.name(t)
	w.mark = w.lang != ""
	return w
}

// name is a proper name: it keeps its language, which is told to the browser but not to the reader.
func (v view) name(t record.Text) words {
	s, actual := t.In(string(v.lang))
	w := words{text: s}
	if s != "" && actual != string(v.lang) {
		w.lang = actual
	}
	return w
}

// link is the title of a record, to its page.
func (v view) link(h publish.Head) words {
	w := v.name(h.Title)
	switch h.Kind {
	case record.KindOrganisation, record.KindPerson, record.KindOffice, record.KindDocument:
	default:
		w.mark = w.lang != ""
	}
	w.href = recordPath(v.lang, h)
	return w
}

func (v view) kind(k record.Kind) string  { return i18n.Capital(v.p.T("kind." + string(k) + ".one")) }
func (v view) kinds(k record.Kind) string { return i18n.Capital(v.p.T("kind." + string(k) + ".other")) }

// code words a code of a vocabulary.
func (v view) code(vocabulary, code string) string {
	return v.p.T("vocabulary." + vocabulary + "." + code)
}

// updated words the day of a record's last change.
func (v view) updated(instant string) string {
	if instant == "" {
		return ""
	}
	return v.p.T("portal.updated", "date", v.p.DateIn(record.Date(day(instant))))
}

// day is the day of an instant written as RFC 3339.
func day(instant string) string {
	if len(instant) < len("2024-05-13") {
		return instant
	}
	return instant[:len("2024-05-13")]
}

func (v view) when(d record.Date) string { return i18n.Capital(v.p.Date(d)) }

// pageTitle is the title of the browser's window.
func (v view) pageTitle() string {
	return join(" – ", v.title, v.context, v.site.text)
}

// join sets a separator between those parts that say something.
func join(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), separator)
}

func (v view) url(lang i18n.Lang) templ.SafeURL { return templ.URL(v.base + v.paths.in(lang)) }
