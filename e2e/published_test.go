package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"entente/internal/access"
	"entente/internal/chart"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/portal"
	documents "entente/internal/press"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/render/docx"
	"entente/internal/store"
)

// reportID is the sample's report of 2024 where the tests write it.
var reportID = record.KeyID("ville-de-quebec", record.KindReport, "2024")

// desktop is what writes and publishes reports in a database, as its office's head does.
type desktop struct {
	*registry.Registry
	press *documents.Press
	words *i18n.Catalogs
	head  access.Actor
}

// tools are what documents are made with.
type tools struct {
	places   *place.Gazetteer
	catalogs *i18n.Catalogs
	maps     *chart.Maps
}

func loadTools() (t tools, err error) {
	if t.places, err = place.Load(); err != nil {
		return t, err
	}
	if t.catalogs, err = i18n.New(); err != nil {
		return t, err
	}
	t.maps, err = chart.LoadMaps()
	return t, err
}

// atDesk opens a database to publish in. The site stands at base.
func atDesk(ctx context.Context, db, base string, do func(d desktop) error) (err error) {
	tools, err := common.tools()
	if err != nil {
		return err
	}
	opened, err := store.Open(ctx, store.Config{URL: db})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	g, err := registry.New(ctx, registry.Config{DB: opened, Places: tools.places})
	if err != nil {
		return err
	}
	offices, err := g.Public().Offices(ctx)
	if err != nil || len(offices) == 0 {
		return fmt.Errorf("no office: %w", err)
	}
	made := documents.New(documents.Config{Registry: g, Catalogs: tools.catalogs, Places: tools.places, Maps: tools.maps, Log: slog.New(slog.DiscardHandler), Now: time.Now, DOCX: docx.Write,
		Addresses: documents.Addresses{
			Record: func(lang i18n.Lang, h publish.Head) string { return base + portal.RecordPath(lang, h) },
			Edition: func(lang i18n.Lang, o *record.Office, year int, name string) string {
				return base + portal.EditionPath(lang, o, year, name)
			},
		}})
	return do(desktop{g, made, tools.catalogs, access.Member("Bob", access.Head, offices[0].ID)})
}

// write writes the report of 2024 as the template has it, and gives its version.
func (d desktop) write(ctx context.Context) (int, error) {
	template := publish.Template(d.words, 2024)
	return d.Save(ctx, d.head, &record.Report{
		Meta:  record.Meta{ID: reportID, Kind: record.KindReport, Office: d.head.Office, Visibility: record.Private},
		Title: template.Title, Subtitle: template.Subtitle, ReportType: record.AnnualReport, Period: "2024", Stage: record.StageDraft, Blocks: template.Blocks,
	}, 0, "")
}

// approve has the report approved as it stands, and gives its version.
func (d desktop) approve(ctx context.Context) (int, error) {
	e, err := d.Get(ctx, d.head, reportID)
	if err != nil {
		return 0, err
	}
	v, err := d.Ask(ctx, d.head, reportID, e.Version, "")
	if err != nil {
		return 0, err
	}
	return d.Approve(ctx, d.head, reportID, v, "")
}

// publishReport publishes the report of 2024, and then an erratum to it.
func publishReport(ctx context.Context, db, base string) error {
	return atDesk(ctx, db, base, func(d desktop) error {
		if _, err := d.write(ctx); err != nil {
			return err
		}
		for _, r := range []documents.Request{{}, {Erratum: true, Corrects: []record.Text{{FR: "Le mot du début.", EN: "The word at the beginning."}}}} {
			v, err := d.approve(ctx)
			if err != nil {
				return err
			}
			r.Report, r.From = reportID, v
			if _, err := d.press.Publish(ctx, d.head, r); err != nil {
				return err
			}
		}
		return nil
	})
}
