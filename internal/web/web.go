package web

import (
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"entente/assets"
	"entente/internal/chart"
	"entente/internal/column"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/press"
	"entente/internal/registry"
	"entente/internal/serve"
	"entente/internal/typed"
)

// Config is what the application is made of.
type Config struct {
	Registry *registry.Registry
	Catalogs *i18n.Catalogs
	Places   *place.Gazetteer
	Maps     *chart.Maps
	Assets   *assets.Assets
	Log      *slog.Logger
	BaseURL  string           // "https://example.org"; "" when it is not known
	Now      func() time.Time // nil for the clock
	Proxies  []netip.Prefix   // of our own, which say where readers come from
	Provider *Provider        // of identities; nil for none
	Program  registry.Program // what the health page says of the program
	PDF      PDFPress         // nil where no PDF files are made
	Node     string           // what this process is called among those that share the database
	Press    *press.Press     // of documents; nil for one that makes no files in the background
}

type app struct {
	Config
	mux     *http.ServeMux
	tools   *column.Tools // for spreadsheets
	reader  *typed.Reader
	press   *press.Press
	started time.Time
}

// Roots are the addresses under which the application answers.
func Roots() []string { return []string{"/app/", "/fr/app/", "/en/app/"} }

// Home is where the application begins in a language.
func Home(lang i18n.Lang) string { return home(lang) }

// New makes the application.
func New(c Config) (http.Handler, error) {
	a := &app{Config: c, mux: http.NewServeMux(), tools: column.NewTools(c.Catalogs, c.Places)}
	a.reader = typed.New(c.Catalogs, c.Places)
	if a.Now == nil {
		a.Now = time.Now
	}
	if a.press = c.Press; a.press == nil {
		a.press = press.New(press.Config{Registry: c.Registry, Catalogs: c.Catalogs, Places: c.Places, Maps: c.Maps, Log: c.Log, Now: a.Now})
	}
	a.started = a.Now()
	if _, err := fs.Stat(c.Assets.FS, c.Assets.Path(styleSheet)); err != nil {
		return nil, fmt.Errorf("web: the style sheet is not among the assets: %w", err)
	}
	for _, r := range a.routes() {
		for pattern, lang := range r.Patterns() {
			a.mux.Handle(pattern, a.serve(r, lang))
		}
	}
	a.mux.Handle("GET /app/{$}", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, home(serve.Preferred(r.Header.Get("Accept-Language"))), http.StatusFound)
	}))
	return serve.Secured(http.NewCrossOriginProtection().Handler(a.mux)), nil
}

// https tells whether readers come by https, so that cookies are kept to it.
func (a *app) https() bool { return strings.HasPrefix(a.BaseURL, "https://") }
