package web

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"entente/internal/access"
	"entente/internal/chart"
	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
)

func (a *app) composeRoutes() []route {
	const at = "/records/{kind}/{short}"
	return []route{
		get(at+"/compose", "compose", a.editor),
		get(at+"/compose/add", "sorts of blocks", a.blockSorts),
		get(at+"/compose/new", "new block", a.newBlock),
		post(at+"/compose/new", "add a block", a.newBlockSent),
		get(at+"/compose/blocks/{block}", "block", a.blockPage),
		post(at+"/compose/blocks/{block}", "change a block", a.blockSent),
		post(at+"/compose/blocks/{block}/move", "move a block", a.moveBlock),
		post(at+"/compose/blocks/{block}/remove", "remove a block", a.removeBlock),
		get(at+"/figures/{figure}", "evidence of a figure", a.evidence),
		post(at+"/review", "review", a.reviewed),
		get(at+"/publish", "before publication", a.before),
		post(at+"/publish", "publish", a.publishSent),
		get(at+"/editions/{publication}/{file}", "file of an edition", a.editionFileSent),
	}
}

// composing is a page or a report in the making, as it reads in a language.
type composing struct {
	subject

	blocks  []record.Block
	lang    i18n.Lang     // of the text, whatever language the reader's pages are in
	tp      *i18n.Printer // in that language
	public  bool          // with what the public may see alone
	writes  bool          // the reader may change it
	in      figure.Input
	figs    []figure.Figure
	numbers []publish.Number
	heads   map[record.Ref]publish.Head
	look    publish.Look
	drawing drawing
}

// drawing is what blocks are drawn with.
type drawing struct {
	maps   *chart.Maps
	places *place.Gazetteer
	french *i18n.Printer
}

// composed reads the page or report that the address names, with the figures of its year.
func (a *app) composed(q *request) (composing, error) {
	s, err := a.subject(q)
	if err != nil {
		return composing{}, err
	}
	if !composable(s.kind) || !s.own || s.meta.Withdrawn != "" {
		return composing{}, missing("composition", q.PathValue("short"))
	}
	c := composing{subject: s, lang: q.lang, blocks: keyed(record.Blocks(s.Record)), writes: s.editable(q), public: q.FormValue("as") == "public"}
	if l := i18n.Lang(q.FormValue("text")); slices.Contains(i18n.Langs(), l) {
		c.lang = l
	}
	c.tp = a.Catalogs.For(c.lang)
	c.drawing = drawing{a.Maps, a.Places, a.Catalogs.For(i18n.FR)}
	actor := q.actor
	if c.public {
		actor = access.Public()
	}
	year := a.yearOf(q, s.Record)
	if c.in, err = a.Registry.YearWith(q.Context(), actor, s.meta.Office, year, publish.Needs(year, c.blocks)); err != nil {
		return composing{}, err
	}
	c.figs, c.look = figure.Compute(c.in), publish.LookOf(c.in.Office, publish.Logo{}, string(c.lang))
	c.numbers = publish.Numbers(c.tp, c.in, c.figs)
	return c, nil
}

func composable(k record.Kind) bool { return k == record.KindPage || k == record.KindReport }

// yearOf is the year whose figures a composition tells: of a page, the last one that is over.
func (a *app) yearOf(q *request, r record.Record) int {
	if p, ok := r.(*record.Report); ok {
		if y, err := strconv.Atoi(string(p.Period)); err == nil {
			return y
		}
	}
	return a.today(q).Year() - 1
}

// address is the address of a page of the composition, in the language and for the readers that are shown.
func (c composing) address(below string, more ...string) string {
	at, fragment, _ := strings.Cut(below, "#")
	v := url.Values{}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	if !v.Has("text") {
		v.Set("text", string(c.lang))
	}
	if c.public && !v.Has("as") {
		v.Set("as", "public")
	}
	out := c.path + at + "?" + v.Encode()
	if fragment != "" {
		out += "#" + fragment
	}
	return out
}

// crumbs are the pages above one below the editor.
func (c composing) above(q *request, editor bool) []crumb {
	out := c.crumbs(q, false)
	if c.kind == record.KindReport {
		out[0].href = q.path("/reports")
	}
	if !editor {
		out = append(out, crumb{q.p.T("editor.title"), c.address("/compose")})
	}
	return out
}

// index finds a block by its key.
func (c composing) index(key string) int { return blockAt(c.blocks, key) }

func blockAt(blocks []record.Block, key string) int {
	return slices.IndexFunc(blocks, func(b record.Block) bool { return b.ID == key })
}

// keyed gives blocks that were written without a key one that follows from what they say, so that every reader of the same
// state calls them the same.
func keyed(blocks []record.Block) []record.Block {
	out := slices.Clone(blocks)
	taken := map[string]bool{}
	for _, b := range out {
		taken[b.ID] = true
	}
	for i := range out {
		if out[i].ID != "" {
			continue
		}
		key := "b" + seal(out[i])[:7]
		for n := 2; taken[key]; n++ {
			key = "b" + seal(out[i])[:7] + "-" + strconv.Itoa(n)
		}
		taken[key], out[i].ID = true, key
	}
	return out
}

// seal sums up a block, so that a form can say which state of it its author saw.
func seal(b record.Block) string {
	data, err := json.Marshal(b)
	if err != nil {
		return "" // a struct of texts and numbers always is
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// order sums up in which order blocks stand.
func order(blocks []record.Block) string {
	h := sha256.New()
	for _, b := range blocks {
		h.Write([]byte(b.ID + "\n"))
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// setBlocks puts blocks in the place of a record's.
func setBlocks(r record.Record, blocks []record.Block) {
	switch r := r.(type) {
	case *record.Page:
		r.Blocks = blocks
	case *record.Report:
		r.Blocks = blocks
	}
}

// sortOf is the sort of a block: one without is of text.
func sortOf(b record.Block) string { return cmp.Or(b.Sort, record.BlockText) }

// level is that of the heading of a block, 0 where it has none.
func level(b record.Block) int {
	if b.Heading.IsZero() {
		return 0
	}
	return max(b.Level, 1)
}

// blockName is what a block is called where its tools are: its heading, else what it shows or how it begins.
func blockName(p *i18n.Printer, b record.Block) string {
	if t, _ := b.Heading.In(string(p.Lang())); t != "" {
		return t
	}
	if sortOf(b) != record.BlockText {
		name := i18n.Capital(p.T("vocabulary.block_sort." + b.Sort))
		if part := partName(p, b); part != "" {
			return p.T("editor.name.part", "sort", name, "part", part)
		}
		return name
	}
	for _, t := range b.Text {
		if s, _ := t.In(string(p.Lang())); s != "" {
			return begin(s, 48)
		}
	}
	return i18n.Capital(p.T("vocabulary.block_sort.text"))
}

// partName is what a block shows of its sort, "" for all of it.
func partName(p *i18n.Printer, b record.Block) string {
	switch key := "editor.part." + b.Sort + "." + b.Of; {
	case b.Of == "":
		return ""
	case p.Has(key):
		return p.T(key)
	}
	return b.Of
}

// begin cuts a text after a word, at the number of letters or before.
func begin(s string, most int) string {
	letters := []rune(strings.Join(strings.Fields(s), " "))
	if len(letters) <= most {
		return string(letters)
	}
	cut := most
	for cut > most/2 && letters[cut] != ' ' {
		cut--
	}
	return string(letters[:cut]) + "…"
}

// untranslated tells whether something of a block has no English.
func untranslated(b record.Block) bool {
	lacks := func(t record.Text) bool {
		return strings.TrimSpace(t.FR) != "" && strings.TrimSpace(t.EN) == ""
	}
	return lacks(b.Heading) || lacks(b.Caption) || slices.ContainsFunc(b.Text, lacks)
}
