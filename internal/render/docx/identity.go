package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"entente/internal/publish"
	"entente/internal/record"
)

const property = "entente"

// custom is the part that says which edition the file is: entente:edition:PUBLICATION:NUMBER:LANG:CHECKSUM. A draft says nothing.
func (b *builder) custom() string {
	id := b.paper.Identity
	inner := ""
	if id.Publication != "" && id.Checksum != "" {
		inner = fmt.Sprintf(`<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="%s"><vt:lpwstr>entente:edition:%s:%d:%s:%s</vt:lpwstr></property>`,
			property, esc(string(id.Publication)), id.Edition, esc(b.paper.Lang), esc(id.Checksum))
	}
	return head + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">` + inner + `</Properties>`
}

var edition = regexp.MustCompile(`^entente:edition:([A-Za-z0-9_-]+):([0-9]{1,9}):([A-Za-z-]{2,11}):([0-9a-f]{64})$`)

// most is how large the part that names the edition may be.
const most = 1 << 20

// Identity reads which edition a file claims to be, from its properties alone: nothing that its text says can pass for them. It is a
// claim: whoever needs to know holds the file against what was published. A word processor that saves the file anew keeps them.
func Identity(file []byte) (id publish.Identity, lang string, ok bool) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return publish.Identity{}, "", false
	}
	f, err := z.Open("docProps/custom.xml")
	if err != nil {
		return publish.Identity{}, "", false
	}
	text, err := io.ReadAll(io.LimitReader(f, most))
	if errors.Join(err, f.Close()) != nil {
		return publish.Identity{}, "", false
	}
	var properties struct {
		Property []struct {
			Name  string `xml:"name,attr"`
			Value string `xml:"lpwstr"`
		} `xml:"property"`
	}
	if err := xml.Unmarshal(text, &properties); err != nil {
		return publish.Identity{}, "", false
	}
	for _, p := range properties.Property {
		m := edition.FindStringSubmatch(p.Value)
		if p.Name != property || m == nil {
			continue
		}
		n, err := strconv.Atoi(m[2])
		if err != nil {
			return publish.Identity{}, "", false
		}
		return publish.Identity{Publication: record.Ref(m[1]), Edition: n, Checksum: m[4]}, m[3], true
	}
	return publish.Identity{}, "", false
}
