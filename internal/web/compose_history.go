package web

import (
	"slices"
	"strconv"
	"strings"

	"entente/internal/record"
	"entente/internal/tell"
)

// blocksDiffer tells block by block how one state of a page or report differs from another: what is written anew word by word,
// what came and what went, and the order where it changed.
func blocksDiffer(q *request, older, newer []record.Block, label func(record.Ref) string) []fieldDiff {
	older, newer = keyed(older), keyed(newer)
	var out []fieldDiff
	for _, b := range newer {
		i := blockAt(older, b.ID)
		if i < 0 {
			out = append(out, fieldDiff{label: q.p.T("editor.history.added", "name", blockName(q.p, b)), edits: tell.Diff("", wholeBlock(q, b, label))})
			continue
		}
		for _, d := range blockDiffs(q, older[i], b, label) {
			d.label = q.p.T("editor.name.part", "sort", blockName(q.p, b), "part", d.label)
			out = append(out, d)
		}
	}
	for _, b := range older {
		if blockAt(newer, b.ID) < 0 {
			out = append(out, fieldDiff{label: q.p.T("editor.history.removed", "name", blockName(q.p, b)), edits: tell.Diff(wholeBlock(q, b, label), "")})
		}
	}
	if was, is := standing(q, older, newer), standing(q, newer, older); !slices.Equal(was, is) {
		out = append(out, fieldDiff{label: q.p.T("editor.history.order"), edits: tell.Diff(numbered(was), numbered(is))})
	}
	return out
}

// wholeBlock is all that people see of a block, a line each.
func wholeBlock(q *request, b record.Block, label func(record.Ref) string) string {
	var lines []string
	for _, d := range blockDiffs(q, record.Block{Sort: b.Sort}, b, label) {
		var s strings.Builder
		for _, e := range d.edits {
			s.WriteString(e.Text)
		}
		lines = append(lines, d.label+q.p.T("page.colon")+s.String())
	}
	if len(lines) == 0 {
		return blockName(q.p, b)
	}
	return strings.Join(lines, "\n")
}

// standing names the blocks of one state that the other has too, in their order.
func standing(q *request, blocks, others []record.Block) []string {
	var out []string
	for _, b := range blocks {
		if i := blockAt(others, b.ID); i >= 0 {
			out = append(out, blockName(q.p, b))
		}
	}
	return out
}

func numbered(names []string) string {
	lines := make([]string, len(names))
	for i, n := range names {
		lines[i] = strconv.Itoa(i+1) + ". " + n
	}
	return strings.Join(lines, "\n")
}

// blocksOf are those of a state, none before the first one.
func blocksOf(r record.Record) []record.Block {
	if r == nil {
		return nil
	}
	return record.Blocks(r)
}
