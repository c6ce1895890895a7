package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/internal/record"
)

// Sorts of editions.
const (
	NewEdition = "edition"
	Erratum    = "erratum"
)

// Edition is one language of a document as it was published.
type Edition struct {
	Publication record.Ref
	Lang        string
	Office      record.Ref
	Subject     record.Ref // the record that it is an edition of
	Number      int        // from 1
	Year        int
	Sort        string // NewEdition, Erratum
	Issued      string // instant
	Checksum    string
	Snapshot    string // the canonical document; "" in lists
	Files       []EditionFile
}

// EditionFile is a file of an edition. SHA256 is "" until it is made.
type EditionFile struct {
	Publication record.Ref
	Lang        string
	Format      string // html, pdf, docx, json
	Office      record.Ref
	SHA256      string
	Size        int64
	MadeAt      string
	Tries       int    // that failed
	DueAt       string // when it is tried again
	Said        string // what the last failure said
}

// Paper reads the snapshot.
func (e Edition) Paper() (*Paper, error) {
	var p Paper
	if err := json.Unmarshal([]byte(e.Snapshot), &p); err != nil {
		return nil, fmt.Errorf("read the snapshot of edition %d in %s: %w", e.Number, e.Lang, err)
	}
	p.Identity.Checksum = e.Checksum
	return &p, nil
}

// Holds tells whether the snapshot is what the checksum was made of.
func (e Edition) Holds() bool {
	sum := sha256.Sum256([]byte(e.Snapshot))
	return hex.EncodeToString(sum[:]) == e.Checksum
}

// sealMark begins the checksum of a publication whose editions are kept here.
const sealMark = "editions-sha256:"

// Seal sums up the checksums of all languages of an edition: the sealed publication keeps it, so that its history vouches for
// the snapshots.
func Seal(checksums map[string]string) string {
	lines := make([]string, 0, len(checksums))
	for lang, sum := range checksums {
		lines = append(lines, lang+" "+sum+"\n")
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "")))
	return sealMark + hex.EncodeToString(sum[:])
}

// IsSeal tells whether the checksum of a publication is one that Seal made.
func IsSeal(checksum string) bool { return strings.HasPrefix(checksum, sealMark) }

// EditionName is how addresses call an edition: "1", or "1-7h3k…" with the mark of what it is an edition of, where something else
// of that office and year was published first.
func EditionName(all []Edition, subject record.Ref, number int) string {
	name := strconv.Itoa(number)
	if first := firstSubject(all); first != "" && first != subject {
		name += "-" + subject.Short()
	}
	return name
}

// WholeName is a name of an edition in addresses that does not depend on what else was published of its year.
func WholeName(e Edition) string { return strconv.Itoa(e.Number) + "-" + e.Subject.Short() }

func firstSubject(all []Edition) record.Ref {
	var first Edition
	for _, e := range all {
		if first.Subject == "" || e.Issued < first.Issued {
			first = e
		}
	}
	return first.Subject
}

// NamedEdition finds the edition that an address names, in a language, and whether there is one.
func NamedEdition(all []Edition, name, lang string) (Edition, bool) {
	number, mark, marked := strings.Cut(name, "-")
	first := firstSubject(all)
	for _, e := range all {
		if e.Lang != lang || strconv.Itoa(e.Number) != number {
			continue
		}
		if marked && e.Subject.Short() == mark || !marked && e.Subject == first {
			return e, true
		}
	}
	return Edition{}, false
}
