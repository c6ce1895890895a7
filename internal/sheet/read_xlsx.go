package sheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"entente/internal/record"
)

// workbook is an XLSX file. Its parts are read as streams: a sheet of any length takes the memory of one row. Only the texts
// that cells share and the forms of numbers are held.
type workbook struct {
	files     map[string]*zip.File
	tabs      []string // the part of each sheet
	words     []string
	forms     []form // of each style of cells
	epoch1904 bool
	limits    Limits
}

func openXLSX(r io.ReaderAt, size int64, o Options) (*Book, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, refuse("sheet_broken_zip")
	}
	w := &workbook{files: map[string]*zip.File{}, limits: o.Limits}
	total := uint64(0)
	for _, f := range z.File {
		total += f.UncompressedSize64
		if total > uint64(o.Limits.Unpacked) || f.UncompressedSize64 > uint64(o.Limits.Unpacked) {
			return nil, refuse("sheet_bomb", "limit", megabytes(o.Limits.Unpacked))
		}
		w.files[strings.TrimPrefix(f.Name, "/")] = f
	}
	if w.files["mimetype"] != nil && w.files["content.xml"] != nil {
		return nil, refuse("sheet_open_document")
	}
	if w.files["xl/workbook.bin"] != nil {
		return nil, refuse("sheet_binary_excel")
	}
	b := &Book{Format: FormatXLSX, limits: o.Limits, source: w}
	if err := w.book(b); err != nil {
		return nil, broken(err)
	}
	if err := w.sharedWords(); err != nil {
		return nil, broken(err)
	}
	if err := w.styles(); err != nil {
		return nil, broken(err)
	}
	b.Epoch1904 = w.epoch1904
	b.Left = w.leftOut(b.Tabs)
	return b, nil
}

// broken says of an error in the XML of a workbook what a person can do about it.
func broken(err error) error {
	var known *record.Error
	if errors.As(err, &known) || errors.Is(err, stop{}) {
		return err
	}
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) {
		return refuse("sheet_broken_zip")
	}
	return err
}

// leftOut names what is in the file and never read: it cannot be published by a slip.
func (w *workbook) leftOut(tabs []Tab) []string {
	var out []string
	add := func(what string, found bool) {
		if found && !slices.Contains(out, what) {
			out = append(out, what)
		}
	}
	for name := range w.files {
		base := path.Base(name)
		add("comments", strings.HasPrefix(base, "comments") || strings.Contains(name, "/threadedComments/") || strings.Contains(name, "/comments/"))
		add("properties", strings.HasPrefix(name, "docProps/"))
		add("macros", strings.HasSuffix(name, "vbaProject.bin"))
		add("pictures", strings.HasPrefix(name, "xl/media/"))
	}
	for _, t := range tabs {
		add("hidden_tabs", t.Hidden)
	}
	slices.Sort(out)
	return out
}

// part opens a part of the file; what it unpacks to is counted, whatever its directory says.
func (w *workbook) part(name string) (io.ReadCloser, error) {
	f := w.files[strings.TrimPrefix(name, "/")]
	if f == nil {
		return nil, refuse("sheet_broken_zip")
	}
	r, err := f.Open()
	if err != nil {
		return nil, refuse("sheet_broken_zip")
	}
	return &bounded{ReadCloser: r, left: w.limits.Unpacked, limit: w.limits.Unpacked}, nil
}

type bounded struct {
	io.ReadCloser

	left, limit int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return n, refuse("sheet_bomb", "limit", megabytes(b.limit))
	}
	return n, err
}

// each walks through the elements of a part.
func (w *workbook) each(name string, f func(d *xml.Decoder, e xml.StartElement) error) error {
	r, err := w.part(name)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := f(d, e); err != nil {
				return err
			}
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func yes(s string) bool { return s == "1" || s == "true" || s == "on" }

// book reads the names of the sheets and where each one is.
func (w *workbook) book(b *Book) error {
	main := "xl/workbook.xml"
	if err := w.each("_rels/.rels", func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local == "Relationship" && strings.HasSuffix(attr(e, "Type"), "/officeDocument") {
			main = strings.TrimPrefix(attr(e, "Target"), "/")
		}
		return nil
	}); err != nil {
		return err
	}
	dir := path.Dir(main)
	targets := map[string]string{}
	if err := w.each(dir+"/_rels/"+path.Base(main)+".rels", func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local == "Relationship" {
			t := attr(e, "Target")
			if !strings.HasPrefix(t, "/") {
				t = path.Join(dir, t)
			}
			targets[attr(e, "Id")] = strings.TrimPrefix(t, "/")
		}
		return nil
	}); err != nil {
		return err
	}
	err := w.each(main, func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			w.epoch1904 = yes(attr(e, "date1904"))
		case "sheet":
			id := ""
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" {
					id = a.Value
				}
			}
			if t := targets[id]; strings.Contains(t, "worksheet") || w.files[t] != nil && !strings.Contains(t, "chartsheet") {
				b.Tabs = append(b.Tabs, Tab{Name: clean(attr(e, "name")), Hidden: strings.HasPrefix(strings.ToLower(attr(e, "state")), "hidden") || attr(e, "state") == "veryHidden"})
				w.tabs = append(w.tabs, t)
			}
		}
		return nil
	})
	if err == nil && len(b.Tabs) == 0 {
		return refuse("sheet_empty")
	}
	return err
}

// sharedWords reads the texts that cells share, without how they are set and how they are pronounced.
func (w *workbook) sharedWords() error {
	if w.files["xl/sharedStrings.xml"] == nil {
		return nil
	}
	held := int64(0)
	return w.each("xl/sharedStrings.xml", func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		s, err := runs(d, "si", w.limits.Cell)
		if err != nil {
			return err
		}
		if held += int64(len(s)) + 16; held > w.limits.Words {
			return refuse("sheet_bomb", "limit", megabytes(w.limits.Words))
		}
		w.words = append(w.words, s)
		return nil
	})
}

// runs reads the text of an element that may be cut into runs, up to its end.
func runs(d *xml.Decoder, until string, limit int) (string, error) {
	var b strings.Builder
	in, aloud := false, 0
	for {
		t, err := d.RawToken()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				in = aloud == 0
			case "rPh":
				aloud++
			}
		case xml.EndElement:
			switch t.Name.Local {
			case until:
				return unescape(b.String()), nil
			case "t":
				in = false
			case "rPh":
				aloud--
			}
		case xml.CharData:
			if in {
				b.Write(t)
			}
			if b.Len() > limit {
				return "", refuse("sheet_cell_too_long")
			}
		}
	}
}

// unescape turns _x000D_ into what it stands for (ECMA-376, ST_Xstring): a line end, or nothing that a cell means to hold.
func unescape(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if !strings.Contains(s, "_x") {
		return clean(s)
	}
	for _, e := range [][2]string{{"_x000D_\n", "\n"}, {"_x000D_", "\n"}, {"_x000A_", "\n"}, {"_x0009_", "\t"}, {"_x005F_", "_"}} {
		s = strings.ReplaceAll(s, e[0], e[1])
	}
	return clean(s)
}
