package sheet

// Questions that a file may leave open.
const (
	AskEncoding  = "encoding"
	AskSeparator = "separator"
	AskDates     = "dates"    // which of 03/04/2024 is the month
	AskDecimals  = "decimals" // whether 1,234 is more than a thousand
)

// Orders of the figures of a date.
const (
	DayFirst   = "dmy"
	MonthFirst = "mdy"
	YearFirst  = "ymd"
)

// Question is something that the file does not tell and that changes what is read.
type Question struct {
	Code    string   `json:"code"`
	Column  int      `json:"column"` // -1 for the whole file
	Example string   `json:"example,omitzero"`
	Options []string `json:"options"`
}

// Choices are the reader's answers and wishes; the zero value takes what is found.
type Choices struct {
	Tab       string         `json:"tab,omitzero"`
	Encoding  string         `json:"encoding,omitzero"`
	Separator string         `json:"separator,omitzero"`
	Header    int            `json:"header,omitzero"` // row of the titles, 0 to find it
	Dates     map[int]string `json:"dates,omitempty"` // order of figures, by column
	Decimals  map[int]string `json:"decimals,omitempty"`
	// AllDates and AllDecimals answer for every column that leaves it open.
	AllDates    string `json:"all_dates,omitzero"`
	AllDecimals string `json:"all_decimals,omitzero"`
	Hidden      bool   `json:"hidden,omitzero"` // read hidden rows and columns too
	Totals      bool   `json:"totals,omitzero"` // read rows of totals and notes too
}

// Reasons why rows are left out.
const (
	SkipAbove    = "above" // the titles
	SkipHidden   = "hidden"
	SkipTotal    = "total"
	SkipNote     = "note"
	SkipRepeated = "repeated"
	SkipBlank    = "blank"
)

// Skipped counts the rows that are left out for a reason, with the first of them.
type Skipped struct {
	Why  string `json:"why"`
	N    int    `json:"n"`
	Row  int    `json:"row"`
	Text string `json:"text,omitzero"`
}

// Sorts of values that a column mostly holds.
const (
	Texts   = "text"
	Numbers = "number"
	Dates   = "date"
	Mails   = "mail"
	Links   = "link"
	YesNo   = "yes_no"
	Empty   = "empty"
)

// Found is a column as it was found.
type Found struct {
	Index    int      `json:"index"` // in the sheet, from 0
	Letter   string   `json:"letter"`
	Title    string   `json:"title"`
	Sort     string   `json:"sort"`
	Filled   int      `json:"filled"` // rows that hold a value
	Examples []Sample `json:"examples,omitempty"`
	Values   []string `json:"values,omitempty"` // some of those met, each once, to propose a field from
	Dates    string   `json:"dates,omitzero"`   // order of the figures of its dates
	Decimal  string   `json:"decimal,omitzero"` // "," or "."
	Hidden   bool     `json:"hidden,omitzero"`
}

// Sample is a value as the file has it and as it is understood.
type Sample struct {
	Raw  string `json:"raw"`
	Read string `json:"read"`
}

// Shape is what was found of a sheet.
type Shape struct {
	Tab       string     `json:"tab"`
	Headers   []int      `json:"headers"` // the rows of the titles
	First     int        `json:"first"`   // row of data
	Last      int        `json:"last"`
	Rows      int        `json:"rows"` // of data
	Columns   []Found    `json:"columns"`
	Skipped   []Skipped  `json:"skipped,omitempty"`
	Questions []Question `json:"questions,omitempty"`
	// Down are blocks of merged cells that lie over several rows: each row has the value.
	Down []Block `json:"down,omitempty"`
	// HiddenColumns that are left out, by letter.
	HiddenColumns []string `json:"hidden_columns,omitempty"`
	Totals        bool     `json:"totals,omitzero"`
	Hidden        bool     `json:"hidden,omitzero"`
}

// Block is a column of merged cells from one row to another.
type Block struct {
	Column int `json:"column"`
	Top    int `json:"top"`
	Bottom int `json:"bottom"`
}

// Titles are those of the columns, in order.
func (s Shape) Titles() []string {
	out := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		out[i] = c.Title
	}
	return out
}
