package publish

import "entente/internal/record"

// Report is a report as a neutral document: HTML, Markdown, JSON and, later, paged formats are written from it alone, so
// that they hold the same text and the same numbers.
type Report struct {
	Title    string    `json:"title"`
	Subtitle string    `json:"subtitle,omitzero"`
	Lang     string    `json:"lang"`
	Year     int       `json:"year"`
	Office   string    `json:"office"`
	Updated  string    `json:"updated,omitzero"` // day of the last change among what it draws on, ISO 8601
	Sections []Section `json:"sections"`
	Figures  []Number  `json:"figures"`
}

// Section is a heading with what stands under it.
type Section struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Lang     string    `json:"lang,omitzero"` // of the title, when it is not the report's
	Blocks   []Block   `json:"blocks,omitzero"`
	Sections []Section `json:"sections,omitzero"`
}

// Block is one paragraph, list, table or box. The field named by Sort is filled.
type Block struct {
	Sort  string  `json:"sort"` // paragraph, list, ordered, table, box
	Title string  `json:"title,omitzero"`
	Spans []Span  `json:"spans,omitzero"` // of a paragraph
	Items []Item  `json:"items,omitzero"` // of a list
	Table *Table  `json:"table,omitzero"`
	Inner []Block `json:"inner,omitzero"` // of a box
}

// Item is one entry of a list. Value is its number in an ordered list.
type Item struct {
	Value int    `json:"value,omitzero"`
	Spans []Span `json:"spans"`
	Items []Item `json:"items,omitzero"`
}

// Span is a run of text. Figure makes it open the evidence of that figure, Record the page of that record.
type Span struct {
	Text   string     `json:"text"`
	Strong bool       `json:"strong,omitzero"`
	Figure string     `json:"figure,omitzero"`
	Record record.Ref `json:"record,omitzero"`
	Lang   string     `json:"lang,omitzero"` // when it is not the report's: a text without translation
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

// NumberEvidence is one thing that a number counts.
type NumberEvidence struct {
	Thing   string       `json:"thing,omitzero"`
	Label   string       `json:"label"`
	Sort    string       `json:"sort"`
	Records []record.Ref `json:"records"`
}
