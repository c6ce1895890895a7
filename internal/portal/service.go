package portal

import (
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"entente/internal/serve"
)

const (
	styleSheet = "portal.css"
	iconSheet  = "icons.svg"
	scriptFile = "portal.js"
)

// root sends the reader to the home page in their language.
func (*site) root(q *query) (serve.Answer, error) {
	return serve.Redirect(http.StatusFound, homePath(q.lang)), nil
}

func (*site) toHome(q *query) (serve.Answer, error) {
	return serve.Redirect(http.StatusMovedPermanently, homePath(q.lang)), nil
}

func (*site) nothing(q *query) (serve.Answer, error) {
	return serve.Answer{}, notFound("page", q.URL.Path)
}

// health answers when the offices could be read, which every request does first.
func (*site) health(*query) (serve.Answer, error) {
	return serve.Answer{Media: serve.Text, Body: []byte("ok\n")}, nil
}

func (s *site) robots(*query) (serve.Answer, error) {
	text := "User-agent: *\nAllow: /\n"
	if s.BaseURL != "" {
		text += "Sitemap: " + s.BaseURL + "/sitemap.xml\n"
	}
	return serve.Answer{Media: serve.Text, Body: []byte(text)}, nil
}

// asset gives a built file. Its name holds a hash of its content, so that it can be kept for ever.
func (s *site) asset(q *query) (serve.Answer, error) {
	name := q.PathValue("file")
	if strings.HasPrefix(name, themePrefix) {
		return s.themeAsset(q, name)
	}
	body, err := fs.ReadFile(s.Assets.FS, name)
	if err != nil || strings.HasPrefix(name, ".") || path.Ext(name) == ".json" {
		return serve.Answer{}, notFound("asset", name)
	}
	media := mime.TypeByExtension(path.Ext(name))
	if path.Ext(name) == ".woff2" {
		media = "font/woff2"
	}
	return serve.Answer{Media: media, Body: body, Headers: forEver()}, nil
}

// forEver lets browsers keep what has a hash of its content in its address.
func forEver() [][2]string {
	return [][2]string{{"Cache-Control", "public, max-age=31536000, immutable"}}
}
