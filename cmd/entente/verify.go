package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"entente/internal/access"
	"entente/internal/extract"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/store"
	"entente/internal/verify"
)

// Exit statuses of verify, as those of diff.
const (
	exitDiffers    = 1 // the file is not what was published
	exitUnverified = 2 // nothing could be told: wrong call, a file that cannot be read, no such edition
)

// longestRead is how long a file may keep verify busy.
const longestRead = 5 * time.Minute

// mostFile is the largest file that is verified.
const mostFile = 200 << 20

func verifyCommand(c *command) func(context.Context) error {
	c.database()
	c.jsonFlag()
	archive := c.flags.String("export", "", "")
	return func(ctx context.Context) error {
		path, err := c.one(c.p.T("cli.verify.file"))
		if err != nil {
			return err
		}
		data, err := readUpTo(path, mostFile)
		if err != nil {
			return &exitError{exitUnverified, err.Error()}
		}
		ctx, stop := context.WithTimeout(ctx, longestRead)
		defer stop()
		claim, err := verify.Read(ctx, data, c.wordsApart())
		if err != nil {
			return &exitError{exitUnverified, c.p.T("cli.verify.unreadable", "path", path) + " (" + err.Error() + ")"}
		}
		look := func(g *registry.Registry, _ *place.Gazetteer) error { return c.verify(ctx, g, path, claim) }
		if *archive == "" {
			err = c.open(ctx, true, look)
		} else {
			err = c.openArchive(ctx, *archive, look)
		}
		var said *exitError
		if err != nil && !errors.As(err, &said) {
			return &exitError{exitUnverified, err.Error()}
		}
		if said != nil && said.code != exitDiffers {
			said.code = exitUnverified
		}
		return err
	}
}

// wordsApart takes words out of files in a process of its own, as a file that comes from anywhere asks for.
func (c *command) wordsApart() verify.Words {
	if words := c.wordsIn(); words != nil {
		return words
	}
	return extract.Words
}

func readUpTo(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(b)) > most {
		err = fmt.Errorf("%s: more than %d bytes", path, most)
	}
	return b, err
}

// openArchive reads an archive into a database of its own, which is gone afterwards: no other is needed.
func (c *command) openArchive(ctx context.Context, path string, f func(*registry.Registry, *place.Gazetteer) error) (err error) {
	dir, err := os.MkdirTemp("", "entente-verify-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	places, err := place.Load()
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, store.Config{URL: filepath.Join(dir, "archive.db")})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	g, err := registry.New(ctx, registry.Config{DB: db, Places: places})
	if err != nil {
		return err
	}
	items, _, done, err := c.read(path, places)
	if err != nil {
		return err
	}
	defer done()
	if _, err := g.Import(ctx, access.OperatorActor(), items, "verify", func(int) {}); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return f(g, places)
}

// shelf is all that was published, as the operator finds it: what was withdrawn, too.
type shelf struct{ g *registry.Registry }

func (s shelf) EditionBySum(ctx context.Context, sum string) (publish.Edition, error) {
	return s.g.EditionBySum(ctx, access.OperatorActor(), sum)
}

func (s shelf) Edition(ctx context.Context, id record.Ref) ([]publish.Edition, error) {
	return s.g.Edition(ctx, access.OperatorActor(), id)
}

// verified is what verify found, as it is written for programs.
type verified struct {
	File        string     `json:"file"`
	Publication record.Ref `json:"publication"`
	Edition     int        `json:"edition"`
	Lang        string     `json:"lang"`
	Issued      string     `json:"issued"`
	Checksum    string     `json:"checksum"`
	verify.Verdict
	verify.Since

	SupersededBy int `json:"superseded_by,omitzero"` // number of the newest edition
}

func (c *command) verify(ctx context.Context, g *registry.Registry, path string, claim verify.Claim) error {
	op := access.OperatorActor()
	e, err := claim.Find(ctx, shelf{g})
	if errors.Is(err, record.ErrNotFound) {
		return &exitError{exitUnverified, c.p.T("cli.verify.unknown", "path", path)}
	}
	if err != nil {
		return err
	}
	paper, err := e.Paper()
	if err != nil {
		return err
	}
	published, err := g.EditionFile(ctx, op, e.Publication, e.Lang, claim.Format)
	if errors.Is(err, record.ErrNotFound) {
		published, err = verify.Written(paper, claim.Format)
		if err == nil && published == nil {
			return &exitError{exitUnverified, c.p.T("cli.verify.unmade", "format", strings.ToUpper(claim.Format))}
		}
	}
	if err != nil {
		return err
	}
	v, err := claim.Against(ctx, e, published, c.wordsApart())
	if err != nil {
		return err
	}
	since, err := verify.Look(ctx, c.catalogs.For(i18n.Lang(e.Lang)), g.Public(), e, paper)
	if err != nil {
		return err
	}
	gone, err := g.Heads(ctx, op, since.Gone)
	if err != nil {
		return err
	}
	all, err := g.Editions(ctx, op, e.Subject)
	if err != nil && !errors.Is(err, record.ErrNotFound) {
		return err
	}
	since.Later = verify.Later(all, e)
	if c.json {
		err = c.writeJSON(verified{File: path, Publication: e.Publication, Edition: e.Number, Lang: e.Lang, Issued: e.Issued, Checksum: e.Checksum,
			Verdict: v, Since: since, SupersededBy: since.Later.Number})
	} else {
		c.tellVerdict(path, e, paper, v, since, gone)
	}
	if err == nil && (!v.Same || !v.Holds) {
		err = &exitError{code: exitDiffers}
	}
	return err
}

// tellVerdict says what was found, a line each.
func (c *command) tellVerdict(path string, e publish.Edition, paper *publish.Paper, v verify.Verdict, since verify.Since, gone map[record.Ref]publish.Head) {
	say := func(line string) { fmt.Fprintln(c.stdout, line) }
	day := func(e publish.Edition) record.Date { return record.Date(e.Issued[:len("2024-05-13")]) }
	say(c.p.T("cli.verify.what", "path", path, "title", paper.Title, "n", e.Number, "date", day(e), "lang", e.Lang, "format", strings.ToUpper(v.Format)))
	switch {
	case v.Identical:
		say(c.p.T("cli.verify.identical"))
	case v.Same:
		say(c.p.T("cli.verify.same"))
	case len(v.Differences) == 0:
		say(c.p.T("cli.verify.cut"))
	default:
		say(c.p.T("cli.verify.differs", "n", len(v.Differences)+v.More))
		for _, d := range v.Differences {
			say("  " + c.p.T("cli.verify.difference", "before", d.Before, "published", ends(d.Published), "found", ends(d.Found), "after", d.After))
		}
		if v.More > 0 {
			say("  " + c.p.T("cli.verify.more", "n", v.More))
		}
	}
	if v.Holds {
		say(c.p.T("cli.verify.holds"))
	} else {
		say(c.p.T("cli.verify.broken"))
	}
	if since.Changed() == 0 {
		say(c.p.T("cli.verify.still", "n", since.Drawn))
	} else {
		say(c.p.T("cli.verify.moved", "n", since.Changed()))
		for _, m := range since.Moved {
			title, _ := m.Head.Title.In(string(c.p.Lang()))
			say("  " + c.p.T("cli.verify.record", "title", title, "id", m.ID, "was", m.Was, "now", m.Now))
		}
		for _, id := range since.Gone {
			title, _ := gone[id].Title.In(string(c.p.Lang()))
			say("  " + c.p.T("cli.verify.gone", "title", nothing(title), "id", id))
		}
	}
	for _, f := range since.Figures {
		say("  " + c.p.T("cli.verify.figure", "label", f.Label, "was", nothing(f.Was), "now", nothing(f.Now)))
	}
	if l := since.Later; l.Number > 0 {
		say(c.p.T("cli.verify.superseded", "n", l.Number, "date", day(l)))
	}
}

// ends is one side of a difference: where much is lacking or was added, its first and last words.
func ends(s string) string {
	const most, side = 60, 20
	if words := strings.Fields(s); len(words) > most {
		s = strings.Join(words[:side], " ") + " […] " + strings.Join(words[len(words)-side:], " ")
	}
	return nothing(s)
}

func nothing(s string) string {
	if s == "" {
		return "∅"
	}
	return s
}
