package credential_test

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"entente/internal/credential"
)

func TestSecretsAreSealed(t *testing.T) {
	t.Parallel()
	line := func() string {
		t.Helper()
		s, err := credential.NewKey(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	read := func(text string) credential.Keys {
		t.Helper()
		k, err := credential.ReadKeys(text)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	old, fresh := line(), line()
	k := read(old + "\n")
	box := k.Seal("GEZDGNBV", "anne")
	if strings.Contains(box, "GEZDGNBV") || box == k.Seal("GEZDGNBV", "anne") {
		t.Errorf("sealed as %q", box)
	}
	last := box[:len(box)-1] + map[bool]string{true: "B", false: "A"}[strings.HasSuffix(box, "A")]
	for name, c := range map[string]struct {
		keys        credential.Keys
		kept, owner string
		want        string
		sealed      bool
	}{
		"its key":               {k, box, "anne", "GEZDGNBV", false},
		"its key among others":  {read(fresh + "\r\n" + old), box, "anne", "GEZDGNBV", false},
		"another owner":         {k, box, "paul", "", true},
		"another key":           {read(fresh), box, "anne", "", true},
		"no key":                {credential.Keys{}, box, "anne", "", true},
		"one letter is another": {k, last, "anne", "", true},
		"never sealed":          {k, "GEZDGNBV", "anne", "GEZDGNBV", false},
	} {
		got, err := c.keys.Open(c.kept, c.owner)
		if got != c.want || errors.Is(err, credential.ErrSealed) != c.sealed {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if s := (credential.Keys{}).Seal("GEZDGNBV", "anne"); s != "GEZDGNBV" {
		t.Errorf("without a key: %q", s)
	}
	for name, text := range map[string]string{"an empty file": "\n", "a short key": "c2hvcnQ=", "words": "the key of the house", "half a line": old[:20]} {
		if _, err := credential.ReadKeys(text); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}
