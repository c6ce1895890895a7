package exchange

import (
	"bytes"
	"fmt"
	"strings"

	"entente/internal/place"
	"entente/internal/record"
)

// BibTeX writes references as BibTeX entries, in the order given. Texts are UTF-8, which BibLaTeX and reference managers
// read; characters that mean something to TeX are escaped.
func BibTeX(refs []*record.Reference) []byte {
	var b bytes.Buffer
	keys := citationKeys(refs)
	for i, r := range refs {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "@%s{%s,\n", bibType(r), keys[i])
		for _, f := range bibFields(r) {
			if f[1] != "" {
				fmt.Fprintf(&b, "  %s = {%s},\n", f[0], f[1])
			}
		}
		b.WriteString("}\n")
	}
	return b.Bytes()
}

func bibType(r *record.Reference) string {
	switch r.CSLType {
	case "article-journal", "article-newspaper":
		return "article"
	case "book":
		return "book"
	case "chapter":
		return "incollection"
	case "thesis":
		return "phdthesis"
	case "report":
		return "techreport"
	}
	return "misc"
}

// bibFields are the fields of an entry; those that come out empty are not written.
func bibFields(r *record.Reference) [][2]string {
	kind := bibType(r)
	out := [][2]string{{"author", bibNames(r.Authors)}, {"editor", bibNames(r.Editors)}, {"title", "{" + bibText(r.Title) + "}"}}
	container := "howpublished"
	switch kind {
	case "article":
		container = "journal"
	case "incollection":
		container = "booktitle"
	}
	publisher := "publisher"
	switch kind {
	case "phdthesis":
		publisher = "school"
	case "techreport":
		publisher = "institution"
	}
	out = append(out, [2]string{container, bibText(r.Container)}, [2]string{publisher, bibText(r.Publisher)},
		[2]string{"volume", bibText(r.Volume)}, [2]string{"number", bibText(r.Number)},
		[2]string{"pages", strings.ReplaceAll(bibText(r.Pages), "-", "--")}, [2]string{"type", bibText(r.Genre)})
	if y := r.Issued.Year(); y > 0 {
		out = append(out, [2]string{"year", fmt.Sprintf("%04d", y)})
	}
	if m := r.Issued.Month(); m >= 1 && m <= 12 {
		out = append(out, [2]string{"month", fmt.Sprint(m)})
	}
	// An address is given as it is: it is read by programs, and braces cannot be in it.
	return append(out, [2]string{"language", bibLanguage(r.Language)}, [2]string{"url", strings.NewReplacer("{", "%7B", "}", "%7D").Replace(r.URL)})
}

func bibLanguage(code string) string {
	switch code {
	case "fr":
		return "french"
	case "en":
		return "english"
	case "es":
		return "spanish"
	case "de":
		return "german"
	case "pt":
		return "portuguese"
	case "it":
		return "italian"
	}
	return ""
}

// bibNames joins authors; a body's name stands in braces of its own, so that it is not cut into names.
func bibNames(names []record.CSLName) string {
	var out []string
	for _, n := range names {
		switch {
		case n.Literal != "":
			out = append(out, "{"+bibText(n.Literal)+"}")
		case n.Given == "":
			out = append(out, bibText(n.Family))
		default:
			out = append(out, bibText(n.Family)+", "+bibText(n.Given))
		}
	}
	return strings.Join(out, " and ")
}

// bibText escapes what TeX would take for a command. A brace alone would end the field: it is left out.
func bibText(s string) string {
	return strings.NewReplacer(
		`\`, `\textbackslash `, "{", "", "}", "", "$", `\$`, "&", `\&`, "#", `\#`, "%", `\%`, "_", `\_`, "~", `\textasciitilde `, "^", `\textasciicircum `,
	).Replace(strings.Join(strings.Fields(s), " "))
}

// citationKeys names each reference by its first author and year, "paquin2017"; those that would share a name get a letter.
func citationKeys(refs []*record.Reference) []string {
	keys := make([]string, len(refs))
	count := map[string]int{}
	for i, r := range refs {
		keys[i] = citationKey(r)
		count[keys[i]]++
	}
	given := map[string]int{}
	for i, k := range keys {
		if count[k] == 1 {
			continue
		}
		given[k]++
		keys[i] = k + suffix(given[k])
	}
	return keys
}

// suffix counts a, b … z, aa.
func suffix(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

func citationKey(r *record.Reference) string {
	name := r.Title
	if len(r.Authors) > 0 {
		if name = r.Authors[0].Family; name == "" {
			name = r.Authors[0].Literal
		}
	}
	key := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, place.Fold(name))
	if len(key) > 24 {
		key = key[:24]
	}
	if key == "" {
		key = "ref"
	}
	if y := r.Issued.Year(); y > 0 {
		key += fmt.Sprintf("%04d", y)
	}
	return key
}
