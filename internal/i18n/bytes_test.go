package i18n

import "testing"

func TestBytes(t *testing.T) {
	t.Parallel()
	fr, en := catalogs(t).For(FR), catalogs(t).For(EN)
	for n, want := range map[int64][2]string{
		0: {"0 o", "0 B"}, 999: {"999 o", "999 B"}, 1000: {"1 ko", "1 kB"}, 1500: {"1,5 ko", "1.5 kB"}, 99_949: {"99,9 ko", "99.9 kB"}, 483_328: {"483 ko", "483 kB"},
		1_523_712: {"1,5 Mo", "1.5 MB"}, 1_130_000_000: {"1,1 Go", "1.1 GB"}, 5_000_000_000_000: {"5 To", "5 TB"}, 4_066_000_000_000_000: {"4 066 To", "4,066 TB"},
	} {
		if got := [2]string{fr.Bytes(n), en.Bytes(n)}; got[0] != hard(want[0]) || got[1] != hard(want[1]) {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func hard(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r == ' ' {
			out[i] = '\u00a0'
		}
	}
	return string(out)
}
