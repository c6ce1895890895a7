package credential

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
)

const tokenSize = 32

// Token makes a secret of 256 bits that can stand in an address or a cookie.
func Token(random io.Reader) (string, error) {
	b := make([]byte, tokenSize)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("make a token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// Digest is what may be kept of a token. A token is as long as its digest, so that nothing slower is needed.
func Digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
