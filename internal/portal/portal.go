package portal

import (
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"

	"entente/assets"
	"entente/internal/chart"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/serve"
)

// Config is what the site is made of.
type Config struct {
	Reader   Reader
	Inbox    Inbox
	Catalogs *i18n.Catalogs
	Places   *place.Gazetteer
	Maps     *chart.Maps
	Assets   *assets.Assets
	Log      *slog.Logger
	BaseURL  string // "https://example.org", for canonical links; "" when it is not known

	// Staff is where the staff's own application begins in a language; nil where none is served beside the site.
	Staff func(i18n.Lang) string
}

type site struct {
	Config
	mux     *http.ServeMux
	pages   cache
	bureaus bureaus
}

// New makes the public site.
func New(c Config) (http.Handler, error) {
	s := &site{Config: c, mux: http.NewServeMux()}
	if _, err := fs.Stat(c.Assets.FS, c.Assets.Path(styleSheet)); err != nil {
		return nil, fmt.Errorf("portal: the style sheet is not among the assets: %w", err)
	}
	for _, r := range s.routes() {
		s.mux.Handle(r.Pattern, s.serve(r))
	}
	return serve.Secured(http.NewCrossOriginProtection().Handler(s.mux)), nil
}
