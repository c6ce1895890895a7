package verify

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// pageText is the text of a page as a reader meets it, with where its links lead: an address that was changed is a difference.
func pageText(data []byte) (string, error) {
	var out strings.Builder
	z := html.NewTokenizer(bytes.NewReader(data))
	skip := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return "", err
			}
			return out.String(), nil
		case html.TextToken:
			if skip == "" {
				out.WriteString(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch t.Data {
			case "style", "script":
				skip = t.Data
			case "a":
				for _, a := range t.Attr {
					if a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
						out.WriteString(" ⟨" + a.Val + "⟩ ")
					}
				}
			case "img":
				for _, a := range t.Attr {
					if a.Key == "alt" {
						out.WriteString(" " + a.Val + " ")
					}
				}
			}
			if !inline(t.Data) {
				out.WriteString("\n")
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if string(name) == skip {
				skip = ""
			}
			if !inline(string(name)) {
				out.WriteString("\n")
			}
		}
	}
}

// inline tells which elements do not part words.
func inline(tag string) bool {
	switch tag {
	case "a", "strong", "em", "b", "i", "span", "sup", "sub", "code":
		return true
	}
	return false
}

// metaOf gathers what a page says of itself to programs: the checksum and the publication.
func metaOf(data []byte) string {
	var out []string
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(out, " ")
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data == "body" {
				return strings.Join(out, " ")
			}
			if t.Data != "meta" {
				continue
			}
			name, content := "", ""
			for _, a := range t.Attr {
				switch a.Key {
				case "name":
					name = a.Val
				case "content":
					content = a.Val
				}
			}
			if strings.HasPrefix(name, "entente:") {
				out = append(out, content)
			}
		}
	}
}
