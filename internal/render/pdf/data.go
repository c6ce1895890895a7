package pdf

import (
	"fmt"
	"regexp"
	"strings"

	"entente/internal/publish"
	"entente/internal/render"
)

// document is what the template reads: the paper with everything decided that needs more than setting. All of its texts are
// clean.
type document struct {
	Lang       string    `json:"lang"`
	Region     string    `json:"region"`
	Title      string    `json:"title"`
	Subtitle   string    `json:"subtitle"`
	Office     string    `json:"office"`
	Unit       string    `json:"unit"`
	Letterhead []string  `json:"letterhead"`
	Plain      bool      `json:"plain"`
	Below      bool      `json:"below"` // the title stands among the opening
	Draft      bool      `json:"draft"`
	Simple     bool      `json:"simple"` // lines are filled one after the other: weighing whole paragraphs takes long where one is very long
	Date       []int     `json:"date"`   // year, month, day; empty when there is none
	Keywords   []string  `json:"keywords"`
	Colours    colours   `json:"colours"`
	Logo       *image    `json:"logo"`
	Words      words     `json:"words"`
	Edition    string    `json:"edition"`
	Colophon   []string  `json:"colophon"`
	Address    string    `json:"address"`
	Opening    []block   `json:"opening"`
	Sections   []section `json:"sections"`
	Twins      []twin    `json:"twins"`
}

type words struct {
	Contents string `json:"contents"`
	Table    string `json:"table"`
	Drawing  string `json:"drawing"`
	Data     string `json:"data"`
	About    string `json:"about"`
}

type section struct {
	Title  string  `json:"title"`
	Lang   string  `json:"lang"`
	Level  int     `json:"level"`
	Listed bool    `json:"listed"` // in the table of contents
	Mark   string  `json:"mark"`   // what links inside the document lead to, "" for nothing
	Small  bool    `json:"small"`  // set as an annex
	Own    bool    `json:"own"`    // what a sheet says of itself
	Blocks []block `json:"blocks"`
}

type block struct {
	Sort    string   `json:"sort"`
	Title   string   `json:"title"`
	Level   int      `json:"level"`
	Spans   []span   `json:"spans"`
	Items   []item   `json:"items"`
	Table   *table   `json:"table"`
	Facts   []fact   `json:"facts"`
	Tiles   []tile   `json:"tiles"`
	Drawing *drawing `json:"drawing"`
	Inner   []block  `json:"inner"`
	Text    string   `json:"text"`
}

type item struct {
	Value int    `json:"value"`
	Spans []span `json:"spans"`
	Items []item `json:"items"`
}

type fact struct {
	Name  string `json:"name"`
	Short bool   `json:"short"`
	Spans []span `json:"spans"`
}

type tile struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Link  string `json:"link"`
	To    string `json:"to"`
}

type image struct {
	File   string `json:"file"`
	Format string `json:"format"`
	Alt    string `json:"alt"`
}

type drawing struct {
	Image   *image  `json:"image"` // nil when it could not be read: its words stand in its place
	Caption string  `json:"caption"`
	Alt     string  `json:"alt"`
	Ratio   float64 `json:"ratio"` // height to width, 0 where it is not told
	Wide    bool    `json:"wide"`  // has the page turned
}

// twin is the numbers of a drawing, at the end of the document.
type twin struct {
	Number int    `json:"number"`
	Title  string `json:"title"`
	Said   string `json:"said"` // its own caption, where it is not the drawing's
	Table  *table `json:"table"`
}

type span struct {
	Text string `json:"t"`
	Bold bool   `json:"b,omitempty"`
	Em   bool   `json:"i,omitempty"`
	Sup  bool   `json:"sup,omitempty"`
	Sub  bool   `json:"sub,omitempty"`
	Tiny bool   `json:"tiny,omitempty"`
	Link string `json:"link,omitempty"` // address
	To   string `json:"to,omitempty"`   // mark inside the document
	Lang string `json:"lang,omitempty"`
}

type table struct {
	Caption  string   `json:"caption"`
	Columns  []column `json:"columns"`
	Head     []cell   `json:"head"`
	Rows     [][]cell `json:"rows"`
	Tall     []bool   `json:"tall"`      // of each row: it may have to be broken over pages
	TallHead bool     `json:"tall_head"` // so may the headings, which are then cells like others
	Size     string   `json:"size"`      // "", "small", "tiny"
	Turned   bool     `json:"turned"`    // has the page turned
}

type cell struct {
	Spans  []span `json:"s"`
	Number bool   `json:"n,omitempty"`
}

// builder makes a document of a paper.
type builder struct {
	glyphs   *glyphs
	links    render.Links
	marks    map[string]bool // sections that can be led to
	placed   map[string]bool // those of them that stand already: a second of the same name is none
	bad      map[string]bool // images that the typesetter cannot read
	files    map[string][]byte
	twins    []twin
	drawings int // those with a caption, which are numbered
	images   int
	long     bool // a text is very long
}

const figureMark = "figure-" // the sections of publish.Opened begin so

func (b *builder) document(p *publish.Paper) document {
	lang, region := language(p.Lang)
	d := document{
		Lang: lang, Region: region, Title: b.text(either(p.Title, p.Office, "Document")), Subtitle: b.text(p.Subtitle), Office: b.text(p.Office),
		Unit: b.text(p.Look.Unit), Plain: p.Look.Plain, Below: p.TitledBelow(), Draft: p.Identity.Publication == "",
		Date: dateOf(p), Keywords: []string{}, Colours: coloursOf(p.Look), Edition: b.text(p.Words.Edition), Address: render.Address(p.Identity.Address),
		Words: words{
			Contents: b.text(either(p.Words.Contents, "…")), Table: b.text(p.Words.Table), Drawing: b.text(p.Words.Drawing),
			Data: b.text(either(p.Words.Data, p.Words.Numbers)), About: b.text(p.Words.About),
		},
		Letterhead: []string{}, Colophon: []string{},
	}
	if k := keyword(p.Identity, p.Lang); k != "" {
		d.Keywords = append(d.Keywords, k)
	}
	for _, l := range p.Look.Letterhead {
		d.Letterhead = append(d.Letterhead, b.text(l))
	}
	for _, l := range p.Colophon() {
		d.Colophon = append(d.Colophon, b.text(l))
	}
	d.Logo = b.image(p.Look.Logo, p.Look.LogoType, either(p.Look.LogoName, p.Office))
	b.marks, b.placed = map[string]bool{}, map[string]bool{}
	all := p.Sections
	if p.Annex != nil {
		all = append(append([]publish.Section{}, all...), *p.Annex)
	}
	b.mark(all)
	top := 1
	if p.Look.Plain {
		top = 2 // the title is the first
	}
	d.Opening = b.blocks(p.Opening, top, 0)
	d.Sections = []section{}
	for _, s := range p.Sections {
		d.Sections = append(d.Sections, b.section(s, top, true, false)...)
	}
	if p.Annex != nil {
		d.Sections = append(d.Sections, b.section(*p.Annex, top, true, true)...)
	}
	d.Simple, d.Twins = b.long, b.twins
	if d.Twins == nil {
		d.Twins = []twin{}
	}
	return d
}

// mark notes which sections a link can lead to: the first of each name.
func (b *builder) mark(all []publish.Section) {
	for _, s := range all {
		if strings.HasPrefix(s.ID, figureMark) {
			b.marks[s.ID] = true
		}
		b.mark(s.Sections)
	}
}

// section gives a section and those below it, one after the other.
func (b *builder) section(s publish.Section, level int, listed, small bool) []section {
	l := tongueOf(s.Lang)
	out := section{Title: b.text(either(s.Title, "—")), Lang: l, Level: min(level, 6), Listed: listed, Small: small, Own: s.ID == publish.Itself && len(s.Sections) == 0,
		Blocks: b.blocks(s.Blocks, level+1, 0)}
	if b.marks[s.ID] && !b.placed[s.ID] {
		out.Mark, b.placed[s.ID] = s.ID, true
	}
	list := []section{out}
	for _, inner := range s.Sections {
		list = append(list, b.section(inner, level+1, listed && !small, small)...)
	}
	return list
}

func (b *builder) blocks(all []publish.Block, level, depth int) []block {
	out := []block{}
	for _, x := range all {
		y := block{Sort: x.Sort, Title: b.text(x.Title), Level: min(level, 6)}
		switch x.Sort {
		case "paragraph", "list", "ordered", "table", "facts", "box", "tiles", "drawing", "heading", "lines", "quote", "pages", "title":
		case "code":
			y.Text = b.glyphs.lines(publish.PlainText(x.Spans))
		default:
			y.Sort = "any" // everything that it holds, one after the other
		}
		if x.Sort != "code" {
			y.Spans = b.spans(x.Spans)
		}
		y.Items, y.Table, y.Inner = b.items(x.Items, 0), b.table(x.Table), b.blocks(x.Inner, level, min(depth+1, deepest))
		y.Facts, y.Tiles, y.Drawing = []fact{}, []tile{}, b.drawing(x.Drawing)
		for _, f := range x.Facts {
			name := b.text(f.Name)
			y.Facts = append(y.Facts, fact{name, len([]rune(name)) <= 30, b.spans(f.Spans)})
		}
		for _, t := range x.Tiles {
			z := tile{Value: b.text(t.Value), Label: b.text(t.Label)}
			if t.Figure != "" {
				z.Link, z.To = b.lead(publish.Span{Figure: t.Figure})
			}
			y.Tiles = append(y.Tiles, z)
		}
		out = append(out, y)
		if depth == deepest {
			out = append(out, y.Inner...)
			out[len(out)-1-len(y.Inner)].Inner = []block{}
		}
	}
	return out
}

// deepest is how far lists and boxes stand in each other; what is deeper comes after, for the typesetter nests no further.
const deepest = 6

func (b *builder) items(all []publish.Item, depth int) []item {
	out := []item{}
	for _, x := range all {
		y := item{Value: max(x.Value, 0), Spans: b.spans(x.Spans), Items: []item{}}
		if depth < deepest {
			y.Items = b.items(x.Items, depth+1)
			out = append(out, y)
		} else {
			out = append(append(out, y), b.items(x.Items, depth)...)
		}
	}
	return out
}

func (b *builder) spans(all []publish.Span) []span {
	out := []span{}
	for _, s := range all {
		if s.Text == "" {
			continue
		}
		t := span{Text: b.text(s.Text), Bold: s.Strong, Em: s.Em, Sup: s.Raised, Sub: s.Lowered && !s.Raised, Tiny: s.Small}
		t.Link, t.To = b.lead(s)
		t.Lang = tongueOf(s.Lang)
		out = append(out, t)
	}
	return out
}

// lead says where a span leads: an address, or a part of the document.
func (b *builder) lead(s publish.Span) (link, to string) {
	if link = render.Address(b.links.Of(s)); link != "" {
		return link, ""
	}
	if s.Figure != "" && b.marks[figureMark+s.Figure] {
		return "", figureMark + s.Figure
	}
	return "", ""
}

// tall tells whether cells side by side may hold more than a page does: the more there are, the fewer letters a line has.
func tall(cells []publish.Cell) bool {
	const most = 2000
	for _, c := range cells {
		if len(publish.PlainText(c.Spans))*len(cells) > most {
			return true
		}
	}
	return false
}

func (b *builder) table(t *publish.Table) *table {
	if t == nil {
		return nil
	}
	out := &table{Caption: b.text(t.Caption), Columns: columnsOf(t), Head: b.cells(t.Head, 0), Rows: [][]cell{}, Tall: []bool{}}
	n := len(out.Columns)
	out.Head, out.TallHead = b.cells(t.Head, n), tall(t.Head)
	for _, r := range t.Rows {
		out.Rows, out.Tall = append(out.Rows, b.cells(r, n)), append(out.Tall, tall(r))
	}
	switch {
	case n > 8:
		out.Turned, out.Size = true, "small"
	case n > 6:
		out.Size = "tiny"
	case n > 4:
		out.Size = "small"
	}
	if n > 14 {
		out.Size = "tiny"
	}
	if n == 0 {
		return nil
	}
	return out
}

// cells gives a row of n cells; what a row lacks is empty.
func (b *builder) cells(row []publish.Cell, n int) []cell {
	out := []cell{}
	for _, c := range row {
		out = append(out, cell{b.spans(c.Spans), c.Number})
	}
	for len(out) < n {
		out = append(out, cell{Spans: []span{}})
	}
	return out
}

func (b *builder) drawing(d *publish.Drawing) *drawing {
	if d == nil {
		return nil
	}
	out := &drawing{Caption: b.text(d.Caption), Alt: b.text(either(d.Alt, d.Caption, "—"))}
	if d.Width > 0 && d.Height > 0 {
		out.Ratio = d.Height / d.Width
	}
	out.Image = b.image([]byte(d.SVG), "image/svg+xml", either(d.Alt, d.Caption, "—"))
	if out.Caption != "" && out.Image != nil {
		b.drawings++
	}
	if t := b.table(d.Table); t != nil {
		x := twin{Title: out.Caption, Table: t}
		if out.Caption != "" && out.Image != nil {
			x.Number = b.drawings
		}
		if t.Caption == out.Caption {
			t.Caption = ""
		}
		x.Said, t.Caption = t.Caption, ""
		b.twins = append(b.twins, x)
	}
	return out
}

// image puts an image beside the template and names it; nil when there is none, or none that can be read.
func (b *builder) image(data []byte, media, alt string) *image {
	format := map[string]string{"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}[media]
	if len(data) == 0 || format == "" {
		return nil
	}
	b.images++
	name := fmt.Sprintf("/image-%d.%s", b.images, format)
	if b.bad[name] {
		return nil
	}
	b.files[name] = data
	return &image{name, format, b.text(either(alt, "—"))}
}

func (b *builder) text(s string) string {
	const veryLong = 4000
	b.long = b.long || len(s) > veryLong
	return b.glyphs.clean(s)
}

var tongue = regexp.MustCompile(`^[a-zA-Z]{2,3}(-|$)`)

// tongueOf reads the language of a part; what is none counts as the document's.
func tongueOf(s string) string {
	if !tongue.MatchString(s) {
		return ""
	}
	code, _, _ := strings.Cut(strings.ToLower(s), "-")
	return code
}

// language gives the language of a document, and the region whose customs it follows.
func language(s string) (lang, region string) {
	if !tongue.MatchString(s) {
		return "fr", "CA"
	}
	lang, region, _ = strings.Cut(s, "-")
	if len(region) != 2 {
		region = "CA"
	}
	return strings.ToLower(lang), strings.ToUpper(region)
}

func dateOf(p *publish.Paper) []int {
	for _, s := range []string{p.Identity.Issued, p.Updated} {
		var y, m, d int
		if len(s) < 10 {
			continue
		}
		if n, err := fmt.Sscanf(s[:10], "%4d-%2d-%2d", &y, &m, &d); n == 3 && err == nil && y > 0 && m >= 1 && m <= 12 && d >= 1 && d <= 28+[]int{3, 0, 3, 2, 3, 2, 3, 3, 2, 3, 2, 3}[m-1] {
			return []int{y, m, d}
		}
	}
	return []int{}
}

func either(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}
