package column

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
)

// Titles names the columns of every kind in a language, each with a name of its own, and finds them back. It does not
// change once made and may be shared.
type Titles struct {
	catalogs *i18n.Catalogs
	kinds    map[i18n.Lang]func(record.Kind) *titles
}

type titles struct {
	of   map[string]string // pattern → title, with # for positions
	back map[string]string // folded title → pattern
}

// NewTitles makes them, for each kind when it is first asked for.
func NewTitles(catalogs *i18n.Catalogs) *Titles {
	t := &Titles{catalogs: catalogs, kinds: map[i18n.Lang]func(record.Kind) *titles{}}
	for _, lang := range i18n.Langs() {
		p := catalogs.For(lang)
		made := map[record.Kind]func() *titles{}
		for _, d := range record.Definitions() {
			made[d.Kind] = sync.OnceValue(func() *titles { return titlesOf(p, d.Kind) })
		}
		t.kinds[lang] = func(kind record.Kind) *titles { return made[kind]() }
	}
	return t
}

func titlesOf(p *i18n.Printer, kind record.Kind) *titles {
	t := &titles{of: map[string]string{}, back: map[string]string{}}
	for _, c := range Columns(kind) {
		s := compose(p, kind, c)
		if _, taken := t.back[foldTitle(s)]; taken {
			s += " [" + strings.ReplaceAll(c.Name, ".#", "") + "]"
		}
		t.of[c.Name] = s
		t.back[foldTitle(s)] = c.Name
	}
	return t
}

// compose words a pattern: "Étapes # – Lieu", "Titre (anglais)".
func compose(p *i18n.Printer, kind record.Kind, c Column) string {
	if c.Name == ID {
		return p.T("field.id")
	}
	root := strings.Split(c.Root, ".")
	var words []string
	path := ""
	for _, part := range root {
		if part == "#" {
			words[len(words)-1] += " #"
			continue
		}
		if path != "" {
			path += "."
		}
		path += part
		words = append(words, label(p, kind, path))
	}
	s := strings.Join(words, " – ")
	switch c.Part {
	case "", "value":
		return s
	case "fr", "en":
		return s + " (" + p.T("sheet.part."+c.Part) + ")"
	}
	name, lang, bilingual := strings.Cut(c.Part, ".")
	s += " – " + p.T("sheet.part."+name)
	if bilingual {
		s += " (" + p.T("sheet.part."+lang) + ")"
	}
	return s
}

// label words a field, by its kind where the same name means several things.
func label(p *i18n.Printer, kind record.Kind, path string) string {
	keys := []string{"field." + string(kind) + "." + path}
	parts := strings.Split(path, ".")
	if len(parts) > 1 {
		keys = append(keys, "field."+strings.Join(parts[len(parts)-2:], "."))
	}
	for _, k := range keys {
		if p.Has(k) {
			return p.T(k)
		}
	}
	return p.T("field." + parts[len(parts)-1])
}

// Title is what a column is called in a language.
func (t *Titles) Title(lang i18n.Lang, kind record.Kind, name string) string {
	if name == External {
		return t.catalogs.For(lang).T("sheet.key")
	}
	pattern, at := Pattern(name)
	s := t.kinds[lang](kind).of[pattern]
	if s == "" {
		return name
	}
	for _, n := range at {
		s = strings.Replace(s, "#", strconv.Itoa(n), 1)
	}
	return s
}

// Find gives the column that bears a title in either language, or its own name.
func (t *Titles) Find(kind record.Kind, title string) (string, bool) {
	if c, ok := Of(kind, strings.TrimSpace(title)); ok {
		return c.Name, true
	}
	plain, at := positions(title)
	for _, lang := range i18n.Langs() {
		if foldTitle(title) == foldTitle(t.catalogs.For(lang).T("sheet.key")) {
			return External, true
		}
		all := t.kinds[lang](kind)
		if name, ok := all.back[foldTitle(title)]; ok && !strings.Contains(name, "#") {
			return name, true
		}
		if name, ok := all.back[foldTitle(plain)]; ok && strings.Count(name, "#") == len(at) {
			return At(name, at), true
		}
	}
	return "", false
}

var position = regexp.MustCompile(` (\d{1,4})( –| -| \(| \[|$)`)

// positions takes the numbers of elements out of a title.
func positions(title string) (string, []int) {
	var at []int
	plain := position.ReplaceAllStringFunc(strings.Join(strings.Fields(title), " "), func(s string) string {
		m := position.FindStringSubmatch(s)
		if n, err := strconv.Atoi(m[1]); err == nil {
			at = append(at, n)
		}
		return " #" + m[2]
	})
	return plain, at
}

// foldTitle compares titles without accents, case and marks; positions stay.
func foldTitle(s string) string { return place.Fold(strings.ReplaceAll(s, "#", "zzposition")) }
