package main

import (
	"context"
	"errors"

	"entente/bench/office"
	"entente/internal/access"
	"entente/internal/listing"
	"entente/internal/record"
)

// lists are the tables of the staff application, by an officer of one office.
func lists() []measurement {
	member := access.Member("bench", access.Officer, office.Office(0))
	visits := []record.Kind{record.KindVisit}
	filter := func(field string, op listing.Op, values ...string) listing.Filter {
		return listing.Filter{Field: field, Op: op, Values: values}
	}
	page := func(title string, q listing.Query) measurement {
		q.Kinds = visits
		return measurement{title, func(ctx context.Context, c *column, _ int) error {
			p, err := c.registry.Records(ctx, member, q)
			if err == nil && len(p.Entries) == 0 {
				return errors.New("an empty page")
			}
			return err
		}}
	}
	own := filter(listing.Office, listing.Any, string(office.Office(0)))
	strategic, iceland := filter("visit_type", listing.Any, record.Strategic), filter(listing.Country, listing.Any, "IS")
	count := func(title string, q listing.Query) measurement {
		q.Kinds = visits
		return measurement{title, func(ctx context.Context, c *column, _ int) error {
			n, err := c.registry.Count(ctx, member, q)
			if err == nil && n.N == 0 && !n.Unknown {
				return errors.New("nothing counted")
			}
			return err
		}}
	}
	return []measurement{
		page("Staff list by date", listing.Query{Down: true}),
		page("Staff list by title", listing.Query{Sort: listing.ByTitle}),
		page("Staff list by title, deep page", listing.Query{Sort: listing.ByTitle, After: "m~" + string(office.Hub())}),
		page("Staff list by last change, of one office", listing.Query{Sort: listing.ByUpdated, Down: true, Filters: []listing.Filter{own}}),
		page("Staff list by title, one sort and one country", listing.Query{Sort: listing.ByTitle, Filters: []listing.Filter{strategic, iceland}}),
		page("Staff list by state, one sort or one country", listing.Query{Sort: listing.ByState, Either: true, Filters: []listing.Filter{strategic, iceland}}),
		page("Staff list by date, a word that many hold", listing.Query{Down: true, Words: "patrimoine"}),
		count("Staff list counted", listing.Query{}),
		count("Staff list counted, one sort and one country", listing.Query{Filters: []listing.Filter{strategic, iceland}}),
		{"Facets of an office's visits", func(ctx context.Context, c *column, _ int) error {
			_, err := c.registry.Facets(ctx, member, listing.Query{Kinds: visits, Filters: []listing.Filter{own}}, listing.Fields(record.KindVisit))
			return err
		}},
	}
}
