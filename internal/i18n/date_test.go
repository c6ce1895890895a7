package i18n

import (
	"strings"
	"testing"

	"entente/internal/record"
)

func TestDates(t *testing.T) {
	t.Parallel()
	fr, en := catalogs(t).For(FR), catalogs(t).For(EN)
	// A tilde stands for the no-break space.
	for _, tc := range []struct {
		date     record.Date
		fr, frIn string
		en, enIn string
	}{
		{date: "2024-05-13", fr: "13~mai 2024", frIn: "le 13~mai 2024", en: "May~13, 2024", enIn: "on May~13, 2024"},
		{date: "2024-03-01", fr: "1er~mars 2024", frIn: "le 1er~mars 2024", en: "March~1, 2024", enIn: "on March~1, 2024"},
		{date: "2004-05", fr: "mai 2004", frIn: "en mai 2004", en: "May 2004", enIn: "in May 2004"},
		{date: "2024-08", fr: "août 2024", frIn: "en août 2024", en: "August 2024", enIn: "in August 2024"},
		{date: "2022-21", fr: "printemps 2022", frIn: "au printemps 2022", en: "spring 2022", enIn: "in the spring of 2022"},
		{date: "2022-22", fr: "été 2022", frIn: "à l’été 2022", en: "summer 2022", enIn: "in the summer of 2022"},
		{date: "2022-23", fr: "automne 2022", frIn: "à l’automne 2022", en: "fall 2022", enIn: "in the fall of 2022"},
		{date: "2022-24", fr: "hiver 2022", frIn: "à l’hiver 2022", en: "winter 2022", enIn: "in the winter of 2022"},
		{date: "2003", fr: "2003", frIn: "en 2003", en: "2003", enIn: "in 2003"},

		{date: "2024-05-12/2024-05-18", fr: "du 12 au 18~mai 2024", en: "May~12 to 18, 2024"},
		{date: "2024-03-01/2024-03-03", fr: "du 1er au 3~mars 2024", en: "March~1 to 3, 2024"},
		{date: "2024-01-17/2024-04-14", fr: "du 17~janvier au 14~avril 2024", en: "January~17 to April~14, 2024"},
		{date: "2024-12-30/2025-01-02", fr: "du 30~décembre 2024 au 2~janvier 2025", en: "December~30, 2024, to January~2, 2025"},
		{date: "2024-01/2024-03", fr: "de janvier à mars 2024", en: "January to March 2024"},
		{date: "2024-04/2024-08", fr: "d’avril à août 2024", en: "April to August 2024"},
		{date: "2023-10/2024-03", fr: "d’octobre 2023 à mars 2024", en: "October 2023 to March 2024"},
		{date: "2023/2025", fr: "de 2023 à 2025", en: "2023 to 2025"},
		{date: "2022-21/2022-23", fr: "du printemps à l’automne 2022", en: "spring to fall 2022"},
		{date: "2022-23/2023-21", fr: "de l’automne 2022 au printemps 2023", en: "fall 2022 to spring 2023"},
		{date: "2024-05-13/2024-08", fr: "du 13~mai à août 2024", en: "May~13 to August 2024"},
		{date: "2023-09/2025", fr: "de septembre 2023 à 2025", en: "September 2023 to 2025"},
		{date: "2024-09-22/2025", fr: "du 22~septembre 2024 à 2025", en: "September~22, 2024, to 2025"},
	} {
		interval := strings.Contains(string(tc.date), "/")
		if interval { // French says the same in a sentence, English adds a word
			tc.frIn, tc.enIn = tc.fr, "from "+tc.en
		}
		check(t, tc.date, fr.Date(tc.date), tc.fr)
		check(t, tc.date, fr.DateIn(tc.date), tc.frIn)
		check(t, tc.date, en.Date(tc.date), tc.en)
		check(t, tc.date, en.DateIn(tc.date), tc.enIn)
	}
}

func TestDatesWithOneEnd(t *testing.T) {
	t.Parallel()
	fr, en := catalogs(t).For(FR), catalogs(t).For(EN)
	for _, tc := range []struct {
		date   record.Date
		fr, en string
	}{
		{"2023/..", "depuis 2023", "since 2023"},
		{"2024-02/..", "depuis février 2024", "since February 2024"},
		{"2024-05-13/..", "depuis le 13~mai 2024", "since May~13, 2024"},
		{"2022-21/..", "depuis le printemps 2022", "since spring 2022"},
		{"2022-23/..", "depuis l’automne 2022", "since fall 2022"},
		{"2023-09/", "à partir de septembre 2023", "from September 2023"},
		{"2023-04/", "à partir d’avril 2023", "from April 2023"},
		{"2023-09-01/", "à partir du 1er~septembre 2023", "from September~1, 2023"},
		{"2022-23/", "à partir de l’automne 2022", "from fall 2022"},
		{"/2024", "jusqu’en 2024", "until 2024"},
		{"../2024-05", "jusqu’en mai 2024", "until May 2024"},
		{"/2024-05-13", "jusqu’au 13~mai 2024", "until May~13, 2024"},
		{"/2022-23", "jusqu’à l’automne 2022", "until fall 2022"},
		{"/2022-21", "jusqu’au printemps 2022", "until spring 2022"},
		{"2024-05-13/2024-05-13", "13~mai 2024", "May~13, 2024"},
		{"", "", ""},
		{"..", "..", ".."},
		{"l’an passé", "l’an passé", "l’an passé"},
	} {
		check(t, tc.date, fr.Date(tc.date), tc.fr)
		check(t, tc.date, en.Date(tc.date), tc.en)
	}
	check(t, "2024-05-13/2024-05-13", fr.DateIn("2024-05-13/2024-05-13"), "le 13~mai 2024")
}

func check(t *testing.T, d record.Date, got, want string) {
	t.Helper()
	if want = strings.ReplaceAll(want, "~", nbsp); got != want {
		t.Errorf("%s: got %q, want %q", d, got, want)
	}
}
