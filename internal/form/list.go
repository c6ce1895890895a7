package form

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Operation is what a button of a form asks for besides saving: "add:stops", "remove:stops.2", "up:stops.2", "down:stops.2".
type Operation struct{ Verb, Name string }

// ParseOperation cuts a button's value at its colon.
func ParseOperation(s string) Operation {
	verb, name, _ := strings.Cut(s, ":")
	return Operation{verb, name}
}

// Apply changes the rows of a list as a button asks, and gives the name of the row that the reader is to be led to, or of the list
// when a row is gone. ok is false when the operation is none on a list. Nothing else of what was typed changes.
func Apply(values url.Values, op Operation) (at string, ok bool) {
	if op.Verb == "add" {
		at := 0
		if ns := rows(values)[op.Name]; len(ns) > 0 {
			at = ns[len(ns)-1] + 1
		}
		if at >= mostRows {
			return op.Name, true
		}
		values.Set(op.Name+rowsMark, "")
		values.Set(row(op.Name, at)+wasMark, "")
		return row(op.Name, at), true
	}
	dot := strings.LastIndexByte(op.Name, '.')
	if dot < 0 {
		return "", false
	}
	list := op.Name[:dot]
	n, err := strconv.Atoi(op.Name[dot+1:])
	ns := rows(values)[list]
	i := slices.Index(ns, n)
	if err != nil || i < 0 {
		return "", false
	}
	switch op.Verb {
	case "remove":
		rename(values, op.Name, "")
		return list, true
	case "up", "down":
		j := i - 1
		if op.Verb == "down" {
			j = i + 1
		}
		if j < 0 || j >= len(ns) {
			return op.Name, true
		}
		other := row(list, ns[j])
		rename(values, op.Name, "\x00")
		rename(values, other, op.Name)
		rename(values, "\x00", other)
		return other, true
	}
	return "", false
}

// rename gives all that stands under a name another one; to "" it goes.
func rename(values url.Values, from, to string) {
	var keys []string
	for key := range values {
		if key == from || strings.HasPrefix(key, from+".") {
			keys = append(keys, key)
		}
	}
	for _, key := range keys {
		all := values[key]
		delete(values, key)
		if to != "" {
			values[to+key[len(from):]] = all
		}
	}
}
