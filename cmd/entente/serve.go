package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"syscall"
	"time"

	"entente/assets"
	"entente/internal/access"
	"entente/internal/chart"
	"entente/internal/place"
	"entente/internal/portal"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/render/pdf"
	"entente/internal/store"
	"entente/internal/web"
)

const defaultListen = "127.0.0.1:8080"

func serveCommand(c *command) func(context.Context) error {
	c.database()
	listen := c.flags.String("listen", defaultListen, "")
	base := c.flags.String("url", "", "")
	proxy := c.flags.String("proxy", "", "")
	scheduled := c.schedule()
	c.sealing = true
	return func(ctx context.Context) error {
		if err := c.none(); err != nil {
			return err
		}
		due, err := scheduled.read(c)
		if err != nil {
			return err
		}
		ours, err := c.proxies(*proxy)
		if err != nil {
			return err
		}
		built, err := assets.Load() // before a file is written: a program that cannot serve leaves nothing behind
		if err != nil {
			return err
		}
		return c.openDB(ctx, false, func(db *store.DB, g *registry.Registry, places *place.Gazetteer) error {
			if err := c.seal(ctx, g); err != nil {
				return err
			}
			press, err := c.press()
			if err != nil {
				return err
			}
			defer press.Close()
			documents, err := c.background(g, places, *base, press)
			if err != nil {
				return err
			}
			h, err := c.site(ctx, g, places, built, press, documents, *base, ours)
			if err != nil {
				return err
			}
			l, err := c.bind(ctx, *listen)
			if err != nil {
				return err
			}
			first, err := c.offerFirst(ctx, g, *base, l)
			if err != nil {
				return err
			}
			fmt.Fprintln(c.stdout, c.p.T("cli.serve.ready", "address", "http://"+l.Addr().String()+"/")+first)
			ctx, stop := context.WithCancel(ctx)
			var working sync.WaitGroup
			working.Go(func() { c.warm(ctx, press) })
			working.Go(func() { c.runner(db, g, places, due, documents).Run(ctx) })
			err = c.serve(ctx, l, h)
			stop()
			working.Wait()
			return err
		})
	}
}

func (c *command) site(ctx context.Context, g *registry.Registry, places *place.Gazetteer, built *assets.Assets, press *pdf.Press, documents *background, base string, ours []netip.Prefix) (http.Handler, error) {
	maps, err := chart.LoadMaps()
	if err != nil {
		return nil, err
	}
	log := slog.New(slog.NewTextHandler(c.stderr, nil))
	public, err := portal.New(portal.Config{Reader: g.Public(), Inbox: g, Catalogs: c.catalogs, Places: places, Maps: maps, Assets: built,
		Log: log, BaseURL: base, Staff: web.Home})
	if err != nil {
		return nil, err
	}
	provider, err := c.provider(ctx, g, base)
	if err != nil {
		return nil, err
	}
	staff, err := web.New(web.Config{Registry: g, Catalogs: c.catalogs, Places: places, Maps: maps, Assets: built, Log: log, BaseURL: base,
		Program: programVersion(), Node: node(), Proxies: ours, Provider: provider, PDF: press, Press: documents.press})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/", public)
	for _, root := range web.Roots() {
		mux.Handle(root, staff)
	}
	return mux, nil
}

// offerFirst is a line with the link by which the first administrator makes their account, "" once there is one. Each start
// makes another, and the one before is void.
func (c *command) offerFirst(ctx context.Context, g *registry.Registry, base string, l net.Listener) (string, error) {
	there, err := g.HasAccounts(ctx, access.OperatorActor())
	if err != nil || there {
		return "", err
	}
	token, err := g.MakeFirst(ctx, access.OperatorActor())
	if errors.Is(err, record.ErrConflict) { // somebody made one this very moment
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if base == "" {
		base = "http://" + l.Addr().String()
	}
	return "\n" + c.p.T("cli.serve.first", "link", accountLink(base, string(c.p.Lang()), "first", token)), nil
}

// bind listens on the address. The usual port may be taken by another program, or by another office: then any free one does,
// and the address printed says which. A port that somebody asked for is never exchanged for another.
func (c *command) bind(ctx context.Context, address string) (net.Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", address)
	if address == defaultListen && errors.Is(err, syscall.EADDRINUSE) {
		fmt.Fprintln(c.stderr, c.p.T("cli.serve.taken", "address", address))
		return lc.Listen(ctx, "tcp", "127.0.0.1:0")
	}
	return l, err
}

func (c *command) serve(ctx context.Context, l net.Listener, h http.Handler) error {
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := srv.Shutdown(stop); err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	fmt.Fprintln(c.stdout, c.p.T("cli.serve.stopped"))
	return nil
}
