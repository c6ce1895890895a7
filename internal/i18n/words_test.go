package i18n

import (
	"math"
	"strings"
	"testing"
)

func TestFrenchWordsToAHundred(t *testing.T) {
	t.Parallel()
	p := catalogs(t).For(FR)
	want := strings.Split(`zéro,un,deux,trois,quatre,cinq,six,sept,huit,neuf,
dix,onze,douze,treize,quatorze,quinze,seize,dix-sept,dix-huit,dix-neuf,
vingt,vingt et un,vingt-deux,vingt-trois,vingt-quatre,vingt-cinq,vingt-six,vingt-sept,vingt-huit,vingt-neuf,
trente,trente et un,trente-deux,trente-trois,trente-quatre,trente-cinq,trente-six,trente-sept,trente-huit,trente-neuf,
quarante,quarante et un,quarante-deux,quarante-trois,quarante-quatre,quarante-cinq,quarante-six,quarante-sept,quarante-huit,quarante-neuf,
cinquante,cinquante et un,cinquante-deux,cinquante-trois,cinquante-quatre,cinquante-cinq,cinquante-six,cinquante-sept,cinquante-huit,cinquante-neuf,
soixante,soixante et un,soixante-deux,soixante-trois,soixante-quatre,soixante-cinq,soixante-six,soixante-sept,soixante-huit,soixante-neuf,
soixante-dix,soixante et onze,soixante-douze,soixante-treize,soixante-quatorze,soixante-quinze,soixante-seize,soixante-dix-sept,soixante-dix-huit,soixante-dix-neuf,
quatre-vingts,quatre-vingt-un,quatre-vingt-deux,quatre-vingt-trois,quatre-vingt-quatre,quatre-vingt-cinq,quatre-vingt-six,quatre-vingt-sept,quatre-vingt-huit,quatre-vingt-neuf,
quatre-vingt-dix,quatre-vingt-onze,quatre-vingt-douze,quatre-vingt-treize,quatre-vingt-quatorze,quatre-vingt-quinze,quatre-vingt-seize,quatre-vingt-dix-sept,quatre-vingt-dix-huit,quatre-vingt-dix-neuf,
cent`, ",")
	feminine := map[int]string{
		1: "une", 21: "vingt et une", 31: "trente et une", 41: "quarante et une", 51: "cinquante et une",
		61: "soixante et une", 81: "quatre-vingt-une",
	}
	for n, w := range want {
		w = strings.TrimSpace(w)
		if got := p.Words(int64(n), Masculine); got != w {
			t.Errorf("%d: got %q, want %q", n, got, w)
		}
		if f, ok := feminine[n]; ok {
			w = f
		}
		if got := p.Words(int64(n), Feminine); got != w {
			t.Errorf("%d feminine: got %q, want %q", n, got, w)
		}
	}
}

func TestEnglishWordsToAHundred(t *testing.T) {
	t.Parallel()
	p := catalogs(t).For(EN)
	units := strings.Fields("one two three four five six seven eight nine")
	want := append([]string{"zero"}, units...)
	want = append(want, strings.Fields("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")...)
	for ten := range strings.FieldsSeq("twenty thirty forty fifty sixty seventy eighty ninety") {
		want = append(want, ten)
		for _, unit := range units {
			want = append(want, ten+"-"+unit)
		}
	}
	want = append(want, "one hundred")
	for n, w := range want {
		if got := p.Words(int64(n), Feminine); got != w {
			t.Errorf("%d: got %q, want %q", n, got, w)
		}
	}
}

func TestGreatNumbersInWords(t *testing.T) {
	t.Parallel()
	fr, en := catalogs(t).For(FR), catalogs(t).For(EN)
	for _, tc := range []struct {
		n                   int64
		masculine, feminine string
		en                  string
	}{
		{101, "cent un", "cent une", "one hundred and one"},
		{171, "cent soixante et onze", "cent soixante et onze", "one hundred and seventy-one"},
		{200, "deux cents", "deux cents", "two hundred"},
		{201, "deux cent un", "deux cent une", "two hundred and one"},
		{280, "deux cent quatre-vingts", "deux cent quatre-vingts", "two hundred and eighty"},
		{999, "neuf cent quatre-vingt-dix-neuf", "neuf cent quatre-vingt-dix-neuf", "nine hundred and ninety-nine"},
		{1000, "mille", "mille", "one thousand"},
		{1001, "mille un", "mille une", "one thousand and one"},
		{1080, "mille quatre-vingts", "mille quatre-vingts", "one thousand and eighty"},
		{1608, "mille six cent huit", "mille six cent huit", "one thousand six hundred and eight"},
		{2000, "deux mille", "deux mille", "two thousand"},
		{2024, "deux mille vingt-quatre", "deux mille vingt-quatre", "two thousand and twenty-four"},
		{5300, "cinq mille trois cents", "cinq mille trois cents", "five thousand three hundred"},
		{9999, "neuf mille neuf cent quatre-vingt-dix-neuf", "neuf mille neuf cent quatre-vingt-dix-neuf", "nine thousand nine hundred and ninety-nine"},
		{21000, "vingt et un mille", "vingt et un mille", "twenty-one thousand"},
		{80000, "quatre-vingt mille", "quatre-vingt mille", "eighty thousand"},
		{200000, "deux cent mille", "deux cent mille", "two hundred thousand"},
		{1000000, "un million", "un million", "one million"},
		{1000001, "un million un", "un million une", "one million and one"},
		{80000000, "quatre-vingts millions", "quatre-vingts millions", "eighty million"},
		{200000000, "deux cents millions", "deux cents millions", "two hundred million"},
		{3000000000, "trois milliards", "trois milliards", "three billion"},
		{-21, "moins vingt et un", "moins vingt et une", "minus twenty-one"},
	} {
		if got := fr.Words(tc.n, Masculine); got != tc.masculine {
			t.Errorf("%d: got %q, want %q", tc.n, got, tc.masculine)
		}
		if got := fr.Words(tc.n, Feminine); got != tc.feminine {
			t.Errorf("%d feminine: got %q, want %q", tc.n, got, tc.feminine)
		}
		if got := en.Words(tc.n, Masculine); got != tc.en {
			t.Errorf("%d: got %q, want %q", tc.n, got, tc.en)
		}
	}
	if got := fr.Words(math.MinInt64, Masculine); !strings.HasPrefix(got, "moins neuf trillions deux cent vingt-trois billiards") {
		t.Errorf("the least integer: %q", got)
	}
}

func TestSmallWords(t *testing.T) {
	t.Parallel()
	fr, en := catalogs(t).For(FR), catalogs(t).For(EN)
	for _, tc := range []struct{ got, want string }{
		{fr.SmallWords(0, Feminine), "zéro"},
		{fr.SmallWords(1, Feminine), "une"},
		{fr.SmallWords(1, Masculine), "un"},
		{fr.SmallWords(9, Masculine), "neuf"},
		{fr.SmallWords(10, Masculine), "10"},
		{fr.SmallWords(4066, Masculine), "4\u00a0066"},
		{fr.SmallWords(-3, Masculine), "−3"},
		{en.SmallWords(9, Masculine), "nine"},
		{en.SmallWords(10, Masculine), "10"},
	} {
		if tc.got != tc.want {
			t.Errorf("got %q, want %q", tc.got, tc.want)
		}
	}
}

func TestOrdinals(t *testing.T) {
	t.Parallel()
	fr, en := catalogs(t).For(FR), catalogs(t).For(EN)
	for _, tc := range []struct{ got, want string }{
		{fr.Ordinal(1, Masculine), "1er"},
		{fr.Ordinal(1, Feminine), "1re"},
		{fr.Ordinal(2, Feminine), "2e"},
		{fr.Ordinal(21, Masculine), "21e"},
		{en.Ordinal(1, Masculine), "1st"},
		{en.Ordinal(2, Masculine), "2nd"},
		{en.Ordinal(3, Masculine), "3rd"},
		{en.Ordinal(4, Masculine), "4th"},
		{en.Ordinal(11, Masculine), "11th"},
		{en.Ordinal(12, Masculine), "12th"},
		{en.Ordinal(13, Masculine), "13th"},
		{en.Ordinal(21, Masculine), "21st"},
		{en.Ordinal(111, Masculine), "111th"},
		{fr.OrdinalWords(1, Masculine), "premier"},
		{fr.OrdinalWords(1, Feminine), "première"},
		{fr.OrdinalWords(2, Feminine), "deuxième"},
		{fr.OrdinalWords(9, Masculine), "neuvième"},
		{fr.OrdinalWords(10, Masculine), "10e"},
		{en.OrdinalWords(1, Masculine), "first"},
		{en.OrdinalWords(9, Masculine), "ninth"},
		{en.OrdinalWords(10, Masculine), "10th"},
		{en.OrdinalWords(0, Masculine), "0th"},
	} {
		if tc.got != tc.want {
			t.Errorf("got %q, want %q", tc.got, tc.want)
		}
	}
}
