package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"entente/assets"
	"entente/bench/office"
	"entente/internal/access"
	"entente/internal/chart"
	"entente/internal/i18n"
	"entente/internal/listing"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/web"
)

// staff is the application of an officer who is signed in, with the form of one visit.
type staff struct {
	app   http.Handler
	token string
	form  string // its address
}

// signIn makes the application on a database.
func (c *column) signIn(ctx context.Context, b *bench) error {
	catalogs, err := i18n.New()
	if err != nil {
		return err
	}
	built, err := assets.Load()
	if err != nil {
		return err
	}
	maps, err := chart.LoadMaps()
	if err != nil {
		return err
	}
	if c.staff.app, err = web.New(web.Config{Registry: c.registry, Catalogs: catalogs, Places: b.places, Maps: maps, Assets: built,
		Log: slog.New(slog.NewTextHandler(b.stderr, nil)), Now: time.Now}); err != nil {
		return err
	}
	own := office.Office(0)
	email, password := fmt.Sprintf("bench-%d@example.org", time.Now().UnixNano()), rand.Text()
	_, err = c.registry.CreateAccount(ctx, access.OperatorActor(), registry.NewAccount{Office: own, Name: email, Email: email, Role: access.Officer, Lang: "fr", Password: password})
	if err != nil {
		return err
	}
	in, err := c.registry.SignIn(ctx, email, password, "", registry.From{Address: "192.0.2.1", Browser: "bench"})
	if err != nil {
		return err
	}
	visits, err := c.registry.Records(ctx, access.Member("bench", access.Officer, own), listing.Query{Kinds: []record.Kind{record.KindVisit}, Down: true,
		Filters: []listing.Filter{{Field: listing.Office, Op: listing.Any, Values: []string{string(own)}}}})
	if err != nil {
		return err
	}
	if len(visits.Entries) == 0 {
		return errors.New("no visit of the office")
	}
	c.staff.token, c.staff.form = in.Token, "/fr/app/records/visit/"+visits.Entries[0].Record.Head().ID.Short()+"/edit"
	return nil
}

// ask sends a request of the officer's browser, and gives the page; a form that is saved gives none.
func (s staff) ask(ctx context.Context, method, path string, form url.Values) (io.Reader, error) {
	q := httptest.NewRequestWithContext(ctx, method, "http://bench.example"+path, strings.NewReader(form.Encode()))
	q.AddCookie(&http.Cookie{Name: "entente", Value: s.token})
	if form != nil {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	w := httptest.NewRecorder()
	s.app.ServeHTTP(w, q)
	if want := map[string]int{http.MethodGet: http.StatusOK, http.MethodPost: http.StatusSeeOther}[method]; w.Code != want {
		return nil, fmt.Errorf("%s %s: status %d\n%s", method, path, w.Code, w.Body)
	}
	return w.Body, nil
}

// forms are what a form costs: to be opened, and to be opened, filled in and saved.
func forms() []measurement {
	open := func(ctx context.Context, c *column) (url.Values, error) {
		page, err := c.staff.ask(ctx, http.MethodGet, c.staff.form, nil)
		if err != nil {
			return nil, err
		}
		return filled(page)
	}
	return []measurement{
		{"Form of a visit, opened", func(ctx context.Context, c *column, _ int) error {
			_, err := c.staff.ask(ctx, http.MethodGet, c.staff.form, nil)
			return err
		}},
		{"Form of a visit, opened and saved", func(ctx context.Context, c *column, round int) error {
			values, err := open(ctx, c)
			if err != nil {
				return err
			}
			values.Set("note.fr", fmt.Sprintf("Tour %d, %d", round, time.Now().UnixNano()))
			values.Set("op", "save")
			_, err = c.staff.ask(ctx, http.MethodPost, c.staff.form, values)
			return err
		}},
	}
}

// filled gives the values of the form of a page, as a browser sends them.
func filled(page io.Reader) (url.Values, error) {
	doc, err := html.Parse(page)
	if err != nil {
		return nil, err
	}
	values := url.Values{}
	attr := func(n *html.Node, name string) (string, bool) {
		i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
		if i < 0 {
			return "", false
		}
		return n.Attr[i].Val, true
	}
	for n := range doc.Descendants() {
		name, named := attr(n, "name")
		if n.Type != html.ElementNode || !named {
			continue
		}
		value, _ := attr(n, "value")
		switch n.Data {
		case "input":
			kind, _ := attr(n, "type")
			_, checked := attr(n, "checked")
			if choice := kind == "checkbox" || kind == "radio"; !choice || checked {
				values.Add(name, value)
			}
		case "textarea":
			if n.FirstChild != nil {
				values.Add(name, strings.TrimPrefix(n.FirstChild.Data, "\n"))
			}
		case "select":
			for o := range n.Descendants() {
				if _, selected := attr(o, "selected"); selected {
					v, _ := attr(o, "value")
					values.Add(name, v)
				}
			}
		}
	}
	return values, nil
}
