package docx

import (
	"fmt"
	"strings"
)

// A style is a style of paragraphs.
type style struct {
	id, name    string
	based, next string
	priority    int
	paragraph   string // properties, in the order of the schema
	run         string
}

func (s style) text() string {
	var out strings.Builder
	own := ` w:customStyle="1"`
	if builtIn(s.name) {
		own = ""
	}
	first := ""
	if s.id == "Normal" {
		first = ` w:default="1"`
	}
	fmt.Fprintf(&out, `<w:style w:type="paragraph"%s%s w:styleId="%s"><w:name w:val="%s"/>`, first, own, s.id, s.name)
	if s.based != "" {
		fmt.Fprintf(&out, `<w:basedOn w:val="%s"/>`, s.based)
	}
	if s.next != "" {
		fmt.Fprintf(&out, `<w:next w:val="%s"/>`, s.next)
	}
	fmt.Fprintf(&out, `<w:uiPriority w:val="%d"/><w:qFormat/>`, s.priority)
	if s.paragraph != "" {
		out.WriteString(`<w:pPr>` + s.paragraph + `</w:pPr>`)
	}
	if s.run != "" {
		out.WriteString(`<w:rPr>` + s.run + `</w:rPr>`)
	}
	out.WriteString(`</w:style>`)
	return out.String()
}

// builtIn tells the styles that Word knows by their names: in another language it shows them under its own.
func builtIn(name string) bool {
	switch name {
	case "Normal", "Body Text", "Title", "Subtitle", "caption", "List Bullet", "List Number", "Quote", "TOC Heading", "header", "footer":
		return true
	}
	return strings.HasPrefix(name, "heading ") || strings.HasPrefix(name, "toc ")
}

const (
	sans  = `<w:rFonts w:ascii="Inter" w:hAnsi="Inter" w:eastAsia="Inter" w:cs="Arial"/>`
	serif = `<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:eastAsia="Georgia" w:cs="Times New Roman"/>`
)

// letters are properties of a run: bold, slanted, colour, size in half points.
func letters(font string, bold, slanted bool, colour string, size int) string {
	out := font
	if bold {
		out += `<w:b/><w:bCs/>`
	}
	if slanted {
		out += `<w:i/><w:iCs/>`
	}
	if colour != "" {
		out += `<w:color w:val="` + colour + `"/>`
	}
	if size > 0 {
		out += fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, size, size)
	}
	return out
}

// space is the room before and after a paragraph in twentieths of a point, and the height of its lines in 240ths.
func space(before, after, line int) string {
	return fmt.Sprintf(`<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="auto"/>`, before, after, line)
}

func (b *builder) styles() string {
	var out strings.Builder
	out.WriteString(head + `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>` +
		sans + `<w:color w:val="` + ink + `"/><w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="` + b.lang + `" w:eastAsia="` + b.lang + `" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>` + space(0, 120, 276) + `</w:pPr></w:pPrDefault></w:docDefaults>`)
	for _, s := range b.paragraphStyles() {
		out.WriteString(s.text())
	}
	fmt.Fprintf(&out, `<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style><w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:uiPriority w:val="99"/><w:rPr><w:color w:val="%s"/><w:u w:val="single"/></w:rPr></w:style>`, b.look.accent)
	out.WriteString(b.tableStyles())
	out.WriteString(`</w:styles>`)
	return out.String()
}

func (b *builder) paragraphStyles() []style {
	l := b.look
	below := func(size int, colour string) string {
		return fmt.Sprintf(`<w:pBdr><w:bottom w:val="single" w:sz="%d" w:space="4" w:color="%s"/></w:pBdr>`, size, colour)
	}
	outline := func(n int) string { return fmt.Sprintf(`<w:outlineLvl w:val="%d"/>`, n) }
	const keep = `<w:keepNext/><w:keepLines/>`
	right := fmt.Sprintf(`<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="%d"/></w:tabs>`, textWidth)
	foot := fmt.Sprintf(`<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="%s"/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, rule, textWidth)
	all := []style{
		{id: "Normal", name: "Normal"},
		{id: "BodyText", name: "Body Text", based: "Normal", priority: 1, paragraph: space(0, 140, 288)},
		{id: "Annex", name: "Entente Annex", based: "BodyText", priority: 30, paragraph: space(0, 80, 264), run: letters("", false, false, "", 18)},
		{id: "Said", name: "Entente Lead", based: "BodyText", next: "BodyText", priority: 20, paragraph: keep + space(160, 80, 276), run: letters("", true, false, "", 0)},
		{id: "Heading2", name: "heading 2", based: "Normal", next: "BodyText", priority: 9, paragraph: keep + space(340, 120, 252) + outline(1), run: letters("", true, false, l.accent, 26)},
		{id: "Heading3", name: "heading 3", based: "Normal", next: "BodyText", priority: 9, paragraph: keep + space(260, 90, 252) + outline(2), run: letters("", true, false, l.deep, 22)},
		{id: "Heading4", name: "heading 4", based: "Normal", next: "BodyText", priority: 9, paragraph: keep + space(220, 80, 252) + outline(3), run: letters("", true, false, ink, 20)},
		{id: "Heading5", name: "heading 5", based: "Normal", next: "BodyText", priority: 9, paragraph: keep + space(200, 80, 252) + outline(4), run: letters("", true, false, quiet, 20)},
		{id: "Heading6", name: "heading 6", based: "Normal", next: "BodyText", priority: 9, paragraph: keep + space(200, 80, 252) + outline(5), run: letters("", true, false, quiet, 20)},
		{id: "TOCHeading", name: "TOC Heading", based: "Normal", next: "Normal", priority: 39, paragraph: keep + below(16, l.mark) + space(0, 320, 240), run: letters(serif, true, false, l.deep, 40)},
		{id: "TOC1", name: "toc 1", based: "Normal", next: "Normal", priority: 39, paragraph: right + space(160, 60, 252), run: letters("", true, false, l.deep, 0)},
		{id: "TOC2", name: "toc 2", based: "Normal", next: "Normal", priority: 39, paragraph: right + space(0, 60, 252) + `<w:ind w:left="283"/>`},
		{id: "ListBullet", name: "List Bullet", based: "BodyText", priority: 10, paragraph: fmt.Sprintf(`<w:numPr><w:numId w:val="%d"/></w:numPr>`, bullets) + space(0, 70, 276)},
		{id: "ListNumber", name: "List Number", based: "BodyText", priority: 10, paragraph: space(0, 70, 276)},
		{id: "ListBulletSmall", name: "Entente List Bullet Small", based: "ListBullet", priority: 30, paragraph: space(0, 30, 252), run: letters("", false, false, "", 18)},
		{id: "ListNumberSmall", name: "Entente List Number Small", based: "ListNumber", priority: 30, paragraph: space(0, 30, 252), run: letters("", false, false, "", 18)},
		{id: "Itself", name: "Entente Itself", based: "Normal", next: "Colophon", priority: 32, paragraph: keep + fmt.Sprintf(`<w:pBdr><w:top w:val="single" w:sz="4" w:space="8" w:color="%s"/></w:pBdr>`, rule) + space(420, 60, 252) + outline(1), run: letters("", true, false, quiet, 18)},
		{id: "Lines", name: "Entente Lines", based: "BodyText", priority: 21, paragraph: space(0, 0, 276)},
		{id: "Caption", name: "caption", based: "Normal", next: "BodyText", priority: 35, paragraph: space(60, 260, 252), run: letters("", false, false, quiet, 17)},
		{id: "TableCaption", name: "Entente Table Caption", based: "Caption", next: "BodyText", priority: 35, paragraph: `<w:keepNext/>` + space(240, 100, 252)},
		{id: "Figure", name: "Entente Figure", based: "Normal", next: "Caption", priority: 34, paragraph: `<w:keepNext/>` + space(200, 60, 240)},
		{id: "TableText", name: "Entente Table Text", based: "Normal", priority: 22, paragraph: space(50, 50, 252), run: letters("", false, false, "", 18)},
		{id: "TableTextSmall", name: "Entente Table Text Small", based: "TableText", priority: 22, run: letters("", false, false, "", 16)},
		{id: "TableTextTiny", name: "Entente Table Text Tiny", based: "TableText", priority: 22, run: letters("", false, false, "", 14)},
		{id: "TableHead", name: "Entente Table Head", based: "TableText", priority: 22, paragraph: `<w:keepNext/>`, run: letters("", true, false, paper, 0)},
		{id: "TableHeadSmall", name: "Entente Table Head Small", based: "TableHead", priority: 22, run: letters("", true, false, paper, 16)},
		{id: "TableHeadTiny", name: "Entente Table Head Tiny", based: "TableHead", priority: 22, run: letters("", true, false, paper, 14)},
		{id: "FactName", name: "Entente Fact Name", based: "TableText", priority: 23, run: letters("", true, false, quiet, 0)},
		{id: "TileValue", name: "Entente Tile Value", based: "Normal", next: "TileLabel", priority: 24, paragraph: `<w:keepNext/>` + space(80, 0, 240), run: letters("", true, false, l.accent, 44)},
		{id: "TileValueLong", name: "Entente Tile Value Long", based: "TileValue", next: "TileLabel", priority: 24, run: letters("", true, false, l.accent, 28)},
		{id: "TileLabel", name: "Entente Tile Label", based: "Normal", priority: 24, paragraph: space(0, 100, 252), run: letters("", false, false, "", 17)},
		{id: "BoxTitle", name: "Entente Box Title", based: "BodyText", next: "BodyText", priority: 25, paragraph: keep + space(0, 80, 264), run: letters("", true, false, l.deep, 21)},
		{id: "Quote", name: "Quote", based: "BodyText", next: "BodyText", priority: 29, paragraph: fmt.Sprintf(`<w:pBdr><w:left w:val="single" w:sz="12" w:space="12" w:color="%s"/></w:pBdr>`, rule) + space(60, 120, 288) + `<w:ind w:left="400" w:right="400"/>`, run: letters(serif, false, true, "", 21)},
		{id: "Code", name: "Entente Code", based: "Normal", priority: 31, paragraph: fmt.Sprintf(`<w:shd w:val="clear" w:color="auto" w:fill="%s"/>`, l.wash) + space(80, 160, 252), run: letters(`<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>`, false, false, "", 18)},
		{id: "Header", name: "header", based: "Normal", priority: 99, paragraph: space(0, 0, 240) + `<w:jc w:val="right"/>`, run: letters("", false, false, quiet, 16)},
		{id: "Footer", name: "footer", based: "Normal", priority: 99, paragraph: foot + space(0, 0, 240), run: letters("", false, false, quiet, 16)},
		{id: "Colophon", name: "Entente Colophon", based: "Normal", priority: 32, paragraph: space(0, 80, 264), run: letters("", false, false, quiet, 18)},
		{id: "Gap", name: "Entente Gap", based: "Normal", priority: 98, paragraph: `<w:spacing w:before="0" w:after="60" w:line="160" w:lineRule="exact"/>`, run: letters("", false, false, "", 8)},
		{id: "LetterOffice", name: "Entente Letter Office", based: "Normal", priority: 26, paragraph: space(0, 20, 252), run: letters("", true, false, l.deep, 23)},
		{id: "Object", name: "Entente Object", based: "Normal", next: "BodyText", priority: 10, paragraph: keep + space(300, 300, 252) + outline(0), run: letters("", true, false, l.deep, 21)},
		{id: "Letterhead", name: "Entente Letterhead", based: "Normal", priority: 26, paragraph: space(0, 0, 252), run: letters("", false, false, quiet, 17)},
	}
	if b.paper.Look.Plain {
		return append(all,
			style{id: "Heading1", name: "heading 1", based: "Normal", next: "BodyText", priority: 9, paragraph: keep + space(320, 100, 252) + outline(0), run: letters("", true, false, l.accent, 26)},
			style{id: "Title", name: "Title", based: "Normal", next: "BodyText", priority: 10, paragraph: keep + space(0, 200, 228), run: letters(serif, true, false, l.deep, 42)},
			style{id: "Subtitle", name: "Subtitle", based: "Normal", next: "Title", priority: 11, paragraph: `<w:keepNext/>` + space(200, 60, 252), run: letters("", true, false, l.accent, 19)},
		)
	}
	ground := fmt.Sprintf(`<w:shd w:val="clear" w:color="auto" w:fill="%s"/>`, l.deep)
	mark := fmt.Sprintf(`<w:pBdr><w:top w:val="single" w:sz="24" w:space="16" w:color="%s"/></w:pBdr>`, l.mark)
	return append(all,
		style{id: "Heading1", name: "heading 1", based: "Normal", next: "BodyText", priority: 9, paragraph: keep + below(14, l.mark) + space(560, 240, 240) + outline(0), run: letters(serif, true, false, l.deep, 40)},
		style{id: "Title", name: "Title", based: "Normal", next: "Subtitle", priority: 10, paragraph: mark + ground + space(3900, 200, 216), run: letters(serif, true, false, paper, 76)},
		style{id: "Subtitle", name: "Subtitle", based: "Normal", next: "BodyText", priority: 11, paragraph: ground + space(0, 200, 252), run: letters("", false, false, paper, 28)},
		style{id: "CoverOffice", name: "Entente Cover Office", based: "Normal", priority: 26, paragraph: ground + space(0, 40, 252), run: letters("", true, false, paper, 26)},
		style{id: "CoverUnit", name: "Entente Cover Unit", based: "Normal", priority: 26, paragraph: ground + space(0, 0, 252), run: letters("", false, false, paper, 21)},
		style{id: "CoverEdition", name: "Entente Cover Edition", based: "Normal", priority: 26, paragraph: ground + space(600, 0, 252), run: letters("", false, false, paper, 19)},
	)
}

func (b *builder) tableStyles() string {
	l := b.look
	one := func(id, name, borders, more, parts string, top, left, bottom, right int) string {
		return fmt.Sprintf(`<w:style w:type="table" w:customStyle="1" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr>%s<w:tblCellMar><w:top w:w="%d" w:type="dxa"/><w:left w:w="%d" w:type="dxa"/><w:bottom w:w="%d" w:type="dxa"/><w:right w:w="%d" w:type="dxa"/></w:tblCellMar></w:tblPr>%s%s</w:style>`,
			id, name, borders, top, left, bottom, right, more, parts)
	}
	line := func(side string, size int, colour string) string {
		return fmt.Sprintf(`<w:%s w:val="single" w:sz="%d" w:space="0" w:color="%s"/>`, side, size, colour)
	}
	headRow := fmt.Sprintf(`<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/><w:color w:val="%s"/></w:rPr><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="%s"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>`, paper, l.deep)
	return `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		one("Entente", "Entente Table", `<w:tblBorders>`+line("bottom", 6, rule)+line("insideH", 4, rule)+`</w:tblBorders>`, "", headRow, 0, 100, 0, 100) +
		one("Facts", "Entente Facts", `<w:tblBorders>`+line("insideH", 4, rule)+`</w:tblBorders>`, "", "", 0, 0, 0, 100) +
		one("Box", "Entente Box", `<w:tblBorders>`+line("left", 24, l.mark)+`</w:tblBorders>`, fmt.Sprintf(`<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="%s"/></w:tcPr>`, l.tint), "", 140, 240, 100, 240) +
		one("Tiles", "Entente Tiles", "", "", "", 0, 160, 0, 80) +
		one("LetterTable", "Entente Letterhead Table", `<w:tblBorders>`+line("bottom", 12, l.mark)+`</w:tblBorders>`, "", "", 0, 0, 120, 0)
}
