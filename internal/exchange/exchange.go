// Package exchange reads and writes records in the formats that people and programs hand around: YAML files that a person
// edits, and JSONL that loses nothing. It is pure: it must not know who may read or write, nor where records are kept.
package exchange

import (
	"crypto/sha256"
	"encoding/hex"

	"entente/internal/record"
)

// Item is one thing read from a file, with the place that an error about it should name. One of its fields is set.
type Item struct {
	Where    string // "60-missions.yaml:12" or "export.jsonl:40"
	Record   record.Record
	Revision *Revision
	Personal *Personal
	Comment  *Comment
	Edition  *Edition
	Issued   *EditionFile
	File     *File
	Heads    *Heads
}

// Revision is one state of a record's history.
type Revision struct {
	Kind     string     `json:"kind"` // "revision"
	ID       string     `json:"id"`   // record and version
	Record   record.Ref `json:"record"`
	Version  int        `json:"version"`
	At       string     `json:"at"`
	Actor    string     `json:"actor"`
	Reason   string     `json:"reason"`
	Data     string     `json:"data"` // the exact bytes that the hash was made over
	Previous string     `json:"previous_hash"`
	Hash     string     `json:"hash"`
}

// Personal is the personal part of a person.
type Personal struct {
	Kind   string     `json:"kind"` // "personal"
	ID     record.Ref `json:"id"`   // of the person
	Salt   string     `json:"salt"`
	Data   string     `json:"data"`
	Erased string     `json:"erased_at"`
}

// Comment is what somebody said of the record that it follows.
type Comment struct {
	Kind   string     `json:"kind"` // "comment"
	ID     record.Ref `json:"id"`
	Record record.Ref `json:"record"`
	Office record.Ref `json:"office"` // of the author
	Author string     `json:"author"`
	At     string     `json:"at"`
	Words  string     `json:"words"`
	Part   string     `json:"part,omitzero"` // the key of a block
}

// Edition is one language of what was published under the publication that it follows.
type Edition struct {
	Kind        string     `json:"kind"` // "edition"
	ID          string     `json:"id"`   // publication and language
	Publication record.Ref `json:"publication"`
	Lang        string     `json:"lang"`
	Office      record.Ref `json:"office"`
	Subject     record.Ref `json:"subject"`
	Number      int        `json:"number"`
	Year        int        `json:"year"`
	Sort        string     `json:"sort"`
	Issued      string     `json:"issued"`
	Checksum    string     `json:"checksum"`
	Snapshot    string     `json:"snapshot"` // the exact bytes that the checksum was made over
}

// EditionFile is a file that was made of the edition that it follows; its bytes come apart.
type EditionFile struct {
	Kind        string     `json:"kind"` // "edition_file"
	ID          string     `json:"id"`   // publication, language and format
	Publication record.Ref `json:"publication"`
	Lang        string     `json:"lang"`
	Format      string     `json:"format"`
	Office      record.Ref `json:"office"`
	SHA256      string     `json:"sha256"`
	Size        int64      `json:"size"`
	MadeAt      string     `json:"made_at"`
}

// File is the bytes of a document.
type File struct {
	Kind   string     `json:"kind"` // "file"
	ID     string     `json:"id"`   // SHA-256 of the bytes, hexadecimal
	Office record.Ref `json:"office"`
	Data   []byte     `json:"data"` // base64
}

// Heads ends an archive: how many records it holds and a digest of the last hash of each, which tell that nothing was cut off.
type Heads struct {
	Kind    string `json:"kind"` // "heads"
	ID      string `json:"id"`   // "sha256:…"
	Records int    `json:"records"`
}

// Checksum is the name that bytes are kept under.
func Checksum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
