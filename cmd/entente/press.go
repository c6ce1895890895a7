package main

import (
	"log/slog"
	"time"

	"entente/internal/chart"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/portal"
	"entente/internal/press"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/render/docx"
)

// documents is what makes the documents of offices. base is where the site stands, "" when that was not said: then names in files lead nowhere.
func (c *command) documents(g *registry.Registry, places *place.Gazetteer, base string, change func(*press.Config)) (*press.Press, error) {
	maps, err := chart.LoadMaps()
	if err != nil {
		return nil, err
	}
	config := press.Config{Registry: g, Catalogs: c.catalogs, Places: places, Maps: maps, Now: time.Now,
		Log: slog.New(slog.NewTextHandler(c.stderr, nil)), DOCX: docx.Write}
	if base != "" {
		config.Addresses = press.Addresses{
			Record: func(lang i18n.Lang, h publish.Head) string { return base + portal.RecordPath(lang, h) },
			Edition: func(lang i18n.Lang, o *record.Office, year int, name string) string {
				return base + portal.EditionPath(lang, o, year, name)
			},
		}
	}
	if change != nil {
		change(&config)
	}
	return press.New(config), nil
}

// background is the press of a serving program, whose slower files are made by a job.
type background struct {
	press *press.Press
	woken chan struct{}
}

func (c *command) background(g *registry.Registry, places *place.Gazetteer, base string, pdf press.PDF) (*background, error) {
	b := &background{woken: make(chan struct{}, 1)}
	b.woken <- struct{}{} // what an earlier run left undone is not put off
	var err error
	b.press, err = c.documents(g, places, base, func(config *press.Config) {
		config.Wake = func() {
			select {
			case b.woken <- struct{}{}:
			default: // it is to wake already
			}
		}
		config.PDF = pdf
	})
	return b, err
}
