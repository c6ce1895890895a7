// Package form turns the fields of a kind into a form and what was typed into a record: groups in reading order, a control
// for each field after its type, names of inputs that never change ("stops.2.place"), everything typed kept as it was typed,
// and every problem beside what it concerns.
//
// It is pure: it is given records, the words of a language and labels of records, and must not know who asks, where records are
// kept, nor how a control is drawn.
package form
