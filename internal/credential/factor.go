package credential

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // the function that every authenticator knows (RFC 6238); its collisions do not matter here
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"
)

const (
	period     = 30 // seconds
	secretSize = 20 // bytes, as RFC 4226 advises
	codeDigits = 6
)

// Secret makes what an authenticator and the program share, as people type it.
func Secret(random io.Reader) (string, error) {
	b := make([]byte, secretSize)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b), nil
}

// SecretURL is the address that authenticators read from a picture.
func SecretURL(secret, issuer, account string) string {
	q := url.Values{"secret": {secret}, "issuer": {issuer}}
	// Authenticators know %20 and not the plus sign.
	return "otpauth://totp/" + url.PathEscape(issuer+":"+account) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

// Code is what an authenticator shows at a moment (RFC 6238).
func Code(secret string, at time.Time) (string, error) { return codeOf(secret, stepOf(at)) }

func stepOf(at time.Time) int64 { return at.Unix() / period }

func codeOf(secret string, step int64) (string, error) {
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil {
		return "", fmt.Errorf("no secret of a second factor: %w", err)
	}
	mac := hmac.New(sha1.New, key)
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(step))
	mac.Write(b[:])
	sum := mac.Sum(nil)
	i := sum[len(sum)-1] & 0xf
	n := binary.BigEndian.Uint32(sum[i:i+4]) & 0x7fffffff
	return fmt.Sprintf("%0*d", codeDigits, n%1_000_000), nil
}

// Step tells at which step of the time the code is that of the secret, later than the step used last: a code is good for
// one use. Clocks may differ by a step either way.
func Step(secret, code string, at time.Time, used int64) (int64, bool) {
	code = strings.ReplaceAll(strings.ReplaceAll(code, " ", ""), "\u00a0", "")
	now := stepOf(at)
	found, ok := int64(0), false
	for step := now - 1; step <= now+1; step++ {
		want, err := codeOf(secret, step)
		if err == nil && hmac.Equal([]byte(want), []byte(code)) && step > used {
			found, ok = step, true
		}
	}
	return found, ok
}
