package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/place"
	"entente/internal/registry"
)

func importCommand(c *command) func(context.Context) error {
	c.database()
	c.jsonFlag()
	reason := c.flags.String("reason", "import", "")
	sheets := c.sheetFlags()
	step := c.flags.Int("progress", 0, "")
	return func(ctx context.Context) error {
		path, err := c.one("PATH")
		if err != nil {
			return err
		}
		return c.open(ctx, false, func(g *registry.Registry, places *place.Gazetteer) error {
			if isSheet(path) {
				return c.importSheet(ctx, g, places, path, sheets)
			}
			items, total, done, err := c.read(path, places)
			var faults exchange.Faults
			if errors.As(err, &faults) {
				return c.faulty(faults)
			}
			if err != nil {
				return err
			}
			defer done()
			res, err := g.Import(ctx, access.OperatorActor(), items, *reason, c.progress(2*total, *step))
			var refused *registry.ImportError
			if errors.As(err, &refused) {
				return c.refused(refused)
			}
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(res)
			}
			fmt.Fprintln(c.stdout, c.p.T("cli.import.done", "created", res.Created, "changed", res.Changed, "unchanged", res.Unchanged, "files", res.Files))
			return nil
		})
	}
}

// read opens a folder of YAML, one YAML file, or JSONL ("-" for standard input), and counts what it holds.
func (c *command) read(path string, places *place.Gazetteer) (items registry.Items, total int, done func(), err error) {
	nothing := func() {}
	if path == "-" {
		return c.spool()
	}
	st, err := os.Stat(path)
	if err != nil {
		return nil, 0, nothing, &exitError{exitNotFound, err.Error()}
	}
	if !st.IsDir() && !isYAML(path) {
		items, total, err = lines(path, filepath.Base(path))
		return items, total, nothing, err
	}
	files := os.DirFS(path)
	if !st.IsDir() {
		files = oneFile{os.DirFS(filepath.Dir(path)), filepath.Base(path)}
	}
	list, err := exchange.ReadYAML(files, finder(places))
	if err != nil {
		return nil, 0, nothing, err
	}
	if len(list) == 0 {
		return nil, 0, nothing, &exitError{exitRefused, c.p.T("cli.import.empty", "path", path)}
	}
	return func() iter.Seq2[exchange.Item, error] {
		return func(yield func(exchange.Item, error) bool) {
			for _, it := range list {
				if !yield(it, nil) {
					return
				}
			}
		}
	}, len(list), nothing, nil
}

func isYAML(path string) bool { return strings.HasSuffix(path, ".yaml") }

// finder looks places up as files name them: the most populous city of that name.
func finder(places *place.Gazetteer) exchange.Finder {
	return func(name, country string) (string, string, bool) {
		found := places.Find(name, country)
		if len(found) == 0 {
			return "", "", false
		}
		return found[0].ID, found[0].Subdivision, true
	}
}

// spool keeps standard input in a file, for it is read twice.
func (c *command) spool() (registry.Items, int, func(), error) {
	f, err := os.CreateTemp("", "entente-import-*.jsonl")
	if err != nil {
		return nil, 0, func() {}, err
	}
	done := func() { _ = os.Remove(f.Name()) } // a temporary file that stays behind harms nothing
	if _, err := io.Copy(f, c.stdin); err != nil {
		return nil, 0, done, errors.Join(err, f.Close())
	}
	if err := f.Close(); err != nil {
		return nil, 0, done, err
	}
	items, total, err := lines(f.Name(), "stdin")
	return items, total, done, err
}

// lines reads a JSONL file, once to count its lines.
func lines(path, name string) (registry.Items, int, error) {
	total, err := countLines(path)
	if err != nil {
		return nil, 0, err
	}
	return func() iter.Seq2[exchange.Item, error] {
		return func(yield func(exchange.Item, error) bool) {
			f, err := os.Open(path)
			if err != nil {
				yield(exchange.Item{}, err)
				return
			}
			defer f.Close()
			exchange.ReadLines(name, f)(yield)
		}
	}, total, nil
}

func countLines(path string) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	buf := make([]byte, 1<<20)
	n := 0
	for {
		m, err := f.Read(buf)
		n += bytes.Count(buf[:m], []byte("\n"))
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
	}
}

// progress says how far the import is on standard error: every percent over the last one on a terminal, every quarter where
// somebody reads it later, or every step percent where a step is given.
func (c *command) progress(total, step int) func(int) {
	before, after := "", "\n"
	switch {
	case step > 0:
	case terminal(c.stderr):
		step, before, after = 1, "\r", ""
	default:
		step = 25
	}
	calls, last := 0, 0
	return func(int) {
		calls++
		if total == 0 {
			return
		}
		if pct := calls * 100 / total; pct >= last+step && pct <= 100 {
			last = pct
			if pct == 100 {
				after = "\n"
			}
			fmt.Fprint(c.stderr, before+c.p.T("cli.import.progress", "percent", pct, "done", calls, "total", total)+after)
		}
	}
}

// terminal tells whether somebody is watching what is written.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

// faulty lists what is wrong with the files themselves.
func (c *command) faulty(faults exchange.Faults) error {
	if c.json {
		if err := c.writeJSON(map[string]any{"Faults": faults}); err != nil {
			return err
		}
		return &exitError{code: exitRefused}
	}
	for _, f := range faults {
		fmt.Fprintf(c.stderr, "%s: %s\n", f.Where, c.problem(f.Code, f.Args))
	}
	return &exitError{exitRefused, c.p.T("cli.import.faults", "n", len(faults))}
}

// refused lists what was refused, each problem in words.
func (c *command) refused(e *registry.ImportError) error {
	if c.json {
		if err := c.writeJSON(e); err != nil {
			return err
		}
		return &exitError{code: exitRefused}
	}
	for _, r := range e.Refused {
		for _, p := range r.Problems {
			fmt.Fprintf(c.stderr, "%s: %s: %s\n", r.Where, p.Field, c.problem(p.Code, p.Args))
		}
	}
	return &exitError{exitRefused, c.p.T("cli.import.refused", "n", len(e.Refused)+e.More)}
}

func (c *command) problem(code string, args map[string]string) string {
	var pairs []any
	for k, v := range args {
		pairs = append(pairs, k, v)
	}
	return c.p.T("problem."+code, pairs...)
}

func (c *command) writeJSON(v any) error {
	enc := json.NewEncoder(c.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
