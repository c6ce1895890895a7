// Package tell puts the fields of records into the words of a reader's language: what every page that shows a record has in
// common, public or not. It is pure: it is given what leads to other records, and must not know addresses, markup or who reads.
package tell

// Words is a run of text as a template sets it.
type Words struct {
	Text string
	Lang string // when it is not the reader's
	Mark bool   // say that the text has no translation
	Href string
	Note string // said after it, quieter
	Mono bool   // a code or checksum
}
