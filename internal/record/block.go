package record

import (
	"regexp"
	"slices"
	"strings"
)

// Block is one part of what an office composes, a page or a report: a heading, paragraphs that people write, and what is drawn
// from records. Sort says what is drawn; "" is a block of text, with the records that it shows as a list.
type Block struct {
	ID      string   `json:"id,omitzero" vis:"public"` // short, its own within the composition: comments and readers' links hang on it
	Sort    string   `json:"sort,omitzero" vis:"public" vocab:"block_sort"`
	Level   int      `json:"level,omitzero" vis:"public"` // of the heading: 1 to 3; 0 is 1
	Heading Text     `json:"heading,omitzero" vis:"public"`
	Text    []Text   `json:"text,omitempty" vis:"public"`    // paragraphs in Markdown; {missions} is a figure of the catalogue, in words
	Figures []string `json:"figures,omitempty" vis:"public"` // keys of the catalogue, in the order shown; none is all
	Of      string   `json:"of,omitzero" vis:"public"`       // which part of its sort: the code of a pillar, a sort of visit, what a chart shows
	Caption Text     `json:"caption,omitzero" vis:"public"`  // of a table, a map or a chart, instead of the usual one
	Show    []Ref    `json:"show,omitempty" vis:"public" ref:"organisation,agreement,relation,membership,series,event,framework,objective,story,dossier,finding,reference,committee,mission,visit,outcome,publication,document,page,participation,prospect,collaboration,offset,post,term"`
}

// Sorts of block.
const (
	BlockText          = "text"
	BlockHighlights    = "highlights"    // a sentence for each main figure
	BlockTiles         = "tiles"         // figures in large
	BlockFigures       = "figures"       // a table of figures, the declared beside the computed
	BlockActivities    = "activities"    // an ordered list of what was done; Of: see below
	BlockOutcomes      = "outcomes"      // of a pillar (Of: its code), or of each
	BlockBox           = "box"           // stories, outcomes and events set off; those that the office underlines where none is named
	BlockMap           = "map"           // of the year
	BlockChart         = "chart"         // Of: see below
	BlockAgreements    = "agreements"    // of the year
	BlockBalance       = "balance"       // by region and theme, or by one of them (Of)
	BlockIndicators    = "indicators"    // of the plans in Show
	BlockDisagreements = "disagreements" // between the sources, and between declared and computed
	BlockCollaborators = "collaborators" // by milieu; Of list: as the source lists them
	BlockCommittees    = "committees"
	BlockDisclosure    = "disclosure" // of expenses, and carbon
	BlockOffset        = "offset"     // carbon credits
	BlockRules         = "rules"      // every figure with its rule of counting
	BlockPages         = "pages"      // a new page begins
)

// blockOf lists what Of may be, for the sorts where it is one of few. That of outcomes is the code of a term.
var blockOf = map[string][]string{
	BlockActivities:    {"visit", "courtesy", "collaboration", "strategic", "mission", "mission_table", "participation", "event"},
	BlockChart:         {"years", "regions", "themes", "money", "carbon", "network", "ties", "region_years"},
	BlockBalance:       {"regions", "themes"},
	BlockDisagreements: {"figures", "sources"},
	BlockCollaborators: {"milieu", "list"},
}

// BlockParts lists what Of may be in a block of a sort; nil where it is not one of a few codes.
func BlockParts(sort string) []string { return slices.Clone(blockOf[sort]) }

// Token is a place in a text where something computed stands: {missions}, {cities:declared}, {year}.
type Token struct {
	Name string // key of a figure, "year" or "office"
	Form string // "" in words with its noun; "number", "declared"
}

// String is the token as it is written.
func (t Token) String() string {
	if t.Form != "" {
		return "{" + t.Name + ":" + t.Form + "}"
	}
	return "{" + t.Name + "}"
}

// The names of tokens that are no figures.
const (
	TokenYear   = "year"
	TokenOffice = "office"
)

// TokenForms are the forms that a token of a figure may have.
func TokenForms() []string { return []string{"number", "declared"} }

// tokens also matches what a backslash makes plain text: \{missions\}.
var tokens = regexp.MustCompile(`\\?\{([a-z][a-z0-9_.]*)(?::([a-z]+))?\}`)

// TokensIn finds where the tokens of a text are: each the start and the end in bytes, with what it says.
func TokensIn(text string) (at [][2]int, said []Token) {
	for _, m := range tokens.FindAllStringSubmatchIndex(text, -1) {
		if text[m[0]] == '\\' {
			continue
		}
		t := Token{Name: text[m[2]:m[3]]}
		if m[4] >= 0 {
			t.Form = text[m[4]:m[5]]
		}
		at, said = append(at, [2]int{m[0], m[1]}), append(said, t)
	}
	return at, said
}

// Blocks gives the blocks of a record that is composed of some; nil for the others.
func Blocks(r Record) []Block {
	switch r := r.(type) {
	case *Page:
		return r.Blocks
	case *Report:
		return r.Blocks
	}
	return nil
}

const (
	mostLevel   = 3
	mostBlocks  = 500
	mostBlockID = 40
)

// blocks checks the parts of a composition. Figures and tokens are checked by whoever knows the catalogue.
func (c *Checker) blocks(blocks []Block) {
	if len(blocks) > mostBlocks {
		c.Add("blocks", "too_many", "most", "500")
	}
	seen := map[string]bool{}
	level := 0
	for i, b := range blocks {
		if b.Sort == "" || b.Sort == BlockText {
			if b.Heading.IsZero() && len(b.Text) == 0 && len(b.Show) == 0 {
				c.Add(index("blocks", i, "text"), "required")
			}
		}
		if !b.Heading.IsZero() && strings.TrimSpace(b.Heading.FR) == "" {
			c.Add(index("blocks", i, "heading"), "needs_french")
		}
		for _, t := range b.Text {
			if strings.TrimSpace(t.FR) == "" {
				c.Add(index("blocks", i, "text"), "needs_french")
			}
		}
		if b.ID != "" {
			if !goodKey(b.ID) {
				c.Add(index("blocks", i, "id"), "bad_code", "value", b.ID)
			}
			if seen[b.ID] {
				c.Add(index("blocks", i, "id"), "block_twice", "value", b.ID)
			}
			seen[b.ID] = true
		}
		if of := blockOf[b.Sort]; b.Of != "" && b.Sort != BlockOutcomes && !slices.Contains(of, b.Of) {
			c.Add(index("blocks", i, "of"), "block_part", "value", b.Of)
		}
		c.level(index("blocks", i, "level"), b, &level)
	}
}

// level holds that headings go down one step at a time, as readers of a table of contents expect.
func (c *Checker) level(at string, b Block, above *int) {
	if b.Level < 0 || b.Level > mostLevel {
		c.Add(at, "block_level")
		return
	}
	if b.Heading.IsZero() {
		return
	}
	l := max(b.Level, 1)
	if l > *above+1 {
		c.Add(at, "block_level_jump")
	}
	*above = l
}

func goodKey(s string) bool {
	return len(s) <= mostBlockID && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}
