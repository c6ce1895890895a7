package record

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"
)

// Ref is the id of a record: a UUID as lower-case text. The program makes version 7; a record that a file names by a key
// has a version 8 made from that key, so that reading the file twice names the same record.
type Ref string

// KeyID is the id of the record that files call key within a space: an office for its own records, "" for the
// organisations, posts, persons and terms that all offices share.
func KeyID(space string, kind Kind, key string) Ref {
	h := sha256.Sum256([]byte("entente\x00" + space + "\x00" + string(kind) + "\x00" + key))
	return UUID(8, h[:16])
}

// UUID writes 16 bytes as a UUID of the given version (RFC 9562).
func UUID(version byte, b []byte) Ref {
	u := [16]byte(b)
	u[6] = u[6]&0x0f | version<<4
	u[8] = u[8]&0x3f | 0x80
	s := hex.EncodeToString(u[:])
	return Ref(s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:])
}

// Valid tells whether r has the form of an id.
func (r Ref) Valid() bool {
	_, ok := r.bytes()
	return ok
}

func (r Ref) bytes() ([]byte, bool) {
	s := string(r)
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' || s != strings.ToLower(s) {
		return nil, false
	}
	b, err := hex.DecodeString(strings.ReplaceAll(s, "-", ""))
	return b, err == nil && len(b) == 16
}

// Short is the opaque part of a permalink: 59 of the id's bits in twelve letters and digits without 0, i, l, o.
func (r Ref) Short() string {
	b, ok := r.bytes()
	if !ok {
		return ""
	}
	enc := base32.NewEncoding("123456789abcdefghjkmnpqrstuvwxyz").WithPadding(base32.NoPadding)
	s := enc.EncodeToString(b[8:])
	return s[1:13]
}

// Source says where a fact comes from: the document, the place in it, and the position in a list whose order is itself a
// fact. Positions compare only inside the same list of the same document.
type Source struct {
	Document Ref    `json:"document,omitzero" vis:"public" ref:"document,publication"`
	Place    Text   `json:"place,omitzero" vis:"public"`
	List     string `json:"list,omitzero" vis:"public"`
	Position int    `json:"position,omitzero" vis:"public"`
	Printed  Text   `json:"printed,omitzero" vis:"public"`
}

// Place is a city of the gazetteer, a subdivision or a country. Name is set when the gazetteer lacks it or the source
// says more (a venue, an area).
type Place struct {
	City        string `json:"city,omitzero"`        // GeoNames id
	Subdivision string `json:"subdivision,omitzero"` // ISO 3166-2
	Country     string `json:"country,omitzero"`     // ISO 3166-1 alpha-2
	Name        Text   `json:"name,omitzero"`
}

// IsZero tells whether no place is given.
func (p Place) IsZero() bool { return p == Place{} }

func (p Place) problem() error {
	if p.City != "" && strings.Trim(p.City, "0123456789") != "" {
		return fmt.Errorf("city %q is not a GeoNames id", p.City)
	}
	if p.Country == "" && (p.City != "" || p.Subdivision != "") || p.Country != "" && len(p.Country) != 2 {
		return fmt.Errorf("a place needs its country as a two-letter code, not %q", p.Country)
	}
	if p.Subdivision != "" && !strings.HasPrefix(p.Subdivision, p.Country+"-") {
		return fmt.Errorf("subdivision %q is not in %s", p.Subdivision, p.Country)
	}
	return nil
}
