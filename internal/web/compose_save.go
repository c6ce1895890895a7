package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
	"entente/internal/tell"
)

// blockClash is a block that somebody else changed or removed while its author wrote.
type blockClash struct {
	by, at string
	gone   bool
	theirs record.Block
	fields []fieldDiff
}

func (*blockClash) Error() string { return "the block is no longer as its author saw it" }

// movedOn tells that a block is no longer there, or that something could not be done to it.
type movedOn struct{ key string }

func (movedOn) Error() string { return "the blocks are no longer as they were seen" }

// saveBlock writes the block on the state of it that its author saw, whatever became of the others meanwhile.
func (a *app) saveBlock(q *request, f *blockForm) (serve.Answer, error) {
	if len(f.problems) > 0 {
		f.status = http.StatusUnprocessableEntity
		return a.showBlock(q, f)
	}
	draft := f.key()
	fresh, at := f.fresh(), 0
	if fresh {
		id, err := a.blockKey()
		if err != nil {
			return serve.Answer{}, err
		}
		f.block.ID = id
	}
	name := blockName(q.p, f.block)
	what := q.p.T("editor.why.changed", "name", name)
	if fresh {
		what = q.p.T("editor.why.added", "name", name)
	}
	out, err := a.Registry.Recompose(q.Context(), q.actor, f.meta.ID, what, false, func(r record.Record) error {
		blocks := keyed(record.Blocks(r))
		at = blockAt(blocks, f.block.ID)
		gone := f.values.Get("gone") != ""
		switch {
		case fresh, at < 0 && gone:
			if at = blockAt(blocks, f.after) + 1; at == 0 {
				at = len(blocks)
			}
			blocks = slices.Insert(blocks, at, f.block)
		case at < 0:
			return &blockClash{gone: true}
		case seal(blocks[at]) == seal(f.block):
		case seal(blocks[at]) != f.seen:
			return &blockClash{theirs: blocks[at]}
		default:
			blocks[at] = f.block
		}
		setBlocks(r, blocks)
		return nil
	})
	var clash *blockClash
	var known *record.Error
	switch {
	case errors.As(err, &clash):
		return a.blockConflict(q, f, clash)
	case errors.As(err, &known) && known.Kind == record.Invalid:
		f.problems, f.status = below(known.Problems, at), http.StatusUnprocessableEntity
		if fresh {
			f.block.ID = ""
		}
		return a.showBlock(q, f)
	case err != nil:
		return serve.Answer{}, err
	}
	if err := a.Registry.DropDraft(q.Context(), q.account.ID, draft); err != nil {
		return serve.Answer{}, err
	}
	said := "editor.said.saved"
	if fresh {
		said = "editor.said.added"
	}
	return a.composedSaid(f.composing, f.block.ID, said, name, out), nil
}

// composedSaid leads back to the editor, to the block that something was done to.
func (a *app) composedSaid(c composing, key, said, name string, out registry.Recomposed) serve.Answer {
	if out.Reopened {
		said = "editor.said.reopened"
	}
	return a.said(c.address("/compose#"+blockID(key)), flash{Key: said, Name: name, Undo: out.Batch})
}

// blockKey makes a key for a new block.
func (a *app) blockKey() (string, error) {
	id, err := a.Registry.NewID()
	if err != nil {
		return "", err
	}
	s := id.Short()
	return "b" + s[max(0, len(s)-9):], nil
}

// below keeps the problems of one block, and those of the whole, as its form names them.
func below(problems []record.Problem, at int) []record.Problem {
	var out []record.Problem
	prefix := "blocks." + strconv.Itoa(at) + "."
	for _, p := range problems {
		if rest, ok := strings.CutPrefix(p.Field, prefix); ok {
			p.Field = "blocks.0." + rest
		}
		out = append(out, p)
	}
	return out
}

// blockConflict sets what somebody else saved beside what its author wrote, who settles it in the same form: nothing is lost.
func (a *app) blockConflict(q *request, f *blockForm, clash *blockClash) (serve.Answer, error) {
	if err := a.lastToChange(q, f, clash); err != nil {
		return serve.Answer{}, err
	}
	f.clash, f.status = clash, http.StatusConflict
	if clash.gone {
		f.values.Set("gone", "1")
		return a.showBlock(q, f)
	}
	f.seen = seal(clash.theirs)
	clash.fields = f.wordDiffs(q, clash.theirs, f.block)
	return a.showBlock(q, f)
}

// lastToChange finds who left the block as it stands, and when.
func (a *app) lastToChange(q *request, f *blockForm, clash *blockClash) error {
	states, err := a.Registry.History(q.Context(), q.actor, f.meta.ID)
	if err != nil {
		return err
	}
	for i, s := range slices.Backward(states) {
		before := ""
		if i > 0 {
			before = stateOf(states[i-1].Record, f.block.ID)
		}
		if stateOf(s.Record, f.block.ID) != before {
			clash.by, clash.at = s.Actor, hourOf(q, s.At)
			return nil
		}
	}
	return nil
}

// stateOf seals a block in a state of its record, "" where it is not there.
func stateOf(r record.Record, key string) string {
	blocks := keyed(record.Blocks(r))
	if i := blockAt(blocks, key); i >= 0 {
		return seal(blocks[i])
	}
	return ""
}

// wordDiffs tells word by word how one state of a block differs from another.
func (f *blockForm) wordDiffs(q *request, older, newer record.Block) []fieldDiff {
	return blockDiffs(q, older, newer, func(id record.Ref) string { return headLabel(q.lang, f.heads[id]) })
}

// shift moves a block up or down, with the parts under its heading. ok is false where it is at the end already.
func shift(blocks []record.Block, key, way string) (out []record.Block, ok bool) {
	i := blockAt(blocks, key)
	if i < 0 {
		return blocks, false
	}
	end := i + reach(blocks, i)
	moved := slices.Clone(blocks[i:end])
	rest := slices.Concat(blocks[:i], blocks[end:])
	var at int
	if way == "up" {
		if i == 0 {
			return blocks, false
		}
		at = i - 1
		if l := level(blocks[i]); l > 0 {
			for at > 0 && (level(rest[at]) == 0 || level(rest[at]) > l) {
				at--
			}
		}
	} else {
		if i == len(rest) {
			return blocks, false
		}
		at = i + 1
		if level(blocks[i]) > 0 {
			at = i + reach(rest, i)
		}
	}
	return slices.Insert(rest, at, moved...), true
}

// reach is how many blocks go with one: those under its heading.
func reach(blocks []record.Block, i int) int {
	l := level(blocks[i])
	if l == 0 {
		return 1
	}
	n := 1
	for i+n < len(blocks) && (level(blocks[i+n]) == 0 || level(blocks[i+n]) > l) {
		n++
	}
	return n
}

// moveBlock moves a block among the others as they stand now, and says so where that is not how they were seen.
func (a *app) moveBlock(q *request) (serve.Answer, error) {
	c, key, err := a.changingBlocks(q)
	if err != nil {
		return follow(err)
	}
	name, stale := key, false
	out, err := a.Registry.Recompose(q.Context(), q.actor, c.meta.ID, q.p.T("editor.why.moved", "name", c.nameOf(q, key)), true, func(r record.Record) error {
		blocks := keyed(record.Blocks(r))
		i := blockAt(blocks, key)
		if i < 0 {
			return movedOn{key}
		}
		name, stale = blockName(q.p, blocks[i]), order(blocks) != q.PostFormValue("order")
		if stale {
			return nil // the reader sees first how the blocks stand now
		}
		next, _ := shift(blocks, key, q.PostFormValue("way"))
		setBlocks(r, next)
		return nil
	})
	if err != nil {
		return a.notComposed(q, c, key, err)
	}
	if stale {
		return a.said(c.address("/compose#"+blockID(key)), flash{Key: "editor.said.stale", Name: name, Bad: true}), nil
	}
	return a.composedSaid(c, key, "editor.said.moved", name, out), nil
}

// removeBlock takes a block out, unless somebody changed it since the reader saw it.
func (a *app) removeBlock(q *request) (serve.Answer, error) {
	c, key, err := a.changingBlocks(q)
	if err != nil {
		return follow(err)
	}
	name, above := key, ""
	out, err := a.Registry.Recompose(q.Context(), q.actor, c.meta.ID, q.p.T("editor.why.removed", "name", c.nameOf(q, key)), true, func(r record.Record) error {
		blocks := keyed(record.Blocks(r))
		i := blockAt(blocks, key)
		if i < 0 {
			return movedOn{key}
		}
		name = blockName(q.p, blocks[i])
		if seal(blocks[i]) != q.PostFormValue("seen") {
			return &blockClash{theirs: blocks[i]}
		}
		if i > 0 {
			above = blocks[i-1].ID
		}
		setBlocks(r, slices.Delete(slices.Clone(blocks), i, i+1))
		return nil
	})
	if err != nil {
		return a.notComposed(q, c, key, err)
	}
	if above == "" {
		return a.composedSaid(c, "sheet", "editor.said.removed", name, out), nil
	}
	return a.composedSaid(c, above, "editor.said.removed", name, out), nil
}

// changingBlocks reads the composition that the address names, for whoever may change it, and the key of the block.
func (a *app) changingBlocks(q *request) (composing, string, error) {
	c, err := a.composed(q)
	if err == nil && !c.writes {
		err = missing("block", q.PathValue("block"))
	}
	return c, q.PathValue("block"), err
}

func (c composing) nameOf(q *request, key string) string {
	if i := c.index(key); i >= 0 {
		return blockName(q.p, c.blocks[i])
	}
	return key
}

// notComposed leads back to the editor, which shows how the blocks stand, and says why nothing was done.
func (a *app) notComposed(q *request, c composing, key string, err error) (serve.Answer, error) {
	back := func(said, name string) (serve.Answer, error) {
		return a.said(c.address("/compose#"+blockID(key)), flash{Key: said, Name: name, Bad: true}), nil
	}
	var clash *blockClash
	var gone movedOn
	switch {
	case errors.As(err, &gone):
		return a.said(c.address("/compose"), flash{Key: "editor.said.gone", Bad: true}), nil
	case errors.As(err, &clash):
		return back("editor.said.changed", blockName(q.p, clash.theirs))
	case len(record.ProblemsOf(err)) > 0:
		v := view{p: q.p, lang: q.lang, office: q.office}
		p := record.ProblemsOf(err)[0]
		return back("editor.said.refused", v.problem(p))
	}
	return serve.Answer{}, fmt.Errorf("compose: %w", err)
}

// blockDiffs compares two states of a block by what people see of it.
func blockDiffs(q *request, older, newer record.Block, label func(record.Ref) string) []fieldDiff {
	var out []fieldDiff
	add := func(name, was, is string) {
		if was != is {
			out = append(out, fieldDiff{label: name, edits: tell.Diff(was, is)})
		}
	}
	lines := func(list []record.Text, lang string) string {
		parts := make([]string, len(list))
		for i, t := range list {
			if parts[i] = t.FR; lang == "en" {
				parts[i] = t.EN
			}
		}
		return strings.TrimSpace(strings.Join(parts, "\n\n"))
	}
	shown := func(b record.Block) string {
		names := make([]string, len(b.Show))
		for i, id := range b.Show {
			names[i] = label(id)
		}
		return strings.Join(names, "\n")
	}
	figures := func(b record.Block) string {
		names := make([]string, len(b.Figures))
		for i, k := range b.Figures {
			names[i] = q.p.T("figure." + k + ".label")
		}
		return strings.Join(names, "\n")
	}
	add(q.p.T("editor.field.heading.fr"), older.Heading.FR, newer.Heading.FR)
	add(q.p.T("editor.field.heading.en"), older.Heading.EN, newer.Heading.EN)
	add(q.p.T("editor.field.text.fr"), lines(older.Text, "fr"), lines(newer.Text, "fr"))
	add(q.p.T("editor.field.text.en"), lines(older.Text, "en"), lines(newer.Text, "en"))
	add(q.p.T("editor.field.caption.fr"), older.Caption.FR, newer.Caption.FR)
	add(q.p.T("editor.field.caption.en"), older.Caption.EN, newer.Caption.EN)
	add(q.p.T("editor.field.of"), partName(q.p, older), partName(q.p, newer))
	add(q.p.T("editor.field.figures"), figures(older), figures(newer))
	add(q.p.T("editor.field.show"), shown(older), shown(newer))
	if level(older) != level(newer) {
		add(q.p.T("editor.field.level"), number(level(older)), number(level(newer)))
	}
	return out
}
