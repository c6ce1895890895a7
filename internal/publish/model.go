package publish

import "entente/internal/record"

// Schema numbers the shape of a Paper, so that what was frozen long ago can be read.
const Schema = 1

// Paper is a report, a letter or a sheet as a neutral document: HTML, PDF, DOCX, Markdown and JSON are written from it alone,
// so that they hold the same text and the same numbers. Frozen, it is what an office published.
type Paper struct {
	Schema   int       `json:"schema,omitzero"`
	Sort     string    `json:"sort,omitzero"` // code of the sort_of_paper vocabulary; "" is an annual report
	Identity Identity  `json:"identity,omitzero"`
	Title    string    `json:"title"`
	Subtitle string    `json:"subtitle,omitzero"`
	Lang     string    `json:"lang"`
	Year     int       `json:"year,omitzero"`
	Office   string    `json:"office"`
	Updated  string    `json:"updated,omitzero"` // day of the last change among what it draws on, ISO 8601
	Look     Look      `json:"look,omitzero"`
	Opening  []Block   `json:"opening,omitempty"` // before the first heading: the address of a letter, what stands under a title
	Sections []Section `json:"sections"`
	Figures  []Number  `json:"figures"`
	Annex    *Section  `json:"annex,omitempty"` // the figures opened, by Opened: at the end of what is read away from the site
	Words    Words     `json:"words,omitzero"`  // what writers say of themselves, in its language
	Drawn    []Version `json:"drawn,omitempty"` // the records that it quotes and counts, as they stood
}

// Identity says which published document this is. That of a draft is zero.
type Identity struct {
	Publication record.Ref `json:"publication,omitzero"` // the record of kind publication
	Edition     int        `json:"edition,omitzero"`     // from 1
	Issued      string     `json:"issued,omitzero"`      // instant, ISO 8601, UTC
	Address     string     `json:"address,omitzero"`     // where it stands on the public site
	Subject     record.Ref `json:"subject,omitzero"`     // the record that it is an edition of: a report
	Sort        string     `json:"sort,omitzero"`        // edition, erratum
	Corrects    []string   `json:"corrects,omitzero"`    // what an erratum corrects, or a new edition changes, a line each
	Replaces    record.Ref `json:"replaces,omitzero"`    // the publication of the edition before
	Checksum    string     `json:"checksum,omitzero"`    // SHA-256, in hexadecimal, of the paper as Canonical writes it, without this field
}

// Version is a record as it stood.
type Version struct {
	Record  record.Ref `json:"record"`
	Version int        `json:"version"`
	Hash    string     `json:"hash,omitzero"` // of that revision in the chain
}

// Look is how an office's documents look: what its settings say, and nothing that a writer decides.
type Look struct {
	Accent     string   `json:"accent,omitzero"`     // colour, "#0b5394"
	Deep       string   `json:"deep,omitzero"`       // colour of covers and heads of tables
	Mark       string   `json:"mark,omitzero"`       // colour of rules under headings and of boxes
	Logo       []byte   `json:"logo,omitempty"`      // PNG, JPEG or SVG
	LogoType   string   `json:"logo_type,omitzero"`  // media type
	LogoName   string   `json:"logo_name,omitzero"`  // what the logo says, for those who do not see it
	Unit       string   `json:"unit,omitzero"`       // under the office's name: "Bureau des relations internationales"
	Letterhead []string `json:"letterhead,omitzero"` // lines at the head of letters: address, telephone
	Plain      bool     `json:"plain,omitzero"`      // no cover and no table of contents: letters, sheets
}

// Section is a heading with what stands under it.
type Section struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Lang     string    `json:"lang,omitzero"` // of the title, when it is not the report's
	Blocks   []Block   `json:"blocks,omitzero"`
	Sections []Section `json:"sections,omitzero"`
}

// Block is one part of a section. Sort says which, and which fields are filled:
//
//	paragraph  Spans
//	list       Items, with marks          ordered  Items, with numbers
//	table      Table                      facts    Facts: a name and what it is, side by side
//	box        Title, Inner: set off from the rest, as what is to be underlined
//	tiles      Tiles: numbers in large    drawing  Drawing
//	heading    Title, at the level below the section's: a heading without an entry in the contents
//	lines      Items, one under the other without marks: an address, a signature
//	code       Spans, set as typed
//	quote      Inner
//	pages      nothing: a new page begins
//	title      nothing: the title of the paper stands here instead of at its head, as the object of a letter does
type Block struct {
	Sort    string   `json:"sort"`
	Title   string   `json:"title,omitzero"`
	Spans   []Span   `json:"spans,omitzero"`
	Items   []Item   `json:"items,omitzero"`
	Table   *Table   `json:"table,omitzero"`
	Facts   []Fact   `json:"facts,omitempty"`
	Tiles   []Tile   `json:"tiles,omitempty"`
	Drawing *Drawing `json:"drawing,omitzero"`
	Inner   []Block  `json:"inner,omitzero"`
	// From is the part of a composition that the block comes from, for those who edit it; a frozen paper has none.
	From string `json:"from,omitzero"`
}

// Item is one entry of a list. Value is its number in an ordered list.
type Item struct {
	Value int    `json:"value,omitzero"`
	Spans []Span `json:"spans"`
	Items []Item `json:"items,omitzero"`
}

// Fact is a name with what it is.
type Fact struct {
	Name  string `json:"name"`
	Spans []Span `json:"spans"`
}

// Tile is a number in large with what it counts.
type Tile struct {
	Value  string `json:"value"` // as the language writes it
	Label  string `json:"label"`
	Figure string `json:"figure,omitzero"`
}

// Drawing is a map or a chart with its caption, what it says to those who do not see it, and its numbers as a table.
type Drawing struct {
	SVG     string  `json:"svg"` // of package chart, without links
	Width   float64 `json:"width"`
	Height  float64 `json:"height"`
	Caption string  `json:"caption"`
	Alt     string  `json:"alt"`
	Table   *Table  `json:"table,omitzero"`
}

// Span is a run of text. Figure makes it open the evidence of that figure, Record the page of that record, Href an address
// outside.
type Span struct {
	Text    string     `json:"text"`
	Strong  bool       `json:"strong,omitzero"`
	Em      bool       `json:"em,omitzero"`
	Raised  bool       `json:"raised,omitzero"`  // "1er": the "er"
	Lowered bool       `json:"lowered,omitzero"` // "CO2": the "2"
	Small   bool       `json:"small,omitzero"`   // read when it is looked for: the mark of a record
	Figure  string     `json:"figure,omitzero"`
	Record  record.Ref `json:"record,omitzero"`
	Href    string     `json:"href,omitzero"` // https, http or mailto
	Lang    string     `json:"lang,omitzero"` // when it is not the report's: a text without translation
}

// Table is a table with a caption and a heading for each column.
type Table struct {
	Caption string   `json:"caption"`
	Head    []Cell   `json:"head"`
	Rows    [][]Cell `json:"rows"`
}

// Cell is a cell of a table; Number sets it to the right.
type Cell struct {
	Spans  []Span `json:"spans"`
	Number bool   `json:"number,omitzero"`
}

// Number is a figure put into words and figures of a language, with the difference between declared and computed told.
type Number struct {
	Key      string           `json:"key"`
	Label    string           `json:"label"`
	Unit     string           `json:"unit"`
	Period   string           `json:"period"`
	Value    *record.Decimal  `json:"value"`
	Declared *record.Decimal  `json:"declared"`
	Rule     string           `json:"rule"`
	Shown    string           `json:"shown"`             // the value as the language writes it, "" when there is none
	Said     string           `json:"said,omitzero"`     // the declared value as the language writes it
	Agrees   bool             `json:"agrees"`            // computed and declared are the same
	Why      string           `json:"why,omitzero"`      // what may explain a difference, with the items
	By       []record.Ref     `json:"by,omitzero"`       // the publications that declare it, the latest first
	Comments []Span           `json:"comments,omitzero"` // what they say beside the number, each a link to its publication
	Evidence []NumberEvidence `json:"evidence"`
}

// NumberEvidence is one thing that a number counts: a record, or what was found in some.
type NumberEvidence struct {
	Thing   string       `json:"thing,omitzero"`
	Label   string       `json:"label"`
	When    string       `json:"when,omitzero"` // of one record, as the language writes it, where it says more than the year
	Sort    string       `json:"sort"`
	Records []record.Ref `json:"records"`
	Named   []Span       `json:"named,omitempty"` // the names of the records, in their order, where Label is that of something else
}
