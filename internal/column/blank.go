package column

import (
	"slices"
	"strings"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/sheet"
)

// Blank makes the table that people fill in with records of a kind: its usual columns, in their language.
func (t *Tools) Blank(lang i18n.Lang, kind record.Kind) sheet.Blank {
	p := t.Catalogs.For(lang)
	b := sheet.Blank{
		Name: i18n.Capital(p.T("kind." + string(kind) + ".other")), Note: p.T("sheet.blank.note", "kinds", p.T("kind."+string(kind)+".other")),
		Help: p.T("sheet.blank.help"), Lists: p.T("sheet.blank.lists"),
		Heads: [3]string{p.T("sheet.blank.column"), p.T("sheet.blank.says"), p.T("sheet.blank.needed")},
	}
	for _, name := range Usual(kind) {
		c, _ := Of(kind, name)
		col := sheet.BlankColumn{Title: t.Titles.Title(lang, kind, name), Says: p.T("sheet.hint." + string(c.Sort)), Wide: c.Wide}
		if name == External {
			col.Says = p.T("sheet.hint.key")
		}
		if c.Needed {
			col.Needed = p.T("sheet.yes")
		}
		if c.Sort == Code {
			w := t.Writer(lang, nil)
			for _, code := range record.Vocabulary(c.Vocab) {
				col.Choices = append(col.Choices, w.code(c.Vocab, code))
			}
		}
		if c.Sort == YesNo {
			col.Choices = []string{p.T("sheet.yes"), p.T("sheet.no")}
		}
		b.Columns = append(b.Columns, col)
	}
	return b
}

// Usual are the columns that people fill in: whole values rather than their parts, the first element of each list.
func Usual(kind record.Kind) []string {
	out := []string{External}
	for _, c := range Columns(kind) {
		name := At(c.Name, ones(c.Name))
		first, _, _ := strings.Cut(c.Name, ".")
		whole := c.Part == "" || c.Part == "fr" || c.Part == "en" || c.Part == "country"
		if c.Name == ID || c.Hidden || !whole || slices.Contains([]string{"office", "shared_with", "sources", "documents", "external"}, first) {
			continue
		}
		if strings.Count(c.Name, "#") > 1 {
			continue
		}
		out = append(out, name)
	}
	return out
}
