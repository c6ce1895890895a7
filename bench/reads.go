package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"entente/assets"
	"entente/bench/office"
	"entente/internal/access"
	"entente/internal/chart"
	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/portal"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/store"
)

// column is one database with what reads it.
type column struct {
	engine   string
	size     int
	url      string
	db       *store.DB
	registry *registry.Registry
	public   *registry.Public

	some       []record.Ref // visits from all over the database
	rate       []float64    // records a second of each import
	importPeak int64        // bytes

	staff  staff
	server *http.Server
	served chan error
	base   string // address of the site
	page   string // path of a record's page
	hub    string // path of the page of the record that most refer to
}

func (c *column) name() string { return c.engine + " " + short(c.size) }

// open puts the site on a real port.
func (c *column) open(ctx context.Context, b *bench) error {
	c.public = c.registry.Public()
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
	site, err := portal.New(portal.Config{Reader: c.public, Catalogs: catalogs, Places: b.places, Maps: maps, Assets: built,
		Log: slog.New(slog.NewTextHandler(b.stderr, nil))})
	if err != nil {
		return err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	c.base = "http://" + l.Addr().String()
	c.server, c.served = &http.Server{Handler: site, ReadHeaderTimeout: time.Minute}, make(chan error, 1)
	go func() { c.served <- c.server.Serve(l) }()
	visits, err := c.public.List(ctx, publish.Query{Kind: record.KindVisit, Limit: 1})
	if err != nil {
		return err
	}
	networks, err := c.public.Heads(ctx, []record.Ref{office.Hub()})
	if err != nil {
		return err
	}
	c.page, c.hub = path("accueils", visits.Heads[0]), path("organisations", networks[office.Hub()])
	return nil
}

func path(section string, h publish.Head) string {
	return "/fr/" + section + "/" + h.ID.Short() + "-" + h.Slug["fr"]
}

func (c *column) close(ctx context.Context) error {
	if err := c.server.Shutdown(ctx); err != nil {
		return err
	}
	<-c.served
	return c.db.Close()
}

// measurement is something to time on every database; round counts from 0.
type measurement struct {
	title string
	do    func(ctx context.Context, c *column, round int) error
}

// times measures m on each database in turn, round after round, after one round that counts for nothing.
func (b *bench) times(ctx context.Context, m measurement) error {
	b.say("%s", m.title)
	took := map[*column][]time.Duration{}
	limit := time.Now().Add(time.Minute) // what is very slow is measured less often
	for round := range b.rounds + 1 {
		for _, c := range b.columns {
			began := time.Now()
			if err := m.do(ctx, c, round); err != nil {
				return fmt.Errorf("%s: %s: %w", c.name(), m.title, err)
			}
			if round > 0 {
				took[c] = append(took[c], time.Since(began))
			}
		}
		if round >= 5 && time.Now().After(limit) {
			break
		}
	}
	b.add(m.title+", ms", func(c *column) cell { return milliseconds(took[c]) })
	return nil
}

// The pages of lists hold 20 rows at every size. The deep ones begin in the first year, behind everything newer.
const (
	rows = 20
	deep = "2001~ffffffff-ffff-ffff-ffff-ffffffffffff"
)

func reads() []measurement {
	operator, member := access.OperatorActor(), access.Member("bench", access.Officer, office.Office(0))
	list := func(title string, a *access.Actor, q publish.Query) measurement {
		q.Newest, q.Limit = true, rows
		return measurement{title, func(ctx context.Context, c *column, _ int) error {
			read := c.public.List
			if a != nil {
				read = func(ctx context.Context, q publish.Query) (publish.Page, error) { return c.registry.List(ctx, *a, q) }
			}
			p, err := read(ctx, q)
			if err == nil && len(p.Heads) == 0 {
				return errors.New("an empty page")
			}
			return err
		}}
	}
	return slices.Concat(lists(), []measurement{
		{"A record, by the operator", func(ctx context.Context, c *column, round int) error { return c.get(ctx, operator, round) }},
		{"A record, by a member of an office", func(ctx context.Context, c *column, round int) error { return c.get(ctx, member, round) }},
		list("List of visits, first page, operator", &operator, publish.Query{Kind: record.KindVisit}),
		list("List of visits, deep page, operator", &operator, publish.Query{Kind: record.KindVisit, After: deep}),
		list("List of visits, first page, member", &member, publish.Query{Kind: record.KindVisit}),
		list("List of visits, deep page, public", nil, publish.Query{Kind: record.KindVisit, After: deep}),
		list("List of visits from one country, public", nil, publish.Query{Kind: record.KindVisit, Marks: map[string][]string{"country": {"IS"}}}),
		list("List of strategic visits, deep page, public", nil, publish.Query{Kind: record.KindVisit, Type: record.Strategic, After: deep}),
		list("List of all kinds, first page, public", nil, publish.Query{}),
		{"Ties of a hub, first page, operator", func(ctx context.Context, c *column, _ int) error { return c.ties(ctx, operator, "") }},
		{"Ties of a hub, first page, member", func(ctx context.Context, c *column, _ int) error { return c.ties(ctx, member, "") }},
		{"Ties of a hub, deep page, public", func(ctx context.Context, c *column, _ int) error {
			_, _, err := c.public.Ties(ctx, office.Hub(), deep+"~", rows)
			return err
		}},
		search("Search of a word that many records hold, public", "patrimoine"),
		search("Search of a name that one record holds, public", "Tremblay-0-1"),
		{"Suggestions while a word is typed, public", func(ctx context.Context, c *column, _ int) error {
			_, err := c.public.Suggest(ctx, "patri", 8)
			return err
		}},
		{"Figures of a year, public", func(ctx context.Context, c *column, _ int) error {
			in, err := c.public.Year(ctx, office.Office(0), office.FirstYear)
			return computed(in, err)
		}},
		{"Figures of a year, member", func(ctx context.Context, c *column, _ int) error {
			in, err := c.registry.Year(ctx, member, office.Office(0), office.FirstYear)
			return computed(in, err)
		}},
		{"A change saved", change},
		page("Page of a record", func(c *column) string { return c.page }),
		{"Page of a record, kept from before", func(ctx context.Context, c *column, _ int) error { return fetch(ctx, c.base+c.page) }},
		page("Page of a hub", func(c *column) string { return c.hub }),
		page("Page of a list", func(*column) string { return "/fr/accueils" }),
		page("Page of a list, deep", func(*column) string { return "/fr/accueils?after=" + deep }),
		page("Page of a year's report", func(*column) string { return fmt.Sprintf("/fr/rapports/%d", office.FirstYear) }),
		page("Home page", func(*column) string { return "/fr/" }),
	})
}

// page reads a page that the site has to make.
func page(title string, path func(*column) string) measurement {
	return measurement{title, func(ctx context.Context, c *column, _ int) error { return fetch(ctx, anew(c.base+path(c))) }}
}

// anew asks with so long a question that the site does not keep the answer.
func anew(url string) string {
	sign := "?"
	if strings.Contains(url, sign) {
		sign = "&"
	}
	return url + sign + "x=" + strings.Repeat("x", 300)
}

func search(title, text string) measurement {
	return measurement{title, func(ctx context.Context, c *column, _ int) error {
		p, err := c.public.Search(ctx, publish.SearchQuery{Text: text, Lang: "fr"})
		if err == nil && len(p.Hits) == 0 {
			return errors.New("nothing found")
		}
		return err
	}}
}

func (c *column) get(ctx context.Context, a access.Actor, round int) error {
	id := c.some[round*7919%len(c.some)]
	if a.Role != access.Operator { // one that a member may see: of their own office, or public
		id = office.Hub()
	}
	_, err := c.registry.Get(ctx, a, id)
	return err
}

func (c *column) ties(ctx context.Context, a access.Actor, after string) error {
	ties, _, err := c.registry.Ties(ctx, a, office.Hub(), after, rows)
	if err == nil && len(ties) == 0 {
		return errors.New("no ties")
	}
	return err
}

func computed(in figure.Input, err error) error {
	if err != nil {
		return err
	}
	for _, f := range figure.Compute(in) {
		if f.Key == figure.VisitsKey && f.Value == nil {
			return errors.New("no visits in the year")
		}
	}
	return nil
}

// change saves another note on a visit.
func change(ctx context.Context, c *column, round int) error {
	a := access.OperatorActor()
	e, err := c.registry.Get(ctx, a, c.some[0])
	if err != nil {
		return err
	}
	e.Record.Head().Note.FR = fmt.Sprintf("Note %d", round)
	_, err = c.registry.Save(ctx, a, e.Record, e.Version, "bench")
	return err
}

// fetch reads a whole page.
func fetch(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", url, res.Status)
	}
	return nil
}
