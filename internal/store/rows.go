package store

import (
	"entente/internal/publish"
	"entente/internal/record"
)

// Head is the row of table record.
type Head struct {
	ID          record.Ref
	Kind        record.Kind
	Type        string
	Office      record.Ref
	Visibility  record.Visibility
	Status      string
	Short       string
	SlugFR      string
	SlugEN      string
	Title       record.Text
	Starts      string
	Ends        string
	SortFR      string // the title as French orders it
	SortEN      string // and English
	SortState   string // the rank of the status
	Version     int
	UpdatedAt   string
	UpdatedBy   string
	WithdrawnAt string
	Hash        string // of the last revision
}

// Link is a row of table link: what Source's field refers to.
type Link struct {
	Field    string
	Position int
	Target   record.Ref
	Public   bool
}

// Mark is a row of table mark.
type Mark struct {
	Field, Value string
	Public       bool
}

// Revision is one state of a record in the exact bytes that its hash was made over.
type Revision struct {
	Record   record.Ref
	Version  int
	At       string
	Actor    string
	Reason   string
	Data     string
	Previous string
	Hash     string
}

// Personal is the personal part of a person, kept beside the document.
type Personal struct {
	Person record.Ref
	Salt   string
	Data   string
	Erased string // the instant of erasure, "" when it was not
}

// Row is everything that is written for one record.
type Row struct {
	Head
	Data      string
	Links     []Link
	Marks     []Mark
	Measures  []record.Measure
	Revisions []Revision // the new ones
	Personal  *Personal
	Search    []SearchRow
	Public    *Public // nil when the public may not see the record
	Merged    *Merged // nil when it went into no other
	Event     string  // for the outbox; "" for none
	EventID   record.Ref

	entries []entry // what Ready made of Search
}

// Public is the row of table published that goes with a record.
type Public struct {
	Redaction int
	Dates     record.Date // as the record gives them
	Doc       string
}

// Merged is the row of table merged that goes with a record.
type Merged struct {
	Target record.Ref
	Public bool // the public knew the record before
}

// File is the bytes of a document.
type File struct {
	SHA256 string
	Office record.Ref
	Data   []byte
}

// Public turns the row of a record into the head that lists show.
func (h Head) Public() publish.Head {
	return publish.Head{
		ID: h.ID, Kind: h.Kind, Type: h.Type, Office: h.Office, Status: h.Status, Title: h.Title, Starts: h.Starts, Ends: h.Ends,
		Slug: map[string]string{"fr": h.SlugFR, "en": h.SlugEN}, Updated: h.UpdatedAt,
	}
}
