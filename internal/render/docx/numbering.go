package docx

import (
	"fmt"
	"strings"
)

const (
	bullets     = 1 // the list of all that has marks
	deepestList = 8 // levels of lists that Word knows, from 0
)

// numbered begins a numbered list and gives its id.
func (b *builder) numbered(from int) int {
	b.lists = append(b.lists, from)
	return bullets + len(b.lists)
}

// numbering is the part that says how lists are marked: one list with marks, and one numbered list for each that begins anew.
func (b *builder) numbering() string {
	var out strings.Builder
	out.WriteString(head + `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`)
	level := func(i int, kind, text, more string, hanging int) {
		fmt.Fprintf(&out, `<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="%d"/></w:pPr><w:rPr>%s<w:color w:val="%s"/></w:rPr></w:lvl>`,
			i, kind, text, 100+hanging+i*340, hanging, more, b.look.accent)
	}
	out.WriteString(`<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>`)
	for i := range deepestList + 1 {
		level(i, "bullet", []string{"•", "–", "·"}[i%3], `<w:b/>`, 300)
	}
	out.WriteString(`</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>`)
	for i := range deepestList + 1 {
		level(i, []string{"decimal", "lowerLetter", "lowerRoman"}[i%3], fmt.Sprintf("%%%d.", i+1), "", 460)
	}
	out.WriteString(`</w:abstractNum>`)
	fmt.Fprintf(&out, `<w:num w:numId="%d"><w:abstractNumId w:val="0"/></w:num>`, bullets)
	for i, from := range b.lists {
		fmt.Fprintf(&out, `<w:num w:numId="%d"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="%d"/></w:lvlOverride></w:num>`, bullets+1+i, from)
	}
	out.WriteString(`</w:numbering>`)
	return out.String()
}
