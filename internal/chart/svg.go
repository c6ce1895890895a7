package chart

import (
	"encoding/xml"
	"fmt"
	"hash/fnv"
	"math"
	"net/url"
	"strconv"
	"strings"
)

// canvas gathers SVG text.
type canvas struct{ strings.Builder }

func (c *canvas) put(format string, args ...any) {
	fmt.Fprintf(&c.Builder, format, args...)
}

// open begins a drawing. One that holds links is a group of them: links inside an image would be hidden from assistive technology.
func (c *canvas) open(d drawing) {
	role := "img"
	if d.links {
		role = "group"
	}
	lang := ""
	if d.lang != "" {
		lang = ` lang="` + esc(d.lang) + `"`
	}
	c.put(`<svg xmlns="http://www.w3.org/2000/svg" class="%s" viewBox="0 0 %s %s" width="%s" height="%s" role="%s" aria-labelledby="%s-t %s-d"%s font-family="'Inter Variable', Inter, system-ui, sans-serif">`,
		d.class, num(d.width), num(d.height), num(d.width), num(d.height), role, d.id, d.id, lang)
	c.put(`<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, d.id, esc(d.title), d.id, esc(d.desc))
}

type drawing struct {
	id, class, lang, title, desc string
	width, height                float64
	links                        bool
}

// identity makes a prefix for ids from what is drawn, so that two drawings on a page do not share one.
func identity(prefix string, of ...any) string {
	h := fnv.New32a()
	fmt.Fprint(h, of...)
	return fmt.Sprintf("%s-%08x", prefix, h.Sum32())
}

// esc makes any text safe in content and attributes; what XML cannot hold becomes U+FFFD.
func esc(s string) string {
	var b strings.Builder
	// A strings.Builder takes everything: the error is nil.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// href gives an address that may be linked to, or "": a script or data address is never one.
func href(address string) string {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "" && u.Scheme != "https" && u.Scheme != "http") {
		return ""
	}
	return address
}

// num writes a length with one decimal at most, the shortest way.
func num(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

// path writes rings as path data in half pixels and relative moves, which a third of the text holds; it is to be drawn at half
// scale. Points nearer than a step to the last one are left out.
func path(rings [][]vec, step float64) string {
	var b strings.Builder
	for _, ring := range rings {
		writeRing(&b, ring, step)
	}
	return b.String()
}

func writeRing(b *strings.Builder, ring []vec, step float64) {
	type dot struct{ x, y int }
	var kept []dot
	var last vec
	for i, p := range ring {
		if i > 0 && math.Hypot(p.x-last.x, p.y-last.y) < step {
			continue
		}
		last = p
		kept = append(kept, dot{int(math.Round(p.x * 2)), int(math.Round(p.y * 2))})
	}
	if len(kept) < 3 {
		return
	}
	fmt.Fprintf(b, "M%d %dl", kept[0].x, kept[0].y)
	for i := 1; i < len(kept); i++ {
		dx, dy := kept[i].x-kept[i-1].x, kept[i].y-kept[i-1].y
		if i > 1 && dx >= 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(dx))
		if dy >= 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(dy))
	}
	b.WriteByte('z')
}
