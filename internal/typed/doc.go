// Package typed reads what people type, in French or in English, as the values that records hold: dates and periods,
// numbers, quantities, amounts, yes or no, codes of a vocabulary, places by name. It serves forms and spreadsheets alike,
// and shows each value as it was understood.
//
// It never guesses: what has two readings gives both, so that the caller asks, and what cannot be read gives an [Error]
// whose code the catalogs put into words. Nothing typed is the empty value and no error.
//
// It must not know where the text comes from, what field it is for, nor who asks.
package typed

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"entente/internal/record"
)

// Error says why a text cannot be read: a code of the problems (problem.<code>) and what its sentence needs.
type Error struct {
	Code string
	Args map[string]string
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code)
	for _, k := range slices.Sorted(maps.Keys(e.Args)) {
		fmt.Fprintf(&b, " %s=%q", k, e.Args[k])
	}
	return b.String()
}

// At is the problem of a field.
func (e *Error) At(field string) record.Problem {
	return record.Problem{Field: field, Code: e.Code, Args: e.Args}
}

// fail makes an Error about a text.
func fail(code, value string) *Error {
	return &Error{Code: code, Args: map[string]string{"value": value}}
}

// longest is more than anybody types for one value; what is longer is not looked at.
const longest = 200

// Codes are the codes of all errors of this package.
func Codes() []string {
	return []string{
		"unread_date", "two_digit_year", "year_missing", "no_such_day", "period_reversed",
		"unread_number", "not_whole", "unread_quantity", "range_reversed", "unread_amount", "no_currency",
		"unread_yes_no", "unknown_choice", "unread_place",
	}
}
