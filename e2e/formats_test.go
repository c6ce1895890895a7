package e2e_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"entente/internal/publish"
)

// pair is a figure as it is told: computed from the records, and declared by the document of 2024; "" where it cannot be computed.
type pair [2]string

// yearTold is what the year 2024 comes to, by the documents and by hand.
func yearTold() map[string]pair {
	return map[string]pair{
		"visits": {"21", "21"}, "visits.courtesy": {"10", "10"}, "visits.collaboration": {"7", "7"}, "visits.strategic": {"4", "4"},
		"missions": {"8", "8"}, "countries": {"7", "7"}, "cities": {"13", "11"}, "participations": {"6", "9"}, "forums": {"5", "5"},
		"agreements.new": {"3", "3"}, "services": {"", "15"}, "partners": {"27", "27"}, "emissions": {"", "155"}, "offset.cost": {"", "4066.13"},
	}
}

// sentences are the figures of the running text, in its order and in its words.
func sentences() map[string][]string {
	return map[string][]string{
		"fr": {"21 accueils", "10 accueils de courtoisie", "sept accueils de collaboration", "quatre accueils stratégiques", "Huit missions", "sept pays", "13 villes",
			"11 villes", "Six participations actives", "cinq forums", "neuf participations actives", "Trois nouvelles ententes",
			"15 services associés à l’action internationale", "27 partenaires externes", "155 t éq. CO₂", "4 066,13 $"},
		"en": {"21 visits received", "10 courtesy visits", "seven collaboration visits", "four strategic visits", "Eight missions", "seven countries", "13 cities",
			"11 cities", "Six active participations", "five forums", "nine active participations", "Three new agreements",
			"15 services involved in international action", "27 external partners", "155 t CO₂e", "$4,066.13"},
	}
}

// TestTheReportIsTheSameInEveryFormat takes the text out of the files of a published report, HTML, PDF, Word and data in French and
// in English, and holds the figures of each against what they have to be, and the texts against one another.
func TestTheReportIsTheSameInEveryFormat(t *testing.T) {
	t.Parallel()
	for lang, path := range map[string]string{"fr": "/fr/rapports/2024/editions/1", "en": "/en/reports/2024/editions/1"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			files := map[string][]byte{}
			for _, format := range []string{"json", "html", "docx", "pdf"} {
				files[format] = awaited(t, must(t, common.site).base+path+"."+format)
			}
			var paper publish.Paper
			if err := json.Unmarshal(files["json"], &paper); err != nil {
				t.Fatal(err)
			}
			labels := map[string]string{} // of the figures, with the year of those of another
			for _, n := range paper.Figures {
				labels[n.Key] = n.Label
				if n.Period != "2024" {
					labels[n.Key] += " (" + n.Period + ")"
				}
			}
			told := map[string]map[string]pair{"json": {}}
			for _, n := range paper.Figures {
				told["json"][n.Key] = pair{amount(t, n.Shown), amount(t, n.Said)}
			}
			page, err := html.Parse(bytes.NewReader(files["html"]))
			if err != nil {
				t.Fatal(err)
			}
			word := wordOf(t, files["docx"])
			printed := printedOf(t, files["pdf"])
			told["html"] = fromRows(t, pageRows(page), labels)
			told["docx"] = fromRows(t, word.rows, labels)
			told["pdf"] = fromPrint(t, printed, labels)
			for format, got := range told {
				for key, want := range yearTold() {
					if got[key] != want {
						t.Errorf("%s: %s is %q, computed and declared, not %q", format, key, got[key], want)
					}
				}
				if len(got) != len(yearTold()) {
					t.Errorf("%s tells of the figures %q", format, slices.Sorted(maps.Keys(got)))
				}
			}
			want := sentences()[lang]
			for format, got := range map[string][]string{"json": figuresIn(&paper), "html": figureLinks(page), "docx": word.figures} {
				if !within(got, want) {
					t.Errorf("%s: the running text tells %q, not %q", format, got, want)
				}
			}
			whole := map[string]string{"html": squeezed(words(page)), "docx": squeezed(word.text), "pdf": squeezed(printed)}
			n := 0
			eachText(&paper, func(s string) {
				n++
				for format, text := range whole {
					if !says(text, squeezed(s)) {
						t.Errorf("%s lacks %q", format, s)
					}
				}
			})
			if n < 300 {
				t.Errorf("%d texts were compared, want 300 at least", n)
			}
		})
	}
}

// within tells whether a list holds the entries of another, in their order.
func within(list, want []string) bool {
	for _, s := range list {
		if len(want) > 0 && s == want[0] {
			want = want[1:]
		}
	}
	return len(want) == 0
}

// says tells whether a text holds another, which the end of a page may part in two.
func says(text, s string) bool {
	const least = 20 // letters on each page
	if strings.Contains(text, s) {
		return true
	}
	for i := least; i < len(s)-least; i++ {
		if strings.Contains(text, s[:i]) && strings.Contains(text, s[i:]) {
			return true
		}
	}
	return false
}

// awaited asks for a file until it is made.
func awaited(t *testing.T, url string) []byte {
	t.Helper()
	const patience, pause = 3 * time.Minute, 200 * time.Millisecond
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(pause) {
		answer, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		if err := errors.Join(err, answer.Body.Close()); err != nil {
			t.Fatal(err)
		}
		if answer.StatusCode == http.StatusOK {
			return body
		}
	}
	t.Fatalf("%s was not made", url)
	return nil
}

var (
	anAmount = regexp.MustCompile(`\d{1,3}(?:[ ,]\d{3})*(?:[.,]\d{1,2})?`)
	aValue   = `(Non calculable|Cannot be computed|\$?\d{1,3}(?:[ ,]\d{3})*(?:[.,]\d{1,2})?(?: (?:t éq\. CO₂|t CO₂e|\$))?)`
)

// amount is a number that a language has written, as a program would write it; "" where there is none.
func amount(t *testing.T, s string) string {
	t.Helper()
	s = plain(s)
	m := anAmount.FindString(s)
	if m == "" {
		return ""
	}
	if whole, part, ok := strings.Cut(m, ","); ok && len(part) < 3 { // French
		m = whole + "." + part
	}
	return strings.NewReplacer(" ", "", ",", "").Replace(m)
}

// plain makes of every run of spaces, of whatever width, a plain one, and puts together the words that were parted at the end of a line.
func plain(s string) string {
	s = strings.NewReplacer("\u00ad\n", "", "\u00ad", "", "\u2060", "").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// squeezed is a text without its spaces.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00ad' || r == '\u2060' || r == '\u200b' {
			return -1
		}
		return r
	}, s)
}

// fromRows reads the table that has every figure: its name, what was computed, what was declared, and the rule.
func fromRows(t *testing.T, rows [][]string, labels map[string]string) map[string]pair {
	t.Helper()
	out := map[string]pair{}
	for _, row := range rows {
		for key, label := range labels {
			if len(row) == 4 && row[0] == label { // the last: before it stand those that differ, the declared number first
				out[key] = pair{amount(t, row[1]), amount(t, row[2])}
			}
		}
	}
	return out
}

// fromPrint reads the same of what is printed, where the cells of a row follow one another.
func fromPrint(t *testing.T, text string, labels map[string]string) map[string]pair {
	t.Helper()
	out := map[string]pair{}
	for key, label := range labels {
		for _, m := range regexp.MustCompile(regexp.QuoteMeta(plain(label))+` `+aValue+` `+aValue+` \pL`).FindAllStringSubmatch(plain(text), -1) {
			out[key] = pair{amount(t, m[1]), amount(t, m[2])}
		}
	}
	return out
}

// pageRows are the rows of all tables of a page.
func pageRows(page *html.Node) [][]string {
	var out [][]string
	for tr := range elements(page, "tr") {
		var row []string
		for cell := range elements(tr, "") {
			if cell.Data == "td" || cell.Data == "th" {
				row = append(row, words(cell))
			}
		}
		out = append(out, row)
	}
	return out
}

// figureLinks are the figures that a page tells, where they lead to what they count.
func figureLinks(page *html.Node) []string {
	var out []string
	for a := range elements(page, "a") {
		if slices.Contains(classes(a), "figure") {
			out = append(out, words(a))
		}
	}
	return out
}

func figuresIn(p *publish.Paper) []string {
	var out []string
	publish.EachSpan(p, func(s *publish.Span) {
		if s.Figure != "" {
			out = append(out, plain(s.Text))
		}
	})
	return out
}

// eachText gives the paragraphs, entries, titles and cells of a paper, one after the other.
func eachText(p *publish.Paper, give func(string)) {
	join := func(all []publish.Span) {
		var b strings.Builder
		for _, s := range all {
			b.WriteString(s.Text)
		}
		give(b.String())
	}
	var blocks func([]publish.Block)
	blocks = func(all []publish.Block) {
		for _, b := range all {
			give(b.Title)
			join(b.Spans)
			for _, i := range b.Items {
				join(i.Spans)
				for _, below := range i.Items {
					join(below.Spans)
				}
			}
			for _, f := range b.Facts {
				give(f.Name)
				join(f.Spans)
			}
			if b.Table != nil {
				for _, row := range append([][]publish.Cell{b.Table.Head}, b.Table.Rows...) {
					for _, c := range row {
						join(c.Spans)
					}
				}
			}
			blocks(b.Inner)
		}
	}
	var sections func([]publish.Section)
	sections = func(all []publish.Section) {
		for _, s := range all {
			give(s.Title)
			blocks(s.Blocks)
			sections(s.Sections)
		}
	}
	give(p.Title)
	blocks(p.Opening)
	sections(p.Sections)
}

// word is what a document of a word processor says.
type word struct {
	text    string
	rows    [][]string // of its tables
	figures []string   // that lead to what they count
}

func wordOf(t *testing.T, file []byte) word {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}()
	var out word
	var all, link, cell strings.Builder
	var row []string
	counted, text := false, false
	for d := xml.NewDecoder(f); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			out.text = all.String()
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "hyperlink":
				counted = slices.ContainsFunc(e.Attr, func(a xml.Attr) bool { return strings.HasPrefix(a.Value, "figure_") })
				link.Reset()
			case "tr":
				row = nil
			case "tc":
				cell.Reset()
			case "t":
				text = true
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "hyperlink":
				if counted {
					out.figures = append(out.figures, plain(link.String()))
				}
				counted = false
			case "tc":
				row = append(row, plain(cell.String()))
			case "tr":
				out.rows = append(out.rows, row)
			case "p":
				all.WriteByte('\n')
				cell.WriteByte(' ')
			case "t":
				text = false
			}
		case xml.CharData:
			if text {
				all.Write(e)
				link.Write(e)
				cell.Write(e)
			}
		}
	}
}

// printedOf is the text of a PDF as Poppler takes it out, in the order in which it was written.
func printedOf(t *testing.T, file []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.CommandContext(t.Context(), "pdftotext", "-raw", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext (poppler-utils): %v", err)
	}
	return string(text)
}
