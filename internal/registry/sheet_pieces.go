package registry

import (
	"context"
	"errors"
	"io"

	"entente/internal/record"
	"entente/internal/sheet"
	"entente/internal/store"
)

// pieceSize is how much of a file one row of the database holds.
const pieceSize = 1 << 20

// keepPieces writes a file into the database, piece by piece, so that any node can go on with it.
func (g *Registry) keepPieces(ctx context.Context, id record.Ref, file io.Reader) (int64, error) {
	most := sheet.DefaultLimits().File
	size := int64(0)
	for n := 0; ; n++ {
		buf := make([]byte, pieceSize)
		m, err := io.ReadFull(file, buf)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return 0, err
		}
		size += int64(m)
		if size > most {
			return 0, &record.Error{Kind: record.Invalid, Msg: "the file cannot be read",
				Problems: []record.Problem{{Field: "file", Code: "sheet_too_big", Args: map[string]string{"limit": itoa(int(most >> 20))}}}}
		}
		if m > 0 {
			if err := g.db.InTx(ctx, func(tx *store.Tx) error { return tx.AddPiece(ctx, id, n, buf[:m]) }); err != nil {
				return 0, err
			}
		}
		if err != nil {
			return size, nil //nolint:nilerr // the end of the file
		}
	}
}

// pieces reads a file that is kept in pieces; it holds a few of them.
type pieces struct {
	ctx   context.Context //nolint:containedctx // readers take none, and this one reads from the database
	g     *Registry
	sheet record.Ref
	held  map[int][]byte
	order []int
}

const piecesHeld = 4

func (p *pieces) piece(n int) ([]byte, error) {
	if b, ok := p.held[n]; ok {
		return b, nil
	}
	var b []byte
	err := p.g.db.View(p.ctx, func(tx *store.Tx) error {
		var err error
		b, err = tx.Piece(p.ctx, p.sheet, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	if p.held == nil {
		p.held = map[int][]byte{}
	}
	if len(p.order) == piecesHeld {
		delete(p.held, p.order[0])
		p.order = p.order[1:]
	}
	p.held[n], p.order = b, append(p.order, n)
	return b, nil
}

// ReadAt reads from the pieces that hold [off, off+len(b)).
func (p *pieces) ReadAt(b []byte, off int64) (int, error) {
	done := 0
	for done < len(b) {
		at := off + int64(done)
		piece, err := p.piece(int(at / pieceSize))
		if err != nil {
			return done, err
		}
		from := int(at % pieceSize)
		if from >= len(piece) {
			return done, io.EOF
		}
		done += copy(b[done:], piece[from:])
	}
	return done, nil
}
