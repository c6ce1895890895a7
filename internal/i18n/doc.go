// Package i18n holds every word that a reader of Entente sees, in French and in English, and writes numbers, amounts,
// dates and lists as each language does (French of Québec, Canadian English).
//
// It must not know what is shown where, nor decide anything from a record: callers choose a key and give values, this
// package words them. It knows record.Date, because a date is worded after its precision, and no other package.
//
// # Adding a message
//
// Messages are in messages/fr/AREA.json and messages/en/AREA.json; a new area is a new pair of files, embedded without
// further ado. A file is one flat object. A key is written in full (area first), in both languages, once:
//
//	"report.title": "Rapport annuel : {office}, {year}"
//	"visit.count":  {"one": "{n} accueil", "many": "{n} d'accueils", "other": "{n} accueils"}
//
// French has the forms one (0, 1, 1,5), many (whole millions: "1 000 000 de…") and other; English has one and other. The
// form is chosen by the argument n. Without n the form is other; one form alone is also a key of its own
// ("visit.count.one"), which is what a heading uses. A form need not show {n}, but both languages show the same
// placeholders.
//
// Write with a plain keyboard: ordinary spaces, ' and ". [Typo] is applied when messages are loaded and puts the
// no-break spaces, « » and ’ where they belong. No markup: a caller that needs a link or a strong number takes the
// message in pieces with [Printer.Spans].
//
// The tests of this package read the sources of the whole program. A key given as a literal to T or Spans must exist,
// and a key that no source names must go, unless it begins with one of the prefixes that are completed from a code at
// run time; these are listed in usage_test.go.
//
// # Values of placeholders
//
// A whole number is grouped ("4 066"), except when its placeholder is called year or ends in Year. A record.Date is
// written by [Printer.Date], a []string by [Printer.List], and everything else as it prints. A caller that wants words,
// money or a date with its preposition formats the value itself and passes a string.
package i18n
