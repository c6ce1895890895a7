package credential

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// Recoveries is how many codes are made that stand in for the second factor.
const Recoveries = 10

// recoverySize bytes are sixteen characters: too many to guess even for whoever holds the digests.
const recoverySize = 10

// recoveryAlphabet lacks what is mistaken for something else.
func recoveryAlphabet() *base32.Encoding {
	return base32.NewEncoding("abcdefghjkmnpqrstuvwxyz123456789").WithPadding(base32.NoPadding)
}

// RecoveryCodes makes a set of codes, in groups of four characters.
func RecoveryCodes(random io.Reader) ([]string, error) {
	out := make([]string, Recoveries)
	for i := range out {
		b := make([]byte, recoverySize)
		if _, err := io.ReadFull(random, b); err != nil {
			return nil, fmt.Errorf("make a recovery code: %w", err)
		}
		s := recoveryAlphabet().EncodeToString(b)
		out[i] = s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
	}
	return out, nil
}

// IsRecovery tells whether somebody typed such a code and not that of an authenticator.
func IsRecovery(code string) bool { return len(plain(code)) == 16 }

// RecoveryDigest is what may be kept of a code for an account, however it was typed.
func RecoveryDigest(account, code string) string {
	sum := sha256.Sum256([]byte(account + "\x00" + plain(code)))
	return hex.EncodeToString(sum[:])
}

func plain(code string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return -1
	}, code)
}
