// Package extract looks into files that people attach: what they are by their bytes and not by their name alone, and which
// words they hold, so that they can be searched. It is pure: it must not know records, storage, or who may read a file.
package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// What may be wrong with a file.
var (
	ErrUnknown = errors.New("files of this sort are not kept")
	ErrOther   = errors.New("the file is not what its name says")
)

// sort is a sort of file that is kept.
type sort struct {
	ext, media string
	is         func(data []byte) bool
}

func sorts() []sort {
	begins := func(marks ...string) func([]byte) bool {
		return func(data []byte) bool {
			return slices.ContainsFunc(marks, func(m string) bool { return bytes.HasPrefix(data, []byte(m)) })
		}
	}
	office := func(part string) func([]byte) bool { return func(data []byte) bool { return holds(data, part) } }
	open := func(media string) func([]byte) bool {
		return func(data []byte) bool { return bytes.Contains(data[:min(len(data), 200)], []byte(media)) }
	}
	const xml = "application/vnd.openxmlformats-officedocument."
	const odf = "application/vnd.oasis.opendocument."
	return []sort{
		{".pdf", "application/pdf", func(data []byte) bool { return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) }},
		{".docx", xml + "wordprocessingml.document", office("word/document.xml")},
		{".xlsx", xml + "spreadsheetml.sheet", office("xl/workbook.xml")},
		{".pptx", xml + "presentationml.presentation", office("ppt/presentation.xml")},
		{".odt", odf + "text", open(odf + "text")},
		{".ods", odf + "spreadsheet", open(odf + "spreadsheet")},
		{".odp", odf + "presentation", open(odf + "presentation")},
		{".txt", "text/plain", plain},
		{".md", "text/markdown", plain},
		{".csv", "text/csv", plain},
		{".png", "image/png", begins("\x89PNG\r\n\x1a\n")},
		{".jpg", "image/jpeg", begins("\xff\xd8\xff")},
		{".jpeg", "image/jpeg", begins("\xff\xd8\xff")},
		{".webp", "image/webp", func(data []byte) bool {
			return len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP"
		}},
	}
}

// Extensions are those of the files that are kept.
func Extensions() []string {
	var out []string
	for _, s := range sorts() {
		out = append(out, s.ext)
	}
	return out
}

// Sniff tells the media type of a file whose name and bytes agree. It fails with ErrUnknown for sorts that are not kept, and
// with ErrOther for a file that is another sort than its name says.
func Sniff(name string, data []byte) (string, error) {
	ext := strings.ToLower(path.Ext(name))
	for _, s := range sorts() {
		if s.ext != ext {
			continue
		}
		if !s.is(data) {
			return "", ErrOther
		}
		return s.media, nil
	}
	return "", ErrUnknown
}

// holds tells whether a file is a package of parts, as of word processors, and has this one.
func holds(data []byte, part string) bool {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	return err == nil && slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == part })
}

// plain tells whether a file may be text: UTF-8, or an encoding of one byte without the signs that only programs write.
func plain(data []byte) bool {
	if utf8.Valid(data) {
		return !bytes.ContainsRune(data, 0)
	}
	return !bytes.ContainsFunc(data, func(r rune) bool { return r < 9 || r > 13 && r < 32 && r != 27 })
}
