package credential

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

const (
	keySize = 32 // bytes: AES-256
	sealed  = "sealed"
)

// ErrSealed says that a secret is sealed with a key that is not at hand.
var ErrSealed = errors.New("sealed with another key")

// Keys are those of an installation: the first seals what is kept of secrets that the program has to know again, each opens what it
// has sealed. Without any, secrets are kept as they are.
type Keys struct{ all []key }

type key struct {
	name string
	aead cipher.AEAD
}

// NewKey makes a key, as a line of the file of keys.
func NewKey(random io.Reader) (string, error) {
	b := make([]byte, keySize)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("make a key: %w", err)
	}
	return base64.StdEncoding.EncodeToString(b), nil
}

// ReadKeys reads a file of keys: one a line, 32 bytes in base64.
func ReadKeys(text string) (Keys, error) {
	var out Keys
	for line := range strings.FieldsSeq(text) {
		b, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(b) != keySize {
			return Keys{}, errors.New("a key is 32 bytes in base64, one on each line")
		}
		block, err := aes.NewCipher(b)
		if err != nil {
			return Keys{}, fmt.Errorf("read a key: %w", err)
		}
		aead, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			return Keys{}, fmt.Errorf("read a key: %w", err)
		}
		digest := sha256.Sum256(b)
		out.all = append(out.all, key{hex.EncodeToString(digest[:4]), aead})
	}
	if len(out.all) == 0 {
		return Keys{}, errors.New("there is no key")
	}
	return out, nil
}

// Any tells whether there is a key.
func (k Keys) Any() bool { return len(k.all) > 0 }

// Seal makes of a secret what is kept of it. It opens for the same owner only.
func (k Keys) Seal(secret, owner string) string {
	if !k.Any() {
		return secret
	}
	first := k.all[0]
	return sealed + ":" + first.name + ":" + base64.RawStdEncoding.EncodeToString(first.aead.Seal(nil, nil, []byte(secret), []byte(owner)))
}

// Open gives a secret of what is kept of it; ErrSealed when no key at hand has sealed it for this owner.
func (k Keys) Open(kept, owner string) (string, error) {
	parts := strings.Split(kept, ":")
	if len(parts) != 3 || parts[0] != sealed {
		return kept, nil
	}
	i := slices.IndexFunc(k.all, func(k key) bool { return k.name == parts[1] })
	box, err := base64.RawStdEncoding.DecodeString(parts[2])
	if i < 0 || err != nil {
		return "", ErrSealed
	}
	secret, err := k.all[i].aead.Open(nil, nil, box, []byte(owner))
	if err != nil {
		return "", ErrSealed
	}
	return string(secret), nil
}

// Current tells whether what is kept of a secret is sealed with the first key.
func (k Keys) Current(kept string) bool {
	return !k.Any() || strings.HasPrefix(kept, sealed+":"+k.all[0].name+":")
}
