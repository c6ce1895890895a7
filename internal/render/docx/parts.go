package docx

import (
	"fmt"
	"strings"
	"time"

	"entente/internal/publish"
)

const (
	head   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	spaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

	relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packageLinks = head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relationship + `officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`<Relationship Id="rId3" Type="` + relationship + `extended-properties" Target="docProps/app.xml"/>` +
		`<Relationship Id="rId4" Type="` + relationship + `custom-properties" Target="docProps/custom.xml"/></Relationships>`
)

// fontTable names what stands in for our fonts where they are not installed.
const fontTable = head + `<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
	`<w:font w:name="Inter"><w:altName w:val="Segoe UI"/><w:panose1 w:val="020B0502030000000004"/><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>` +
	`<w:font w:name="Georgia"><w:panose1 w:val="02040502050405020303"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>` +
	`</w:fonts>`

// relations are what a part leads to, each once.
type relations struct {
	rows []string
	ids  map[string]string
}

func (r *relations) add(kind, target string, outside bool) string {
	key := kind + " " + target
	if id := r.ids[key]; id != "" {
		return id
	}
	if r.ids == nil {
		r.ids = map[string]string{}
	}
	id := fmt.Sprintf("rId%d", len(r.rows)+1)
	r.ids[key] = id
	mode := ""
	if outside {
		mode = ` TargetMode="External"`
	}
	r.rows = append(r.rows, fmt.Sprintf(`<Relationship Id="%s" Type="%s" Target="%s"%s/>`, id, relationship+kind, esc(target), mode))
	return id
}

func (r *relations) text() string {
	return head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + strings.Join(r.rows, "") + `</Relationships>`
}

// frame is a head or a foot of pages.
type frame struct {
	name  string
	text  string
	links *relations
}

func (b *builder) frame(kind, content string, links *relations) string {
	name := fmt.Sprintf("%s%d.xml", map[string]string{"header": "header", "footer": "footer"}[kind], len(b.frames)+1)
	tag := map[string]string{"header": "hdr", "footer": "ftr"}[kind]
	b.frames = append(b.frames, frame{name, head + `<w:` + tag + ` ` + spaces + `>` + content + `</w:` + tag + `>`, links})
	return b.links.add(kind, name, false)
}

var pageSetup = fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="680" w:footer="620" w:gutter="0"/>`,
	pageWidth, pageHeight, topMargin, sideMargin, footMargin, sideMargin)

// lastSection is the setting of the pages after the cover.
func (b *builder) lastSection() string {
	p := b.paper
	b.links.add("styles", "styles.xml", false)
	b.links.add("numbering", "numbering.xml", false)
	b.links.add("settings", "settings.xml", false)
	b.links.add("fontTable", "fontTable.xml", false)
	name := joined(" — ", p.Office, p.Title)
	number := `<w:r><w:tab/></w:r>` + field("PAGE", "1", `<w:b/><w:bCs/>`)
	foot := b.frame("footer", paragraph("Footer", "", b.plainRun(short(oneLine(name), 110))+number), &relations{})
	if !p.Look.Plain {
		top := b.frame("header", paragraph("Header", "", b.plainRun(short(oneLine(joined(" · ", p.Office, p.Look.Unit)), 110))), &relations{})
		return fmt.Sprintf(`<w:sectPr><w:headerReference w:type="default" r:id="%s"/><w:footerReference w:type="default" r:id="%s"/>%s</w:sectPr>`, top, foot, pageSetup)
	}
	first := b.letterhead()
	blank := b.frame("header", paragraph("Header", "", b.plainRun(short(oneLine(name), 110))), &relations{})
	none := b.frame("footer", gap, &relations{})
	return fmt.Sprintf(`<w:sectPr><w:headerReference w:type="first" r:id="%s"/><w:headerReference w:type="default" r:id="%s"/><w:footerReference w:type="first" r:id="%s"/><w:footerReference w:type="default" r:id="%s"/>%s<w:titlePg/></w:sectPr>`,
		first, blank, none, foot, pageSetup)
}

// letterhead is the head of the first page of a letter: logo, office, address, over a rule.
func (b *builder) letterhead() string {
	p, links := b.paper, &relations{}
	left, right := "", ""
	if logo := b.logo(0); logo != nil {
		width, height := logoSize(logo, 60)
		left += paragraph("LetterOffice", "", b.inline(links, logo.name, either(p.Look.LogoName, p.Office), "", width, height))
	}
	left += paragraph("LetterOffice", "", b.plainRun(p.Office))
	if p.Look.Unit != "" {
		left += paragraph("Letterhead", "", b.plainRun(p.Look.Unit))
	}
	for _, l := range p.Look.Letterhead {
		right += paragraph("Letterhead", side(true), b.plainRun(l))
	}
	half := textWidth / 2
	look := `<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`
	return b.frame("header", table("LetterTable", textWidth, []int{half, textWidth - half}, look, "",
		row("", cell(half, "", left), cell(textWidth-half, "", ended(right))))+gap, links)
}

func (b *builder) contentTypes() string {
	var out strings.Builder
	const word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	out.WriteString(head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>`)
	override := func(name, kind string) {
		fmt.Fprintf(&out, `<Override PartName="/%s" ContentType="%s"/>`, name, kind)
	}
	override("word/document.xml", word+"document.main+xml")
	for _, s := range []string{"styles", "numbering", "settings", "fontTable"} {
		override("word/"+s+".xml", word+s+"+xml")
	}
	for _, f := range b.frames {
		override("word/"+f.name, word+f.name[:6]+"+xml")
	}
	override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
	override("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
	override("docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml")
	out.WriteString(`</Types>`)
	return out.String()
}

// core is what the file says of itself to whoever keeps files.
func (b *builder) core() string {
	p := b.paper
	when := ""
	if t := instant(p); t != "" {
		when = fmt.Sprintf(`<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%s</dcterms:modified>`, t, t)
	}
	return head + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + esc(oneLine(p.Title)) + `</dc:title><dc:subject>` + esc(oneLine(p.Subtitle)) + `</dc:subject><dc:creator>` + esc(oneLine(p.Office)) + `</dc:creator><dc:language>` + b.lang + `</dc:language>` + when + `</cp:coreProperties>`
}

// instant is when the paper was published, or what it draws on last changed.
func instant(p *publish.Paper) string {
	for _, s := range []string{p.Identity.Issued, p.Updated} {
		for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
			if t, err := time.Parse(layout, s); err == nil {
				return t.UTC().Format(time.RFC3339)
			}
		}
	}
	return ""
}

func (b *builder) settings() string {
	list := ","
	point := "."
	if strings.HasPrefix(b.lang, "fr") {
		list, point = ";", ","
	}
	return head + `<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>` +
		`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
		`<w:themeFontLang w:val="` + b.lang + `"/><w:decimalSymbol w:val="` + point + `"/><w:listSeparator w:val="` + list + `"/></w:settings>`
}
