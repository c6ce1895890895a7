package sheet

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"

	"entente/internal/record"
)

// form is what a style makes of a number.
type form int

const (
	plainForm form = iota
	percentForm
	dayForm
	monthForm // shows no day, so none is known
	yearForm
	timeForm // an hour alone
)

// styles reads which styles of cells are dates: a workbook keeps a date as a number, and nothing but its style tells.
func (w *workbook) styles() error {
	if w.files["xl/styles.xml"] == nil {
		return nil
	}
	own := map[int]string{}
	in := false
	return w.each("xl/styles.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			if id, err := strconv.Atoi(attr(e, "numFmtId")); err == nil && len(own) < 10_000 {
				own[id] = attr(e, "formatCode")
			}
		case "cellXfs":
			in = true
		case "cellStyles", "cellStyleXfs", "dxfs":
			in = false
		case "xf":
			if !in || len(w.forms) > 100_000 {
				return nil
			}
			id, err := strconv.Atoi(attr(e, "numFmtId"))
			if err != nil {
				id = 0
			}
			if code, ok := own[id]; ok {
				w.forms = append(w.forms, formOf(code))
			} else {
				w.forms = append(w.forms, builtIn(id))
			}
		}
		return nil
	})
}

// builtIn are the forms that every workbook knows (ECMA-376 part 1, 18.8.30).
func builtIn(id int) form {
	switch {
	case id == 9 || id == 10:
		return percentForm
	case id == 17:
		return monthForm
	case id >= 14 && id <= 16, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return dayForm
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47, id == 55, id == 56:
		return timeForm
	}
	return plainForm
}

// formOf reads the code of a form: "dd/mm/yyyy", "mmm-yy", `0.00 "$"`, `[$-C0C]d mmmm yyyy;@`.
func formOf(code string) form {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			if end := strings.IndexByte(code[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case '[':
			if end := strings.IndexByte(code[i:], ']'); end >= 0 {
				if in := strings.ToLower(code[i+1 : i+end]); in == "h" || in == "hh" || in == "m" || in == "mm" || in == "s" || in == "ss" {
					b.WriteByte('h')
				}
				i += end
			}
		case '\\', '_', '*':
			i++
		case ';':
			i = len(code)
		default:
			b.WriteByte(c)
		}
	}
	s := strings.ToLower(b.String())
	s = strings.ReplaceAll(strings.ReplaceAll(s, "am/pm", ""), "general", "")
	day, year, hour := strings.Contains(s, "d"), strings.Contains(s, "y"), strings.Contains(s, "h") || strings.Contains(s, "s")
	switch {
	case day:
		return dayForm
	case year && strings.Contains(s, "m"):
		return monthForm
	case year:
		return yearForm
	case hour:
		return timeForm
	case strings.Contains(s, "mmm"):
		return monthForm
	case strings.Contains(s, "%"):
		return percentForm
	}
	return plainForm
}

// number makes a cell of a number as its style shows it.
func (w *workbook) number(raw string, style int) Cell {
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return Text(clean(raw))
	}
	f := plainForm
	if style >= 0 && style < len(w.forms) {
		f = w.forms[style]
	}
	switch f {
	case dayForm, monthForm, yearForm:
		if t, ok := w.moment(v); ok {
			day := t.Format(time.DateOnly)
			switch f {
			case monthForm:
				return Cell{Text: day[:7]}
			case yearForm:
				return Cell{Text: day[:4]}
			}
			return Cell{Text: day, Day: day}
		}
	case timeForm:
		return Cell{Text: clock(v)}
	case percentForm:
		return Cell{Text: decimal(v*100) + " %"}
	}
	n := decimal(v)
	return Cell{Text: n, Number: record.Decimal(n)}
}

// decimal writes a number without what binary fractions add: spreadsheets show 15 figures at most.
func decimal(v float64) string {
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil {
		short = v
	}
	if short == 0 {
		short = 0 // not −0
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}

// moment turns days since the workbook's epoch into a date. The 1900 system believes in a 29 February 1900.
func (w *workbook) moment(v float64) (time.Time, bool) {
	if v < 0 || v > 2_958_465.99999 { // 9999-12-31
		return time.Time{}, false
	}
	days := int(math.Floor(v + 0.5/86400)) // half a second of leeway, as dates of computed cells have it
	if w.epoch1904 {
		return time.Date(1904, 1, 1+days, 0, 0, 0, 0, time.UTC), true
	}
	if days < 1 || days == 60 {
		return time.Time{}, false
	}
	if days > 60 {
		days--
	}
	return time.Date(1899, 12, 31+days, 0, 0, 0, 0, time.UTC), true
}

func clock(v float64) string {
	minutes := int(math.Round(v * 24 * 60))
	return time.Date(0, 1, 1, 0, minutes, 0, 0, time.UTC).Format("15:04")
}
