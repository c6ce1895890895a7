package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

var (
	rootOf     = regexp.MustCompile(`/Root (\d+) 0 R`)
	metadataOf = regexp.MustCompile(`/Metadata (\d+) 0 R`)
	pagesOf    = regexp.MustCompile(`/Pages (\d+) 0 R`)
	countOf    = regexp.MustCompile(`/Count (\d+)`)
	lengthOf   = regexp.MustCompile(`/Length (\d+)`)
	startOf    = regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`)
	tableOf    = regexp.MustCompile(`^xref\s+0 (\d+)\s+`)
)

// file is a PDF as the typesetter writes it: one table of where its objects are, and a trailer after it.
type file struct {
	b       []byte
	start   int   // where the table is
	objects []int // where each object begins
	trailer []byte
	root    int // the number of the catalog
	catalog []byte
}

// open reads the skeleton of a file. Objects are found by the table alone: what texts say cannot pass for one.
func open(b []byte) (*file, error) {
	f := &file{b: b}
	var err error
	if f.start, err = number(startOf, b[max(0, len(b)-64):]); err != nil {
		return nil, err
	}
	if f.start >= len(b) {
		return nil, errors.New("the typesetter's PDF has no table of objects")
	}
	m := tableOf.FindSubmatchIndex(b[f.start:])
	if m == nil {
		return nil, errors.New("the typesetter's PDF has no table of objects")
	}
	n, err := strconv.Atoi(string(b[f.start+m[2] : f.start+m[3]]))
	const entry = 20
	rows := f.start + m[1]
	if err != nil || rows+n*entry > len(b) {
		return nil, errors.New("the table of the typesetter's PDF is cut short")
	}
	for i := range n {
		at, err := strconv.Atoi(string(b[rows+i*entry : rows+i*entry+10]))
		if err != nil || at >= len(b) {
			return nil, fmt.Errorf("the table of the typesetter's PDF says nothing of object %d", i)
		}
		f.objects = append(f.objects, at)
	}
	f.trailer = b[rows+n*entry:]
	if f.root, err = number(rootOf, f.trailer); err != nil {
		return nil, err
	}
	f.catalog, err = f.object(f.root)
	return f, err
}

// object is the text of an object, from its number to endobj.
func (f *file) object(n int) ([]byte, error) {
	if n <= 0 || n >= len(f.objects) {
		return nil, fmt.Errorf("the typesetter's PDF has no object %d", n)
	}
	b := f.b[f.objects[n]:]
	if !bytes.HasPrefix(b, fmt.Appendf(nil, "%d 0 obj", n)) {
		return nil, fmt.Errorf("object %d of the typesetter's PDF is not where its table says", n)
	}
	end := bytes.Index(b, []byte("endobj"))
	if end < 0 {
		return nil, fmt.Errorf("object %d of the typesetter's PDF has no end", n)
	}
	return b[:end+len("endobj")], nil
}

// stream is what an object holds as it stands, between stream and endstream.
func (f *file) stream(n int) ([]byte, error) {
	if _, err := f.object(n); err != nil {
		return nil, err
	}
	b := f.b[f.objects[n]:]
	head, rest, ok := bytes.Cut(b, []byte("stream"))
	length, err := number(lengthOf, head)
	if !ok || err != nil || length > len(rest) {
		return nil, fmt.Errorf("object %d of the typesetter's PDF is no stream", n)
	}
	rest = bytes.TrimPrefix(bytes.TrimPrefix(rest, []byte("\r")), []byte("\n"))
	return rest[:length], nil
}

// pages counts the pages of the file.
func (f *file) pages() (int, error) {
	n, err := number(pagesOf, f.catalog)
	if err != nil {
		return 0, err
	}
	tree, err := f.object(n)
	if err != nil {
		return 0, err
	}
	return number(countOf, tree)
}

// claim says in the file that it is built to PDF/UA-1 and that readers are to show its title rather than its file's name. The
// typesetter's WebAssembly build cannot be told to; the tests hold the template to the checks of its native build, which can.
// The two objects are added at the end of the file, as the format provides (ISO 32000-1, 7.5.6).
func (f *file) claim() ([]byte, error) {
	meta, err := number(metadataOf, f.catalog)
	if err != nil {
		return nil, err
	}
	packet, err := f.stream(meta)
	if err != nil {
		return nil, err
	}
	end := bytes.LastIndex(packet, []byte("</rdf:RDF>"))
	if end < 0 {
		return nil, errors.New("the typesetter's PDF does not describe itself")
	}
	const ours = `<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>`
	packet = bytes.Join([][]byte{packet[:end], packet[end:]}, []byte(ours))

	out := bytes.NewBuffer(append([]byte(nil), f.b...))
	if !bytes.HasSuffix(f.b, []byte("\n")) {
		out.WriteByte('\n')
	}
	catalogAt := out.Len()
	out.Write(showTitle(f.catalog))
	out.WriteByte('\n')
	metaAt := out.Len()
	fmt.Fprintf(out, "%d 0 obj\n<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n", meta, len(packet))
	out.Write(packet)
	out.WriteString("\nendstream\nendobj\n")
	tableAt := out.Len()
	fmt.Fprintf(out, "xref\n%d 1\n%010d 00000 n \n%d 1\n%010d 00000 n \n", f.root, catalogAt, meta, metaAt)
	from, to := bytes.Index(f.trailer, []byte("<<")), bytes.LastIndex(f.trailer, []byte("startxref"))
	if from < 0 || to < from {
		return nil, errors.New("the typesetter's PDF has no trailer")
	}
	fmt.Fprintf(out, "trailer\n<< /Prev %d%sstartxref\n%d\n%%%%EOF\n", f.start, f.trailer[from+2:to], tableAt)
	return out.Bytes(), nil
}

// showTitle is the catalog with the wish that the title be shown.
func showTitle(catalog []byte) []byte {
	const wish = " /DisplayDocTitle true "
	if i := bytes.Index(catalog, []byte("/ViewerPreferences")); i >= 0 {
		if j := bytes.Index(catalog[i:], []byte("<<")); j >= 0 {
			return bytes.Join([][]byte{catalog[:i+j+2], catalog[i+j+2:]}, []byte(wish))
		}
	}
	i := bytes.LastIndex(catalog, []byte(">>"))
	return bytes.Join([][]byte{catalog[:i], catalog[i:]}, []byte("/ViewerPreferences <<"+wish+">>\n"))
}

func number(pattern *regexp.Regexp, in []byte) (int, error) {
	m := pattern.FindSubmatch(in)
	if m == nil {
		return 0, fmt.Errorf("the typesetter's PDF lacks %s", pattern)
	}
	return strconv.Atoi(string(m[1]))
}
