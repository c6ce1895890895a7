package i18n

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"entente/internal/record"
)

// Printer words messages and values in one language. It does not change once made; any number of goroutines may use it.
type Printer struct {
	lang      Lang
	grammar   grammar
	messages  map[string]message
	plurals   plurals
	collators *sync.Pool
}

func newPrinter(lang Lang, messages map[string]message) (*Printer, error) {
	pl, err := newPlurals(lang)
	if err != nil {
		return nil, err
	}
	return &Printer{
		lang:      lang,
		grammar:   lang.grammar(),
		messages:  messages,
		plurals:   pl,
		collators: newCollators(lang),
	}, nil
}

// Lang returns the language of p.
func (p *Printer) Lang() Lang { return p.lang }

// Has tells whether there is a message for key.
func (p *Printer) Has(key string) bool {
	_, ok := p.messages[key]
	return ok
}

// Keys lists the keys of the catalog in order, without those of single plural forms.
func (p *Printer) Keys() []string {
	keys := slices.Collect(maps.Keys(p.messages))
	keys = slices.DeleteFunc(keys, func(k string) bool { return p.messages[k].formOf != "" })
	slices.Sort(keys)
	return keys
}

// T returns the message of key with its placeholders filled from args, which are pairs of a name and a value:
//
//	p.T("visit.count", "n", 21)
//
// What is missing is shown and never fatal: a key without a message gives "⟦key⟧", a placeholder without a value "⟦name⟧".
func (p *Printer) T(key string, args ...any) string {
	var b strings.Builder
	for _, s := range p.Spans(key, args...) {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Span is a part of a message. Arg is the name of the placeholder that Text stands for, and empty for the message's own
// words.
type Span struct{ Text, Arg string }

// Spans returns what T returns, cut at the placeholders, so that a caller can turn a value into a link.
func (p *Printer) Spans(key string, args ...any) []Span {
	m, ok := p.messages[key]
	if !ok {
		return []Span{{Text: absent(key)}}
	}
	t := m.text
	if n, ok := lookup(args, "n"); ok && m.forms != nil {
		if form, ok := m.forms[p.plurals.form(n)]; ok {
			t = form
		}
	}
	spans := make([]Span, len(t))
	for i, piece := range t {
		if piece.arg == "" {
			spans[i] = Span{Text: piece.literal}
			continue
		}
		v, ok := lookup(args, piece.arg)
		if !ok {
			spans[i] = Span{Text: absent(piece.arg), Arg: piece.arg}
			continue
		}
		spans[i] = Span{Text: p.value(piece.arg, v), Arg: piece.arg}
	}
	return spans
}

func absent(name string) string { return "⟦" + name + "⟧" }

func lookup(args []any, name string) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// value words the value of a placeholder, as the package comment says.
func (p *Printer) value(name string, v any) string {
	switch v := v.(type) {
	case string:
		if name == "n" {
			return p.Decimal(v)
		}
		return v
	case record.Date:
		return p.Date(v)
	case []string:
		return p.List(v)
	case fmt.Stringer:
		return v.String()
	}
	switch r := reflect.ValueOf(v); {
	case !r.IsValid():
		return absent(name)
	case r.CanInt() && isYear(name):
		return strconv.FormatInt(r.Int(), 10)
	case r.CanInt():
		return p.Int(r.Int())
	case r.CanUint():
		return p.Decimal(strconv.FormatUint(r.Uint(), 10))
	case r.CanFloat():
		return p.Decimal(strconv.FormatFloat(r.Float(), 'f', -1, 64))
	}
	return fmt.Sprint(v)
}

// isYear tells whether a placeholder stands for a year, which no language writes with grouped digits.
func isYear(name string) bool { return name == "year" || strings.HasSuffix(name, "Year") }

// List joins items as a sentence does: "a, b et c", "a, b, and c".
func (p *Printer) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + p.grammar.lastSeparator(len(items)) + items[last]
}

func (french) lastSeparator(int) string { return " et " }

func (english) lastSeparator(items int) string {
	if items == 2 {
		return " and "
	}
	return ", and "
}

// Capital returns s with its first letter in upper case, for a name or a date that begins a line.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
