package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Canonical writes a paper as the bytes that its checksum covers: JSON without spaces, members in the order of the types,
// the checksum left out.
func Canonical(p *Paper) ([]byte, error) {
	bare := *p
	bare.Identity.Checksum = ""
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(bare); err != nil {
		return nil, fmt.Errorf("write %q in its canonical form: %w", p.Title, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Freeze gives a paper its checksum: whatever changes in it afterwards, the checksum tells.
func Freeze(p *Paper) error {
	sum, err := checksum(p)
	if err != nil {
		return err
	}
	p.Identity.Checksum = sum
	return nil
}

// Intact tells whether a paper is what its checksum was made of.
func Intact(p *Paper) (bool, error) {
	sum, err := checksum(p)
	return err == nil && sum == p.Identity.Checksum, err
}

func checksum(p *Paper) (string, error) {
	b, err := Canonical(p)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}
