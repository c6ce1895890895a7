package record

import (
	"errors"
	"fmt"
	"strings"
)

// Problem is one thing that keeps a record from being saved: the path of the field, a code that the catalogs put into
// words (problem.<code>), and what the sentence needs.
type Problem struct {
	Field string            `json:"field"`
	Code  string            `json:"code"`
	Args  map[string]string `json:"args,omitempty"`
}

// ErrorKind says what sort of failure an Error is; every surface has one table from it to its own statuses.
type ErrorKind int

// The sorts of failure that a caller may act upon. Anything else is internal.
const (
	Invalid ErrorKind = iota + 1
	NotFound
	Forbidden
	Conflict
	Unavailable
)

// Error is a failure that the person or program which asked can understand.
type Error struct {
	Kind     ErrorKind
	Msg      string
	Problems []Problem
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Msg)
	for i, p := range e.Problems {
		if i == 0 {
			b.WriteString(":")
		}
		fmt.Fprintf(&b, " %s: %s", p.Field, p.Code)
		for _, k := range sortedKeys(p.Args) {
			fmt.Fprintf(&b, " %s=%q", k, p.Args[k])
		}
		if i < len(e.Problems)-1 {
			b.WriteString(";")
		}
	}
	return b.String()
}

// Is lets errors.Is compare kinds: errors.Is(err, record.ErrNotFound).
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Msg == "" && t.Kind == e.Kind
}

// Kinds of failure to compare with errors.Is.
var (
	ErrInvalid     = &Error{Kind: Invalid}
	ErrNotFound    = &Error{Kind: NotFound}
	ErrForbidden   = &Error{Kind: Forbidden}
	ErrConflict    = &Error{Kind: Conflict}
	ErrUnavailable = &Error{Kind: Unavailable}
)

// Errorf makes an Error of a kind.
func Errorf(kind ErrorKind, format string, args ...any) *Error {
	return &Error{Kind: kind, Msg: fmt.Sprintf(format, args...)}
}

// ProblemsOf gives the problems that an error tells of, none when it is of another sort.
func ProblemsOf(err error) []Problem {
	var e *Error
	if errors.As(err, &e) {
		return e.Problems
	}
	return nil
}
