package main

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// inZip changes a text in a part of a package, and leaves all other parts as they are.
func inZip(t *testing.T, file []byte, part, text, by string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part {
			b = replaced(t, b, text, by)
		}
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var (
	anObject   = regexp.MustCompile(`(?m)^(\d+) 0 obj\b`)
	aLength    = regexp.MustCompile(`/Length (\d+)`)
	aFont      = regexp.MustCompile(`/(f\d+) (\d+) 0 R`)
	aTrailer   = regexp.MustCompile(`/Size \d+|/Root \d+ 0 R|/Info \d+ 0 R`)
	aCode      = regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]{4})>`)
	aRun       = regexp.MustCompile(`/(f\d+) [\d.]+ Tf|\[\(((?:[^()\\]|\\.)*)\)`)
	contentsOf = regexp.MustCompile(`/Contents (\d+) 0 R`)
	unicodeOf  = regexp.MustCompile(`/ToUnicode (\d+) 0 R`)
	tableAt    = regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`)
)

// objects are those of a PDF file by their number, each in its last form.
type objects map[string][]byte

func objectsOf(file []byte) objects {
	out := objects{}
	for _, m := range anObject.FindAllSubmatchIndex(file, -1) {
		out[string(file[m[2]:m[3]])] = file[m[0]:]
	}
	return out
}

// text is the part of an object before its stream, and what the stream holds.
func (o objects) text(t *testing.T, n string) (head, inside []byte) {
	t.Helper()
	head, rest, streamed := bytes.Cut(o[n], []byte("stream"))
	if end := bytes.Index(head, []byte("endobj")); end >= 0 || !streamed {
		return head[:max(end, 0)], nil
	}
	length, err := strconv.Atoi(string(aLength.FindSubmatch(head)[1]))
	if err != nil {
		t.Fatal(err)
	}
	inside = bytes.TrimLeft(rest, "\r\n")[:length]
	if !bytes.Contains(head, []byte("/FlateDecode")) {
		return head, inside
	}
	unpacked, err := zlib.NewReader(bytes.NewReader(inside))
	if err != nil {
		t.Fatal(err)
	}
	if inside, err = io.ReadAll(unpacked); err != nil {
		t.Fatal(err)
	}
	return head, inside
}

// repainted changes a digit of the 13 cities in what a page of a PDF paints, as an editor of PDF files does that adds the changed
// page at the end of the file, and gives the words before and after.
func repainted(t *testing.T, file []byte) (edited []byte, words [2]string) {
	t.Helper()
	all := objectsOf(file)
	for _, object := range all {
		page, _, _ := bytes.Cut(object, []byte("endobj"))
		contents := contentsOf.FindSubmatch(page)
		if contents == nil {
			continue
		}
		codes := map[string]map[string]string{} // of each font: what a code stands for
		for _, f := range aFont.FindAllSubmatch(page, -1) {
			head, _, _ := bytes.Cut(all[string(f[2])], []byte("endobj"))
			_, table := all.text(t, string(unicodeOf.FindSubmatch(head)[1]))
			codes[string(f[1])] = map[string]string{}
			for _, c := range aCode.FindAllSubmatch(table, -1) {
				codes[string(f[1])][unhex(t, c[1])] = unhex(t, c[2])
			}
		}
		number := string(contents[1])
		_, painted := all.text(t, number)
		font := map[string]string{}
		for _, m := range aRun.FindAllSubmatchIndex(painted, -1) {
			if m[2] >= 0 {
				font = codes[string(painted[m[2]:m[3]])]
				continue
			}
			run := unescaped(string(painted[m[4]:m[5]]))
			if len(run) < 6 || font[run[:2]]+font[run[2:4]]+font[run[4:6]] != "\x001\x003\x00 " {
				continue
			}
			for code, letter := range font {
				if letter >= "\x004" && letter <= "\x009" {
					changed := slices.Concat(painted[:m[4]], escaped(run[:2]+code+run[4:]), painted[m[5]:])
					return appended(t, file, number, changed), [2]string{"13", "1" + letter[1:]}
				}
			}
		}
	}
	t.Fatal("no page paints 13")
	return nil, words
}

func unhex(t *testing.T, s []byte) string {
	t.Helper()
	b, err := hex.DecodeString(string(s))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// unescaped is what a string of a PDF file stands for.
func unescaped(s string) string {
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			out = append(out, s[i])
			continue
		}
		i++
		if n, err := strconv.ParseUint(s[i:min(i+3, len(s))], 8, 8); err == nil {
			out, i = append(out, byte(n)), i+2
		} else if at := strings.IndexByte("nrtbf", s[i]); at >= 0 {
			out = append(out, "\n\r\t\b\f"[at])
		} else {
			out = append(out, s[i])
		}
	}
	return string(out)
}

func escaped(s string) []byte {
	var out []byte
	for _, b := range []byte(s) {
		out = fmt.Appendf(out, "\\%03o", b)
	}
	return out
}

// appended gives an object of a PDF file a new content, at the end of the file.
func appended(t *testing.T, file []byte, number string, content []byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	before := tableAt.FindSubmatch(file)
	trailer := bytes.Join(aTrailer.FindAll(file[bytes.LastIndex(file, []byte("trailer")):], -1), []byte(" "))
	out := bytes.NewBuffer(slices.Clone(file))
	at := out.Len()
	fmt.Fprintf(out, "%s 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n", number, packed.Len(), packed.Bytes())
	table := out.Len()
	fmt.Fprintf(out, "xref\n%s 1\n%010d 00000 n \ntrailer\n<< /Prev %s %s >>\nstartxref\n%d\n%%%%EOF\n", number, at, before[1], trailer, table)
	return out.Bytes()
}
