package portal

import (
	"context"
	"io"

	"entente/internal/figure"
	"entente/internal/publish"
	"entente/internal/record"
)

// Reader is all that the public site can see. Every method answers from published projections alone; what is not public
// is [record.ErrNotFound], exactly as what does not exist.
type Reader interface {
	// Generation is a number that stays the same as long as nothing published changes, on whichever node.
	Generation(ctx context.Context) (int64, error)
	// Offices lists the public offices, the main one first.
	Offices(ctx context.Context) ([]*record.Office, error)
	// Projection finds a record by the opaque part of its permalink, [record.Ref.Short].
	Projection(ctx context.Context, short string) (publish.Projection, error)
	// Moved gives the head of the public record into which the one at a permalink went, which was public.
	Moved(ctx context.Context, short string) (publish.Head, error)
	// Heads gives the heads of those ids that are public.
	Heads(ctx context.Context, ids []record.Ref) (map[record.Ref]publish.Head, error)
	List(ctx context.Context, q publish.Query) (publish.Page, error)
	// Search finds records by the words that they hold, the best first.
	Search(ctx context.Context, q publish.SearchQuery) (publish.SearchPage, error)
	// Suggest gives the records whose title holds what is being typed.
	Suggest(ctx context.Context, typed string, limit int) ([]publish.Head, error)
	// Latest gives the records of some kinds that changed last, the very last first.
	Latest(ctx context.Context, kinds []record.Kind, limit int) ([]publish.Head, error)
	// Ties lists the public records that refer to id, newest first, and the cursor of the next page ("" on the last).
	Ties(ctx context.Context, id record.Ref, after string, limit int) ([]publish.Tie, string, error)
	// TiesOf is Ties for records of one kind.
	TiesOf(ctx context.Context, id record.Ref, kind record.Kind, after string, limit int) ([]publish.Tie, string, error)
	// NewestTies lists the newest of each kind, at most limit of each; the kinds that have more come with where TiesOf goes on.
	NewestTies(ctx context.Context, id record.Ref, limit int) ([]publish.Tie, map[record.Kind]string, error)
	// YearWith gives what the figures of an office's year are computed from, with what a composition needs beside.
	YearWith(ctx context.Context, office record.Ref, year int, need publish.Need) (figure.Input, error)
	// Years lists the years in which an office has activities, newest first.
	Years(ctx context.Context, office record.Ref) ([]int, error)
	// Editions lists what an office ("" for all) published about a year (0 for all), newest first, without the snapshots.
	Editions(ctx context.Context, office record.Ref, year int) ([]publish.Edition, error)
	// Edition gives what was published under a publication, whole, in each language.
	Edition(ctx context.Context, publication record.Ref) ([]publish.Edition, error)
	// EditionFile opens a file of an edition; the caller closes it.
	EditionFile(ctx context.Context, f publish.EditionFile) (io.ReadCloser, error)
	// Versions tells at which version those of some records stand that are public.
	Versions(ctx context.Context, ids []record.Ref) (map[record.Ref]int, error)
	// File opens the file of a document; the caller closes it.
	File(ctx context.Context, document record.Ref) (io.ReadCloser, *record.Document, error)
}
