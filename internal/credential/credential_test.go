package credential_test

import (
	"crypto/rand"
	"regexp"
	"strings"
	"testing"
	"time"

	"entente/internal/credential"
)

func TestPasswordsAreKeptAsDigests(t *testing.T) {
	t.Parallel()
	kept, err := credential.Hash(rand.Reader, "été à Lausanne, 2024")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(kept, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("kept as %s", kept)
	}
	for _, c := range []struct {
		kept, password string
		ok, stale      bool
	}{
		{kept, "été à Lausanne, 2024", true, false},
		{kept, "e\u0301te\u0301 a\u0300 Lausanne, 2024", true, false}, // the same, written with combining accents
		{kept, "ete a Lausanne, 2024", false, false},
		{kept, "", false, false},
		{"", "été à Lausanne, 2024", false, false},
		{"", "", false, false},
		{"$argon2id$v=19$m=64,t=0,p=0$AAAA$AAAA", "x", false, false},
		// From the reference program: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32.
		{"$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "password", true, true},
	} {
		if ok, stale := credential.Verify(c.kept, c.password); ok != c.ok || ok && stale != c.stale {
			t.Errorf("%q against %.40q: %t, %t", c.password, c.kept, ok, stale)
		}
	}
	again, err := credential.Hash(rand.Reader, "été à Lausanne, 2024")
	if err != nil || again == kept {
		t.Errorf("the same digest twice: %v", err)
	}
}

// TestTheAbsenceOfAnAccountTakesAsLong compares orders of magnitude: machines that run tests are no clocks.
func TestTheAbsenceOfAnAccountTakesAsLong(t *testing.T) {
	t.Parallel()
	kept, err := credential.Hash(rand.Reader, "un mot bien gardé")
	if err != nil {
		t.Fatal(err)
	}
	best := func(kept string) time.Duration {
		least := time.Hour
		for range 5 {
			start := time.Now()
			credential.Verify(kept, "un autre mot gardé")
			least = min(least, time.Since(start))
		}
		return least
	}
	with, without := best(kept), best("")
	if without < with/3 || with < without/3 {
		t.Errorf("%s with an account, %s without", with, without)
	}
}

func TestWhichPasswordsAreRefused(t *testing.T) {
	t.Parallel()
	around := []string{"Noémie Exemple", "noemie.exemple@example.org", "Ville de Québec"}
	for password, want := range map[string]string{
		"":                                   "too_short",
		"Hk7$vQz!p2w":                        "too_short", // eleven
		"éàüöéàüöéàü":                        "too_short", // eleven characters, twenty-two bytes
		strings.Repeat("xq7 ", 32) + "y":     "too_long",
		"un\x00deux trois quatre":            "bad_text",
		"tabulation\tdans le mot":            "bad_text",
		"\xff\xfe une suite d'octets":        "bad_text",
		"aaaaaaaaaaaaaaaa":                   "common",
		"password1234":                       "common",
		"Password123456":                     "common",
		"motdepasse2024":                     "common",
		"MotDePasse123!":                     "common",
		"123456789012345":                    "common",
		"qwertyuiopasdf":                     "common",
		"azertyuiop123":                      "common",
		"bonjourbonjour":                     "common",
		"administrateur":                     "common",
		"Noemie.Exemple1":                    "common",
		"Bonjour2024!!":                      "common",
		"entente-entente":                    "common",
		"quebec123456":                       "common",
		"sept huîtres à Gaspé":               "",
		"un cheval agrafe la lune":           "",
		"Hk7$vQz!p2wR":                       "",
		"correct horse battery staple":       "",
		strings.Repeat("le vent tourne ", 8): "",
	} {
		if got := credential.Weakness(password, around...); got != want {
			t.Errorf("%q: %q, want %q", password, got, want)
		}
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 100 {
		token, err := credential.Token(rand.Reader)
		if err != nil || !regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`).MatchString(token) || seen[token] {
			t.Fatalf("%q: %v", token, err)
		}
		seen[token] = true
	}
	if got := credential.Digest("abc"); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("the digest is %s", got)
	}
}

// TestCodes holds the examples of RFC 6238, appendix B, cut to six digits.
func TestCodes(t *testing.T) {
	t.Parallel()
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // 12345678901234567890
	for at, want := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		if got, err := credential.Code(secret, time.Unix(at, 0)); got != want || err != nil {
			t.Errorf("at %d: %s, %v, want %s", at, got, err, want)
		}
	}
	for _, c := range []struct {
		at   int64
		code string
		used int64
		step int64
		ok   bool
	}{
		{59, "287082", 0, 1, true}, {59, "287 082", 0, 1, true}, {89, "287082", 0, 1, true}, {29, "287082", -1, 1, true},
		{59, "287082", 1, 0, false}, // used already
		{120, "287082", 0, 0, false}, {59, "287083", 0, 0, false}, {59, "", 0, 0, false}, {59, "87082", 0, 0, false},
	} {
		if step, ok := credential.Step(secret, c.code, time.Unix(c.at, 0), c.used); step != c.step || ok != c.ok {
			t.Errorf("%q at %d after %d: %d, %t", c.code, c.at, c.used, step, ok)
		}
	}
	if _, ok := credential.Step("", "", time.Unix(59, 0), 0); ok {
		t.Error("no secret, no code: taken")
	}
	made, err := credential.Secret(rand.Reader)
	if err != nil || !regexp.MustCompile(`^[A-Z2-7]{32}$`).MatchString(made) {
		t.Errorf("secret %q: %v", made, err)
	}
	if got := credential.SecretURL("ABC", "Ville de Québec", "a@example.org"); got != "otpauth://totp/Ville%20de%20Qu%C3%A9bec:a@example.org?issuer=Ville%20de%20Qu%C3%A9bec&secret=ABC" {
		t.Errorf("the address is %s", got)
	}
}

func TestRecoveryCodes(t *testing.T) {
	t.Parallel()
	codes, err := credential.RecoveryCodes(rand.Reader)
	if err != nil || len(codes) != 10 {
		t.Fatal(codes, err)
	}
	seen := map[string]bool{}
	for _, c := range codes {
		if !regexp.MustCompile(`^[a-hjkmnp-z1-9]{4}(-[a-hjkmnp-z1-9]{4}){3}$`).MatchString(c) || seen[c] || !credential.IsRecovery(c) {
			t.Errorf("code %q", c)
		}
		seen[c] = true
		typed := strings.ToUpper(strings.ReplaceAll(c, "-", " "))
		if credential.RecoveryDigest("a", typed) != credential.RecoveryDigest("a", c) || credential.RecoveryDigest("b", c) == credential.RecoveryDigest("a", c) {
			t.Errorf("digest of %q", c)
		}
	}
	if credential.IsRecovery("287082") {
		t.Error("the code of an authenticator is taken for a recovery code")
	}
}
