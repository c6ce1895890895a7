package extract_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"entente/internal/extract"
)

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// pack makes a package of parts, as word processors do.
func pack(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		method := zip.Deflate
		if parts[i] == "mimetype" {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// painted makes a PDF by hand: objects, of which the first is the catalogue, with a table of where they are.
func painted(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-2.0\r%\xe2\xe3\xcf\xd3\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\nsigned since then", len(at)+1, start)
	return b.Bytes()
}

func stream(head, body string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", head, len(body), body)
}

// page is a PDF of one page that paints body, and a drawing /D that paints another.
func page(body, drawing string) []byte {
	return painted(
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</D 6 0 R>>>>>>",
		stream("", body),
		"<</Type/Font/Subtype/Type1/BaseFont/X/FirstChar 97/Widths["+strings.Repeat("500 ", 26)+"]/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/fi/eacute]>>>>",
		stream("/Type/XObject/Subtype/Form", drawing),
	)
}

func TestWords(t *testing.T) {
	t.Parallel()
	const word = `<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>Compte rendu de </w:t></w:r><w:r><w:t xml:space="preserve">mission</w:t></w:r></w:p>` +
		`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r><w:del><w:r><w:delText>rayé</w:delText></w:r></w:del><w:r><w:rPr><w:vanish w:val="false"/></w:rPr><w:t>à</w:t><w:tab/><w:t>Gênes</w:t></w:r></w:p></w:body></w:document>`
	const open = `<office:document-content><office:meta>propriété</office:meta><office:body><office:text><text:tracked-changes><text:p>rayé</text:p></text:tracked-changes>` +
		`<text:h>Compte rendu</text:h><text:p>de<text:s/>mission<office:annotation><text:p>entre nous</text:p></office:annotation> à Gênes</text:p></office:text></office:body></office:document-content>`
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"a page printed by a browser": {read(t, "chromium.pdf"), "Procès-verbal\nL’accord de coopération à l’échelle fédérale : efficacité, œuvre, Noël, affluent, où.\nune délégation\nincomparablement\nnombreuse"},
		"a page set by Typst":         {read(t, "typst.pdf"), "Procès-verbal\nL’accord de coopération à l’échelle fédérale : efficacité, œuvre, Noël, affluent, où."},
		// each letter is half as wide as high; words part where there is room, as TeX writes them
		"words without spaces": {page("BT /F 10 Tf 100 700 Td [(un)-30(e)-333(d\\002l\\002)] TJ ( g) Tj 0 -12 Td (atten-) Tj T* 0 -12 Td (tive) Tj ET", ""), "une délé g\nattentive"},
		"pieces of a line":     {page("BT /F 10 Tf 1 0 0 1 100 700 Tm (ec) Tj 1 0 0 1 110 700 Tm (ho) Tj 1 0 0 1 125 700 Tm (loin) Tj ET", ""), "echo loin"},
		"letters in one piece": {page("BT /F 10 Tf 0 0 Td (\\001n) Tj ET", ""), "fin"},
		"a drawing in a page":  {page("q /D Do Q BT /F 10 Tf 100 600 Td (bas) Tj ET", "BT /F 10 Tf 100 700 Td (haut) Tj ET"), "haut\nbas"},
		"a document of Word":   {pack(t, "[Content_Types].xml", "", "word/document.xml", word, "word/footnotes.xml", `<w:p><w:r><w:t>Note</w:t></w:r></w:p>`, "word/comments.xml", `<w:t>entre nous</w:t>`), "Compte rendu de mission\nà Gênes\nNote"},
		"pages counted": {pack(t, "word/footer2.xml", margin("Rapport — ", "12"), "word/document.xml", margin("Introduction", "3"), "word/header1.xml", `<w:p><w:t>Bureau</w:t></w:p>`,
			"word/footer1.xml", margin("Rapport — ", "7")), "Introduction…\nBureau\nRapport — …"},
		"a document of LibreOffice": {pack(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", open), "Compte rendu\nde mission à Gênes"},
		"plain text":                {[]byte("Gênes\r\n\r\n\tet  Turin"), "Gênes\net Turin"},
		"plain text of long ago":    {[]byte("G\xeanes"), "Gênes"},
		"a text cut in a letter":    {[]byte(strings.Repeat("é", extract.MostText)), strings.Repeat("é", extract.MostText/2)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := extract.Words(t.Context(), c.data)
			if err != nil || got != c.want {
				t.Errorf("%q, %v, not\n%q", got, err, c.want)
			}
		})
	}
}

// margin is a text with the number of a page, all of it in a field as LibreOffice writes entries of a table of contents.
func margin(text, page string) string {
	return `<w:p><w:fldChar w:fldCharType="begin"/><w:instrText> PAGEREF </w:instrText><w:instrText>_Toc1 \h</w:instrText><w:fldChar w:fldCharType="separate"/>` +
		`<w:r><w:t>` + text + `</w:t></w:r><w:r><w:t>` + page + `</w:t></w:r><w:fldChar w:fldCharType="end"/></w:p>`
}

func TestFilesWithoutWords(t *testing.T) {
	t.Parallel()
	pages := strings.Repeat("<</Kids[", 3)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"a picture":               {[]byte("\x89PNG\r\n\x1a\n"), extract.ErrNoWords},
		"a workbook":              {pack(t, "xl/workbook.xml", "<workbook/>"), extract.ErrNoWords},
		"a program":               {[]byte{1, 2, 3, 0, 255}, extract.ErrNoWords},
		"a PDF cut off":           {read(t, "typst.pdf")[:9000], extract.ErrBroken},
		"a PDF of its first line": {[]byte("%PDF-1.4\n"), extract.ErrBroken},
		"no pages":                {painted("<</Type/Catalog>>" + pages), extract.ErrBroken},
		"a package cut off":       {pack(t, "word/document.xml", strings.Repeat("<p/>", 100))[:60], extract.ErrBroken},
		"elements too deep":       {pack(t, "word/document.xml", strings.Repeat("<w:p>", 100_000)), extract.ErrBroken},
		"no XML":                  {pack(t, "word/document.xml", "<w:t>a</w:u><<"), extract.ErrBroken},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, err := extract.Words(t.Context(), c.data); !errors.Is(err, c.want) || got != "" {
				t.Errorf("%q, %v, not %v", got, err, c.want)
			}
		})
	}
}

// TestHostileFiles: a small file that unpacks to a great deal, pages within themselves, bytes changed anywhere.
func TestHostileFiles(t *testing.T) {
	t.Parallel()
	bomb := pack(t, "word/document.xml", "<w:t>"+strings.Repeat("boum ", 9_000_000)+"</w:t>")
	if len(bomb) > 1_000_000 {
		t.Fatalf("the bomb is of %d bytes", len(bomb))
	}
	if got, err := extract.Words(t.Context(), bomb); len(got) > extract.MostText || err != nil && !errors.Is(err, extract.ErrBroken) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	loop := painted("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]/Count 9>>")
	soon, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	began := time.Now()
	if got, _ := extract.Words(soon, loop); got != "" {
		t.Errorf("pages within themselves: %q", got)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("pages within themselves took %v", took)
	}
	for _, name := range []string{"chromium.pdf", "typst.pdf"} {
		whole := read(t, name)
		for at := 0; at < len(whole); at += len(whole)/25 + 1 {
			changed := bytes.Clone(whole)
			changed[at] ^= 0x15
			in, stop := context.WithTimeout(t.Context(), 5*time.Second)
			got, err := extract.Words(in, changed)
			stop()
			if err != nil && !errors.Is(err, extract.ErrBroken) && !errors.Is(err, extract.ErrNoWords) || err != nil && got != "" {
				t.Errorf("%s changed at %d: %q, %v", name, at, got, err)
			}
		}
	}
}
