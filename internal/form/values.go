package form

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// The names that every form holds besides those of its fields.
const (
	rowsMark = ".n"   // says that a list is in the form, even empty
	wasMark  = ".was" // which element of the record a row is, "" for a new one
)

// mostRows keeps a made-up name from making a list without end.
const mostRows = 2000

// rows gives, for each list, the numbers of its rows in order.
func rows(values url.Values) map[string][]int {
	seen := map[string]map[int]bool{}
	for key := range values {
		for i := 0; i < len(key); i++ {
			if key[i] != '.' {
				continue
			}
			end := i + 1
			for end < len(key) && key[end] >= '0' && key[end] <= '9' {
				end++
			}
			if end == i+1 || end < len(key) && key[end] != '.' {
				continue
			}
			n, err := strconv.Atoi(key[i+1 : end])
			if err != nil || n >= mostRows {
				continue
			}
			if seen[key[:i]] == nil {
				seen[key[:i]] = map[int]bool{}
			}
			seen[key[:i]][n] = true
		}
	}
	out := map[string][]int{}
	for name, ns := range seen {
		out[name] = slices.Sorted(maps.Keys(ns))
	}
	return out
}

func row(name string, n int) string { return name + "." + strconv.Itoa(n) }

// last is the value of an input that may be sent twice: a box that is not ticked stands behind a hidden no.
func last(values url.Values, key string) string {
	if all := values[key]; len(all) > 0 {
		return all[len(all)-1]
	}
	return ""
}

// clean makes what a browser sent comparable: one sort of line end, no space around.
func clean(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
}

// blank tells whether nothing was typed under a name.
func (c *Control) blank(values url.Values, rs map[string][]int, name string) bool {
	switch {
	case c.Checks():
		return strings.Join(values[name], "") == ""
	case c.Many:
		one := c.one()
		for _, n := range rs[name] {
			if !one.blank(values, rs, row(name, n)) {
				return false
			}
		}
		return true
	case c.Sort == Part:
		for i := range c.Inside {
			in := &c.Inside[i]
			if !in.blank(values, rs, name+in.Path[len(c.Path):]) {
				return false
			}
		}
		return true
	case c.Sort == YesNo:
		return last(values, name) != "1"
	}
	for _, s := range c.telling() {
		if clean(last(values, name+s)) != "" {
			return false
		}
	}
	return true
}

// compact renumbers the rows of every list from 0 and leaves out the empty ones, so that a row is where its element is in the
// record.
func compact(cs []Control, values url.Values) url.Values {
	out := url.Values{}
	rs := rows(values)
	for i := range cs {
		cs[i].move(values, out, rs, cs[i].Path, cs[i].Path)
	}
	return out
}

func (c *Control) move(from, to url.Values, rs map[string][]int, name, as string) {
	keep := func(suffix string) {
		if all, ok := from[name+suffix]; ok {
			to[as+suffix] = all
		}
	}
	switch {
	case c.Checks():
		keep("")
		keep(rowsMark)
	case c.Many:
		keep(rowsMark)
		one, at := c.one(), 0
		for _, n := range rs[name] {
			if one.blank(from, rs, row(name, n)) {
				continue
			}
			one.move(from, to, rs, row(name, n), row(as, at))
			if was, ok := from[row(name, n)+wasMark]; ok {
				to[row(as, at)+wasMark] = was
			}
			at++
		}
	case c.Sort == Part:
		for i := range c.Inside {
			in := &c.Inside[i]
			in.move(from, to, rs, name+in.Path[len(c.Path):], as+in.Path[len(c.Path):])
		}
	default:
		for _, s := range c.suffixes() {
			keep(s)
		}
	}
}
