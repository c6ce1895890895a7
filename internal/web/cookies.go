package web

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"

	"entente/internal/record"
	"entente/internal/serve"
)

const flashCookie = "entente-said"

// sessionName is the cookie of the session. By https it bears the prefix that keeps other hosts and plain http from setting
// it (RFC 6265bis §4.1.3.2).
func (a *app) sessionName() string {
	if a.https() {
		return "__Host-entente"
	}
	return "entente"
}

// cookie makes a cookie of the application; a life below 0 removes it, 0 keeps it until the browser is closed.
func (a *app) cookie(name, value string, life time.Duration) *http.Cookie {
	c := &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: a.https()}
	switch {
	case life < 0:
		c.MaxAge = -1
	case life > 0:
		c.MaxAge = int(life.Seconds())
	}
	return c
}

// flash is what the next page has to say: what was done, and how to undo it.
type flash struct {
	Key  string     `json:"k"` // in the catalogs
	Name string     `json:"n,omitzero"`
	N    int        `json:"c,omitzero"`
	Undo record.Ref `json:"u,omitzero"` // the batch that would be undone
	Bad  bool       `json:"b,omitzero"`
}

// said is the answer that sends the reader to a page which says what was done.
func (a *app) said(to string, f flash) serve.Answer {
	out := serve.Redirect(http.StatusSeeOther, to)
	if data, err := json.Marshal(f); err == nil { // as a struct of texts and a number always is
		out.Cookies = append(out.Cookies, a.cookie(flashCookie, base64.RawURLEncoding.EncodeToString(data), time.Minute))
	}
	return out
}

// readFlash reads what the page before had to say. What cannot be read says nothing.
func readFlash(r *http.Request) flash {
	var f flash
	c, err := r.Cookie(flashCookie)
	if err != nil {
		return f
	}
	data, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || json.Unmarshal(data, &f) != nil {
		return flash{}
	}
	return f
}
