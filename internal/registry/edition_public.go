package registry

import (
	"context"
	"io"

	"entente/internal/publish"
	"entente/internal/record"
)

// Editions reads the published editions of an office ("" for all) in a year (0 for all), newest first, with what files there
// are of each, without the snapshots.
func (p *Public) Editions(ctx context.Context, office record.Ref, year int) ([]publish.Edition, error) {
	out, err := p.r.Editions(ctx, office, year)
	if err != nil {
		return nil, err
	}
	return out, giveFiles(out, func(ids []record.Ref) ([]publish.EditionFile, error) { return p.r.EditionFiles(ctx, ids) })
}

// Edition reads what was published under a publication, whole, in each language, as it was published: the records that it
// draws on may have changed or gone since.
func (p *Public) Edition(ctx context.Context, publication record.Ref) ([]publish.Edition, error) {
	out, err := p.r.EditionsOf(ctx, publication)
	if err != nil {
		return nil, err
	}
	if len(out) == 0 {
		return nil, record.Errorf(record.NotFound, "no edition of %s", publication)
	}
	return out, giveFiles(out, func(ids []record.Ref) ([]publish.EditionFile, error) { return p.r.EditionFiles(ctx, ids) })
}

// EditionBySum reads the published edition whose snapshot has a checksum.
func (p *Public) EditionBySum(ctx context.Context, checksum string) (publish.Edition, error) {
	out, err := p.r.EditionsBySum(ctx, checksum)
	if err != nil {
		return publish.Edition{}, err
	}
	if len(out) == 0 {
		return publish.Edition{}, record.Errorf(record.NotFound, "no edition with this checksum")
	}
	return out[0], giveFiles(out[:1], func(ids []record.Ref) ([]publish.EditionFile, error) { return p.r.EditionFiles(ctx, ids) })
}

// EditionFile opens the bytes of a file of a published edition; the caller closes it.
func (p *Public) EditionFile(ctx context.Context, f publish.EditionFile) (io.ReadCloser, error) {
	b, err := p.r.EditionFile(ctx, f)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(b), nil
}

// Versions reads at which version those of some records stand that are public.
func (p *Public) Versions(ctx context.Context, ids []record.Ref) (map[record.Ref]int, error) {
	return p.r.Versions(ctx, ids)
}
