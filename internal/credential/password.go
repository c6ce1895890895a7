package credential

import (
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// cost is how dear it is to try one password.
type cost struct {
	memory  uint32 // KiB
	passes  uint32
	threads uint8
}

const (
	saltSize = 16
	sumSize  = 32
	format   = "$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s" // as the reference program of Argon2 writes it (RFC 9106)
)

// present is the cost of passwords kept from now on: the first that OWASP advises. Raising it makes every password kept anew
// when it is next given.
func present() cost { return cost{memory: 19 << 10, passes: 2, threads: 1} }

// Hash is what may be kept of a password.
func Hash(random io.Reader, password string) (string, error) {
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", fmt.Errorf("salt of a password: %w", err)
	}
	c := present()
	return encode(c, salt, c.sum(password, salt, sumSize)), nil
}

func (c cost) sum(password string, salt []byte, size uint32) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, c.passes, c.memory, c.threads, size)
}

func encode(c cost, salt, sum []byte) string {
	b := base64.RawStdEncoding
	return fmt.Sprintf(format, argon2.Version, c.memory, c.passes, c.threads, b.EncodeToString(salt), b.EncodeToString(sum))
}

// Verify tells whether the password is the one that was kept, and whether it should be kept anew because it was kept at
// another cost. Where nothing was kept it works as long as where something was: time does not tell who has an account.
func Verify(kept, password string) (ok, stale bool) {
	c, salt, sum, err := decode(kept)
	if err != nil {
		present().sum(password, make([]byte, saltSize), sumSize)
		return false, false
	}
	got := c.sum(password, salt, uint32(len(sum)))
	return subtle.ConstantTimeCompare(got, sum) == 1, c != present() || len(sum) != sumSize
}

func decode(kept string) (c cost, salt, sum []byte, err error) {
	fields := strings.Split(kept, "$")
	if len(fields) != 6 || fields[1] != "argon2id" {
		return cost{}, nil, nil, errors.New("no password of ours")
	}
	version := 0
	if _, err := fmt.Sscanf(fields[2], "v=%d", &version); err != nil || version != argon2.Version {
		return cost{}, nil, nil, fmt.Errorf("a password of version %q", fields[2])
	}
	if _, err := fmt.Sscanf(fields[3], "m=%d,t=%d,p=%d", &c.memory, &c.passes, &c.threads); err != nil {
		return cost{}, nil, nil, fmt.Errorf("cost of a password: %w", err)
	}
	if salt, err = base64.RawStdEncoding.DecodeString(fields[4]); err != nil {
		return cost{}, nil, nil, fmt.Errorf("salt of a password: %w", err)
	}
	if sum, err = base64.RawStdEncoding.DecodeString(fields[5]); err != nil {
		return cost{}, nil, nil, fmt.Errorf("digest of a password: %w", err)
	}
	if c.passes == 0 || c.threads == 0 || len(sum) == 0 {
		return cost{}, nil, nil, errors.New("a password kept at no cost")
	}
	return c, salt, sum, nil
}
