package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"entente/internal/publish"
	"entente/internal/record"
)

// keyword is how a file names its edition among its keywords: entente:edition:PUBLICATION:NUMBER:LANG:CHECKSUM. A draft has none.
func keyword(id publish.Identity, lang string) string {
	if id.Publication == "" || id.Checksum == "" {
		return ""
	}
	return fmt.Sprintf("entente:edition:%s:%d:%s:%s", id.Publication, id.Edition, lang, id.Checksum)
}

var edition = regexp.MustCompile(`(?:^|[,;\s])entente:edition:([A-Za-z0-9_-]+):([0-9]{1,9}):([A-Za-z-]{2,11}):([0-9a-f]{64})(?:$|[,;\s])`)

// Identity reads which edition a file claims to be, from its keywords alone: nothing that its text or title says can pass for
// them. It is a claim: whoever needs to know holds the file against what was published.
func Identity(b []byte) (id publish.Identity, lang string, ok bool) {
	packet, found := metadata(b)
	if !found {
		return publish.Identity{}, "", false
	}
	m := edition.FindStringSubmatch(keywords(packet))
	if m == nil {
		return publish.Identity{}, "", false
	}
	n, err := strconv.Atoi(m[2])
	if err != nil {
		return publish.Identity{}, "", false
	}
	return publish.Identity{Publication: record.Ref(m[1]), Edition: n, Checksum: m[4]}, m[3], true
}

// metadata finds the file's description of itself (XMP): the last, for a later one replaces an earlier.
func metadata(b []byte) ([]byte, bool) {
	const begin, end = "<?xpacket begin", "<?xpacket end"
	from := bytes.LastIndex(b, []byte(begin))
	if from < 0 {
		return nil, false
	}
	n := bytes.Index(b[from:], []byte(end))
	if n < 0 {
		return nil, false
	}
	return b[from : from+n], true
}

// keywords gathers what the description holds in pdf:Keywords.
func keywords(packet []byte) string {
	const namespace = "http://ns.adobe.com/pdf/1.3/"
	dec := xml.NewDecoder(bytes.NewReader(packet))
	var out strings.Builder
	inside := 0
	for {
		t, err := dec.Token()
		if err != nil { // io.EOF, or a description that is damaged from here on
			if err != io.EOF { //nolint:errorlint // the decoder gives it bare
				return ""
			}
			return out.String()
		}
		switch t := t.(type) {
		case xml.StartElement:
			if inside > 0 || t.Name.Space == namespace && t.Name.Local == "Keywords" {
				inside++
			}
			for _, a := range t.Attr {
				if a.Name.Space == namespace && a.Name.Local == "Keywords" {
					out.WriteString(a.Value + "\n")
				}
			}
		case xml.EndElement:
			if inside > 0 {
				inside--
				out.WriteByte('\n')
			}
		case xml.CharData:
			if inside > 0 {
				out.Write(t)
			}
		}
	}
}
