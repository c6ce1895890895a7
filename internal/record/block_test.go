package record_test

import (
	"slices"
	"testing"

	"entente/internal/record"
)

// said writes the problems of a record as "field code".
func said(r record.Record) []string {
	var out []string
	for _, p := range record.Check(r) {
		out = append(out, p.Field+" "+p.Code)
	}
	return out
}

func composed(blocks ...record.Block) *record.Page {
	return &record.Page{Meta: meta(record.KindPage), Title: record.Text{FR: "Page"}, Blocks: blocks}
}

func TestBlocks(t *testing.T) {
	t.Parallel()
	fr := func(s string) record.Text { return record.Text{FR: s} }
	for name, c := range map[string]struct {
		blocks []record.Block
		want   []string
	}{
		"as pages always had them": {blocks: []record.Block{{Heading: fr("Une capitale"), Text: []record.Text{fr("Un texte.")}}, {Text: []record.Text{fr("Un autre.")}}}},
		"a block of text that says nothing": {
			blocks: []record.Block{{ID: "a"}, {Sort: record.BlockText, Level: 1}}, want: []string{"blocks.0.text required", "blocks.1.text required"},
		},
		"a block from records needs no text": {blocks: []record.Block{{Sort: record.BlockMap}, {Sort: record.BlockPages}}},
		"English alone": {
			blocks: []record.Block{{Heading: record.Text{EN: "Visits"}, Text: []record.Text{{EN: "Visits."}}}},
			want:   []string{"blocks.0.heading needs_french", "blocks.0.text needs_french"},
		},
		"a key twice": {
			blocks: []record.Block{{ID: "a", Sort: "map"}, {ID: "b", Sort: "map"}, {ID: "a", Sort: "map"}}, want: []string{"blocks.2.id block_twice"},
		},
		"keys that are none": {
			blocks: []record.Block{{ID: "a b", Sort: "map"}, {ID: "É", Sort: "map"}, {ID: "a/../b", Sort: "map"}},
			want:   []string{"blocks.0.id bad_code", "blocks.1.id bad_code", "blocks.2.id bad_code"},
		},
		"an unknown sort": {blocks: []record.Block{{Sort: "tea"}}, want: []string{"blocks.0.sort unknown_code"}},
		"parts": {
			blocks: []record.Block{
				{Sort: "activities", Of: "courtesy"}, {Sort: "activities", Of: "tea"}, {Sort: "map", Of: "regions"}, {Sort: "outcomes", Of: "rayonner"}, {Sort: "chart", Of: "money"},
			},
			want: []string{"blocks.1.of block_part", "blocks.2.of block_part"},
		},
		"levels": {
			blocks: []record.Block{
				{Heading: fr("1")}, {Heading: fr("1.1"), Level: 2}, {Heading: fr("1.1.1"), Level: 3}, {Heading: fr("2"), Level: 1}, {Heading: fr("2.?.1"), Level: 3}, {Heading: fr("?"), Level: 4}, {Heading: fr("?"), Level: -1},
			},
			want: []string{"blocks.4.level block_level_jump", "blocks.5.level block_level", "blocks.6.level block_level"},
		},
	} {
		if got := said(composed(c.blocks...)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := said(composed(make([]record.Block, 501)...)); !slices.Contains(got, "blocks too_many") {
		t.Error("there is no end of blocks")
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"{missions} et {visits.courtesy:number} en {year}": {"{missions}", "{visits.courtesy:number}", "{year}"},
		`\{missions\} reste tel quel`:                      nil,
		"{ missions } {Missions} {} {1} {a b} #let x = {y": nil,
		"{{missions}}":       {"{missions}"},
		"é{cities:declared}": {"{cities:declared}"},
	} {
		at, tokens := record.TokensIn(text)
		var got []string
		for i, token := range tokens {
			got = append(got, token.String())
			if text[at[i][0]:at[i][1]] != token.String() {
				t.Errorf("%q: %q stands elsewhere than at %v", text, token, at[i])
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
