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
	startOf    = regexp.MustCompile(`startxref\s+(\d+)`)
	metadataOf = regexp.MustCompile(`/Metadata (\d+) 0 R`)
	countOf    = regexp.MustCompile(`/Type\s*/Pages[^>]*?/Count (\d+)`)
	trailerOf  = regexp.MustCompile(`(?s)<<.*>>`)
)

// claim says in the file that it is built to PDF/UA-1 and that readers are to show its title rather than its file's name. The
// typesetter's WebAssembly build cannot be told to; the tests hold the template to the checks of its native build, which can.
// The two objects are added at the end of the file, as the format provides (ISO 32000-1, 7.5.6).
func claim(b []byte) ([]byte, error) {
	at := bytes.LastIndex(b, []byte("trailer"))
	if at < 0 {
		return nil, errors.New("the typesetter's PDF has no trailer")
	}
	trailer := b[at:]
	root, err := number(rootOf, trailer)
	if err != nil {
		return nil, err
	}
	start, err := number(startOf, trailer)
	if err != nil {
		return nil, err
	}
	catalog, err := object(b, root)
	if err != nil {
		return nil, err
	}
	meta, err := number(metadataOf, catalog)
	if err != nil {
		return nil, err
	}
	stream, err := object(b, meta)
	if err != nil {
		return nil, err
	}
	packet, ok := metadata(stream)
	if !ok || !bytes.Contains(packet, []byte("</rdf:RDF>")) {
		return nil, errors.New("the typesetter's PDF does not describe itself")
	}
	const ours = `<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF>`
	packet = append(bytes.Replace(packet, []byte("</rdf:RDF>"), []byte(ours), 1), `<?xpacket end="r"?>`...)

	out := bytes.NewBuffer(append([]byte(nil), b...))
	if !bytes.HasSuffix(b, []byte("\n")) {
		out.WriteByte('\n')
	}
	catalogAt := out.Len()
	out.Write(showTitle(catalog))
	out.WriteByte('\n')
	metaAt := out.Len()
	fmt.Fprintf(out, "%d 0 obj\n<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n", meta, len(packet))
	out.Write(packet)
	out.WriteString("\nendstream\nendobj\n")
	tableAt := out.Len()
	fmt.Fprintf(out, "xref\n%d 1\n%010d 00000 n \n%d 1\n%010d 00000 n \n", root, catalogAt, meta, metaAt)
	dictionary := bytes.Replace(trailerOf.Find(trailer), []byte("<<"), fmt.Appendf(nil, "<< /Prev %d", start), 1)
	fmt.Fprintf(out, "trailer\n%s\nstartxref\n%d\n%%%%EOF\n", dictionary, tableAt)
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

// object is the text of an object, from its number to endobj.
func object(b []byte, n int) ([]byte, error) {
	from := bytes.LastIndex(b, fmt.Appendf(nil, "\n%d 0 obj", n))
	if from < 0 {
		return nil, fmt.Errorf("the typesetter's PDF has no object %d", n)
	}
	length := bytes.Index(b[from:], []byte("endobj"))
	if length < 0 {
		return nil, fmt.Errorf("object %d of the typesetter's PDF has no end", n)
	}
	return b[from+1 : from+length+len("endobj")], nil
}

func number(pattern *regexp.Regexp, in []byte) (int, error) {
	m := pattern.FindSubmatch(in)
	if m == nil {
		return 0, fmt.Errorf("the typesetter's PDF lacks %s", pattern)
	}
	return strconv.Atoi(string(m[1]))
}

// pages counts the pages of a file; 0 where they are not to be found.
func pages(b []byte) int {
	most := 0
	for _, m := range countOf.FindAllSubmatch(b, -1) {
		if n, err := strconv.Atoi(string(m[1])); err == nil {
			most = max(most, n)
		}
	}
	return most
}
