package extract

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/ledongthuc/pdf"
)

const (
	mostPages  = 5000
	mostNested = 8 // pages in groups of pages, drawings in drawings
	mostArgs   = 10_000
)

// errEnough stops the reading of a page: there is enough, or time is up.
var errEnough = errors.New("enough")

// pdfWords reads the words of the pages of a PDF, in the order in which they were painted.
func pdfWords(t *writer, data []byte) error {
	data = slices.Clone(data[bytes.Index(data, []byte("%PDF-")):])
	if len(data) < 20 {
		return ErrBroken
	}
	// The library takes one form of the first line, and nothing after the last one. Neither says what follows in the file.
	copy(data, "%PDF-1.7\n")
	if end := bytes.LastIndex(data, []byte("%%EOF")); end > 0 {
		data = data[:end+len("%%EOF")]
	}
	if len(data) < 100 {
		return ErrBroken
	}
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	p := &painter{t: t, fonts: map[string]*font{}}
	p.pages(r.Trailer().Key("Root").Key("Pages"), pdf.Value{}, 0)
	if p.seen == 0 {
		return ErrBroken
	}
	return nil
}

// painter goes through pages as somebody who paints them, and notes the words.
type painter struct {
	t      *writer
	fonts  map[string]*font // by the name and what the file calls it
	seen   int              // pages
	broken int
	layout
}

// pages reads a page, or a group of pages with what they share.
func (p *painter) pages(v, resources pdf.Value, depth int) {
	if own := v.Key("Resources"); !own.IsNull() {
		resources = own
	}
	if kids := v.Key("Kids"); kids.Kind() == pdf.Array && depth < mostNested*2 {
		for i := 0; i < kids.Len() && p.seen < mostPages && !p.t.full(); i++ {
			p.guard(func() { p.pages(kids.Index(i), resources, depth+1) })
		}
		return
	}
	p.seen++
	p.fonts = map[string]*font{}
	p.begin()
	p.guard(func() { p.content(v.Key("Contents"), resources, 0) })
	p.t.line()
}

// guard does something that may stumble over what is broken; what follows it may be whole.
func (p *painter) guard(do func()) {
	defer func() {
		if x := recover(); x != nil {
			p.broken++
		}
	}()
	do()
}

// content paints a stream of operators.
func (p *painter) content(v, resources pdf.Value, depth int) {
	if v.Kind() != pdf.Stream && v.Kind() != pdf.Array {
		return
	}
	pdf.Interpret(v, func(stack *pdf.Stack, op string) {
		if p.t.full() {
			panic(errEnough)
		}
		n := stack.Len()
		if n > mostArgs {
			panic("too many operands")
		}
		args := make([]pdf.Value, n)
		for i := n - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		if op == "Do" && n == 1 && depth < mostNested {
			form := resources.Key("XObject").Key(args[0].Name())
			if form.Kind() == pdf.Stream && form.Key("Subtype").Name() == "Form" {
				p.form(form, resources, depth)
			}
			return
		}
		p.do(op, args, resources)
	})
}

// form paints a drawing in a page.
func (p *painter) form(v, resources pdf.Value, depth int) {
	if own := v.Key("Resources"); !own.IsNull() {
		resources = own
	}
	outer, fonts := p.layout, p.fonts
	p.fonts = map[string]*font{}
	if m := v.Key("Matrix"); m.Len() == 6 {
		p.ctm = matrixOf(numbers(list(m))).mul(p.ctm)
	}
	p.guard(func() { p.content(v, resources, depth+1) })
	end := p.end
	p.layout, p.fonts = outer, fonts
	p.end = end
}

// do follows the operators that place and show text.
func (p *painter) do(op string, args []pdf.Value, resources pdf.Value) {
	f := func(i int) float64 {
		if i < len(args) {
			return args[i].Float64()
		}
		return 0
	}
	switch op {
	case "q":
		if len(p.saved) < 100 {
			p.saved = append(p.saved, p.state)
		}
	case "Q":
		if n := len(p.saved); n > 0 {
			p.state, p.saved = p.saved[n-1], p.saved[:n-1]
		}
	case "cm":
		p.ctm = matrixOf(numbers(args)).mul(p.ctm)
	case "BT":
		p.tm, p.line = identity(), identity()
	case "Tf":
		if len(args) == 2 {
			p.font, p.size = p.fontOf(args[0].Name(), resources), f(1)
		}
	case "Tc":
		p.charSpace = f(0)
	case "Tw":
		p.wordSpace = f(0)
	case "Tz":
		p.stretch = f(0) / 100
	case "TL":
		p.leading = f(0)
	case "Ts":
	case "Td":
		p.move(f(0), f(1))
	case "TD":
		p.leading = -f(1)
		p.move(f(0), f(1))
	case "Tm":
		p.tm = matrixOf(numbers(args))
		p.line = p.tm
	case "T*":
		p.move(0, -p.leading)
	case "Tj":
		if len(args) == 1 {
			p.show(p.t, args[0].RawString())
		}
	case "'", "\"":
		if len(args) == 3 {
			p.wordSpace, p.charSpace = f(0), f(1)
		}
		p.move(0, -p.leading)
		if n := len(args); n > 0 {
			p.show(p.t, args[n-1].RawString())
		}
	case "TJ":
		if len(args) != 1 {
			return
		}
		for _, v := range list(args[0]) {
			if v.Kind() == pdf.String {
				p.show(p.t, v.RawString())
			} else {
				p.shift(-v.Float64() / 1000 * p.size * p.stretch)
			}
		}
	}
}

func list(v pdf.Value) []pdf.Value {
	out := make([]pdf.Value, min(v.Len(), 1<<16))
	for i := range out {
		out[i] = v.Index(i)
	}
	return out
}

func numbers(list []pdf.Value) []float64 {
	out := make([]float64, len(list))
	for i, v := range list {
		out[i] = v.Float64()
	}
	return out
}

// fontOf gives a font of the resources, read once for each page.
func (p *painter) fontOf(name string, resources pdf.Value) *font {
	if f, ok := p.fonts[name]; ok {
		return f
	}
	f := &font{}
	p.guard(func() { f = readFont(resources.Key("Font").Key(name)) })
	p.fonts[name] = f
	return f
}
