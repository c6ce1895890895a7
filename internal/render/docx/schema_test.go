package docx_test

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// orders are the sequences of ISO/IEC 29500-1 (transitional) in which the elements that we write must stand in one another. Word
// refuses a file that has them otherwise.
func orders() map[string]string {
	run := "rStyle rFonts b bCs i iCs color sz szCs u vertAlign rtl lang"
	return map[string]string{
		"pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs bidi spacing ind jc outlineLvl rPr sectPr",
		"rPr": run, "numPr": "ilvl numId", "pBdr": "top left bottom right", "body": "p* tbl* sectPr", "tbl": "tblPr tblGrid tr*", "tr": "trPr tc*", "tc": "tcPr p* tbl*",
		"trPr": "cantSplit tblHeader", "p": "pPr bookmarkStart* bookmarkEnd* r* hyperlink*", "r": "rPr t* br* tab* fldChar instrText drawing",
		"tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption", "tcPr": "tcW gridSpan tcBorders shd vAlign",
		"tcBorders": "top left bottom right", "tblBorders": "top left bottom right insideH insideV", "tblCellMar": "top left bottom right", "tblGrid": "gridCol*",
		"sectPr": "headerReference* footerReference* type pgSz pgMar titlePg", "hyperlink": "r*", "drawing": "inline anchor",
		"inline": "extent docPr cNvGraphicFramePr graphic", "anchor": "simplePos positionH positionV extent effectExtent wrapNone docPr cNvGraphicFramePr graphic",
		"style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tcPr tblStylePr", "tblStylePr": "rPr tblPr tcPr",
		"styles": "docDefaults style*", "docDefaults": "rPrDefault pPrDefault", "abstractNum": "multiLevelType lvl*", "lvl": "start numFmt lvlText lvlJc pPr rPr",
		"num": "abstractNumId lvlOverride", "lvlOverride": "startOverride", "numbering": "abstractNum* num*", "document": "body", "hdr": "p* tbl*", "ftr": "p* tbl*",
		"settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator", "fonts": "font*", "font": "altName panose1 charset family pitch",
		"pic": "nvPicPr blipFill spPr", "spPr": "xfrm prstGeom", "blipFill": "blip stretch",
	}
}

type element struct {
	name     string
	children []string
	attrs    map[string]string
}

// elements reads a part, each element after those in it.
func elements(t *testing.T, name, text string) []element {
	t.Helper()
	var out, open []element
	x := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := x.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("%s is not well-formed: %v", name, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if len(open) > 0 {
				open[len(open)-1].children = append(open[len(open)-1].children, e.Name.Local)
			}
			one := element{name: e.Name.Local, attrs: map[string]string{}}
			for _, a := range e.Attr {
				one.attrs[a.Name.Local] = a.Value
			}
			open = append(open, one)
		case xml.EndElement:
			out = append(out, open[len(open)-1])
			open = open[:len(open)-1]
		}
	}
}

// inOrder tells whether elements stand in a sequence; those with a star may come again and among one another.
func inOrder(children []string, sequence string) bool {
	rank, again := map[string]int{}, map[string]bool{}
	group := 0
	for s := range strings.FieldsSeq(sequence) {
		name, star := strings.CutSuffix(s, "*")
		if !star || !again["last"] {
			group++
		}
		rank[name], again[name], again["last"] = group, star, star
	}
	last := 0
	seen := map[string]bool{}
	for _, c := range children {
		r, known := rank[c]
		if !known || r < last || (seen[c] && !again[c]) {
			return false
		}
		last, seen[c] = r, true
	}
	return true
}

// checkSchema holds a file to what Word asks of it: order of elements, names that lead somewhere, ids that are their own.
func checkSchema(t *testing.T, name string, f map[string]string) {
	t.Helper()
	sequences := orders()
	styles := map[string]bool{}
	for _, e := range elements(t, "styles", f["word/styles.xml"]) {
		if e.name == "style" {
			styles[e.attrs["styleId"]] = true
		}
	}
	lists := map[string]bool{}
	for _, e := range elements(t, "numbering", f["word/numbering.xml"]) {
		if e.name == "num" {
			lists[e.attrs["numId"]] = true
		}
	}
	for part, text := range f {
		if !strings.HasPrefix(part, "word/") || !strings.HasSuffix(part, ".xml") {
			continue
		}
		relations := map[string]bool{}
		for _, m := range regexp.MustCompile(`Id="(rId\d+)"`).FindAllStringSubmatch(f["word/_rels/"+strings.TrimPrefix(part, "word/")+".rels"], -1) {
			relations[m[1]] = true
		}
		names, ids := map[string]bool{}, map[string]bool{}
		all := elements(t, part, text)
		for _, e := range all {
			if e.name == "bookmarkStart" {
				if names[e.attrs["name"]] || len(e.attrs["name"]) > 40 {
					t.Errorf("%s %s: bookmark %q twice, or too long", name, part, e.attrs["name"])
				}
				names[e.attrs["name"]] = true
			}
			if e.name == "docPr" || e.name == "bookmarkStart" {
				if ids[e.attrs["id"]] {
					t.Errorf("%s %s: id %s twice", name, part, e.attrs["id"])
				}
				ids[e.attrs["id"]] = true
			}
		}
		for _, e := range all {
			if s, ok := sequences[e.name]; ok && !inOrder(e.children, s) {
				t.Errorf("%s %s: in <%s> stand %v, want %s", name, part, e.name, e.children, s)
			}
			switch e.name {
			case "pStyle", "rStyle", "tblStyle", "basedOn", "next":
				if !styles[e.attrs["val"]] {
					t.Errorf("%s %s: no style %q", name, part, e.attrs["val"])
				}
			case "numId":
				if !lists[e.attrs["val"]] {
					t.Errorf("%s %s: no list %q", name, part, e.attrs["val"])
				}
			case "tc":
				if len(e.children) == 0 || e.children[len(e.children)-1] != "p" {
					t.Errorf("%s %s: a cell does not end with a paragraph: %v", name, part, e.children)
				}
			case "hyperlink":
				if a := e.attrs["anchor"]; a != "" && !names[a] {
					t.Errorf("%s %s: a link leads to %q, which is nowhere", name, part, a)
				}
			}
			for _, a := range []string{"embed", "id"} {
				if id := e.attrs[a]; strings.HasPrefix(id, "rId") && !relations[id] {
					t.Errorf("%s %s: <%s> leads to %s, which is nowhere", name, part, e.name, id)
				}
			}
		}
	}
	for part := range f {
		ending := part[strings.LastIndex(part, ".")+1:]
		if part != "[Content_Types].xml" && !slices.Contains([]string{"rels", "png"}, ending) && !strings.Contains(f["[Content_Types].xml"], `PartName="/`+part+`"`) {
			t.Errorf("%s: what %s is, is not said", name, part)
		}
	}
}

func TestElementsStandAsWordAsks(t *testing.T) {
	t.Parallel()
	for _, plain := range []bool{false, true} {
		p := every("é")
		p.Look.Plain = plain
		p.Look.Letterhead = []string{"2, rue des Jardins", "418 641-0000"}
		checkSchema(t, "every", files(t, written(t, p)))
	}
}

// TestTheCheckOfOrderSees holds the check above to its purpose.
func TestTheCheckOfOrderSees(t *testing.T) {
	t.Parallel()
	if !inOrder([]string{"p", "tbl", "p", "sectPr"}, orders()["body"]) || inOrder([]string{"sectPr", "p"}, orders()["body"]) ||
		inOrder([]string{"jc", "spacing"}, orders()["pPr"]) || inOrder([]string{"spacing", "spacing"}, orders()["pPr"]) || inOrder([]string{"blink"}, orders()["rPr"]) {
		t.Error("a wrong order passes, or a right one does not")
	}
}
