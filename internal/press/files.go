package press

import (
	"bytes"
	"context"
	"fmt"
	"runtime/debug"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/render"
	"entente/internal/verify"
)

// atOnce are the formats that are made before publishing returns.
func (s *Press) atOnce() []string {
	out := []string{verify.HTML, verify.JSON}
	if s.c.DOCX != nil {
		out = append(out, verify.DOCX)
	}
	return out
}

// batch is how many editions are looked up at once.
const batch = 5

// Make makes every file that is lacking and whose turn it is, and says how many. It is what the background job does: whatever a
// stop left undone is found again, for an edition without a file is a file to be made. It returns when there is nothing left, or
// when ctx ends.
func (s *Press) Make(ctx context.Context) (said string, err error) {
	made, missed := 0, 0
	for _, format := range s.formats() {
		for {
			list, err := s.c.Registry.EditionsWithout(ctx, access.OperatorActor(), format, batch)
			if err != nil {
				return "", err
			}
			if len(list) == 0 {
				break
			}
			if format == verify.PDF {
				// At the first use that takes a minute: the job waits, not a page.
				if err := s.c.PDF.Warm(ctx); err != nil {
					return "", fmt.Errorf("prepare the making of PDF: %w", err)
				}
			}
			for _, e := range list {
				if ctx.Err() != nil {
					return "", ctx.Err()
				}
				if s.make(ctx, e, format) {
					made++
				} else {
					missed++
				}
			}
		}
	}
	if made+missed == 0 {
		return "", nil
	}
	return fmt.Sprintf("made %d, missed %d", made, missed), nil
}

// make makes a file and keeps it, or notes that it could not be made.
func (s *Press) make(ctx context.Context, e publish.Edition, format string) bool {
	data, err := s.write(ctx, e, format)
	if err == nil {
		err = s.c.Registry.KeepEditionFile(ctx, access.OperatorActor(), e, format, data)
	}
	if err == nil {
		return true
	}
	if ctx.Err() != nil {
		return false // the program stops: nobody failed
	}
	s.c.Log.ErrorContext(ctx, "a file of an edition was not made", "publication", e.Publication, "lang", e.Lang, "format", format, "error", err)
	if err := s.c.Registry.MissEditionFile(ctx, access.OperatorActor(), e, format, err.Error()); err != nil {
		s.c.Log.ErrorContext(ctx, "that could not be noted", "error", err)
	}
	return false
}

// write writes a file of an edition from its snapshot and nothing else: the same bytes today and in ten years.
func (s *Press) write(ctx context.Context, e publish.Edition, format string) (data []byte, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("panic: %v\n%s", x, debug.Stack())
		}
	}()
	p, err := e.Paper()
	if err != nil {
		return nil, err
	}
	switch {
	case format == verify.PDF && s.c.PDF != nil:
		return s.c.PDF.Write(ctx, p, render.Links{})
	case format == verify.DOCX && s.c.DOCX != nil:
		var b bytes.Buffer
		err := s.c.DOCX(&b, p, render.Links{})
		return b.Bytes(), err
	}
	if data, err = verify.Written(p, format); err != nil || data != nil {
		return data, err
	}
	return nil, record.Errorf(record.Unavailable, "no %s can be made here", format)
}
