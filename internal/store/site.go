package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Site is where a database is put back: it is made beside its final place, and moved there whole.
type Site interface {
	// Taken tells whether a database stands there already.
	Taken(ctx context.Context) (bool, error)
	// InUse tells whether another program has it open.
	InUse(ctx context.Context) (bool, error)
	// Fill makes the new database out of a copy that CopyTo wrote, and gives its address.
	Fill(ctx context.Context, file string) (url string, err error)
	// Swap moves the new database to its place; the one that stood there is kept aside under the name that it gives, "" when
	// there was none. Nobody may have the new one open.
	Swap(ctx context.Context) (aside string, err error)
	// Clear removes what Fill made, when it was not moved.
	Clear(ctx context.Context) error
	// Tidy removes what others that were interrupted a day ago or earlier have left.
	Tidy(ctx context.Context) error
}

// abandoned is when nobody is at it any more.
const abandoned = 24 * time.Hour

const stampForm = "20060102T150405"

// SiteOf is the site of an address.
func SiteOf(c Config) Site {
	if c.Now == nil {
		c.Now = time.Now
	}
	at := c.Now().UTC()
	stamp := at.Format(stampForm)
	if IsPostgres(c.URL) {
		stamp = strings.ToLower(stamp) // names without quotes
		return &postgresSite{url: c.URL, staged: stagedSchema + stamp, aside: "replaced_" + stamp, at: at}
	}
	return &sqliteSite{path: c.URL, staged: c.URL + ".restoring-" + stamp, aside: c.URL + ".replaced-" + stamp, at: at}
}

// IsPostgres tells of which engine an address is.
func IsPostgres(url string) bool {
	return strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://")
}

// SchemaOfFile tells where a copy stands that CopyTo wrote, without changing anything in it. It fails on what is no database.
func SchemaOfFile(ctx context.Context, path string) (s Schema, err error) {
	at, err := versionOf(ctx, path)
	if err != nil {
		return s, err
	}
	dir, err := migrations.ReadDir("migrations/" + string(SQLite))
	if err != nil {
		return s, err
	}
	s = Schema{At: at, Pending: []string{}}
	for _, m := range dir {
		number, _, _ := strings.Cut(m.Name(), "_")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return s, fmt.Errorf("number of the migration %s: %w", m.Name(), err)
		}
		s.Known = max(s.Known, n)
		if n > at {
			s.Pending = append(s.Pending, m.Name())
		}
	}
	return s, nil
}
