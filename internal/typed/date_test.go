package typed_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/typed"
)

func TestDates(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		typed string
		want  []record.Date
	}{
		{"", []record.Date{""}},
		{" 2003 ", []record.Date{"2003"}},
		{"en 2003", []record.Date{"2003"}},
		{"mai 2004", []record.Date{"2004-05"}},
		{"Mai 2004", []record.Date{"2004-05"}},
		{"May 2004", []record.Date{"2004-05"}},
		{"sept. 2024", []record.Date{"2024-09"}},
		{"févr. 2024", []record.Date{"2024-02"}},
		{"aout 2024", []record.Date{"2024-08"}},
		{"au mois d'août 2024", []record.Date{"2024-08"}},
		{"05/2004", []record.Date{"2004-05"}},
		{"2004/05", []record.Date{"2004-05"}},
		{"2004-05", []record.Date{"2004-05"}},
		{"automne 2022", []record.Date{"2022-23"}},
		{"à l’automne 2022", []record.Date{"2022-23"}},
		{"automne de 2022", []record.Date{"2022-23"}},
		{"fall 2022", []record.Date{"2022-23"}},
		{"in the fall of 2022", []record.Date{"2022-23"}},
		{"Autumn 2022", []record.Date{"2022-23"}},
		{"été 2021", []record.Date{"2021-22"}},
		{"winter 2020", []record.Date{"2020-24"}},
		{"13 mai 2024", []record.Date{"2024-05-13"}},
		{"13\u00a0mai 2024", []record.Date{"2024-05-13"}},
		{"le 13 mai 2024", []record.Date{"2024-05-13"}},
		{"Lundi 13 mai 2024", []record.Date{"2024-05-13"}},
		{"le lundi 13 mai 2024", []record.Date{"2024-05-13"}},
		{"1er mars 2024", []record.Date{"2024-03-01"}},
		{"1ᵉʳ mars 2024", []record.Date{"2024-03-01"}},
		{"13-mai-2024", []record.Date{"2024-05-13"}},
		{"May 13, 2024", []record.Date{"2024-05-13"}},
		{"Mon. May 13th, 2024", []record.Date{"2024-05-13"}},
		{"13 May 2024", []record.Date{"2024-05-13"}},
		{"the 1st of May 2024", []record.Date{"2024-05-01"}},
		{"2024-05-13", []record.Date{"2024-05-13"}},
		{"2024/5/3", []record.Date{"2024-05-03"}},
		{"2024-05-13T00:00:00Z", []record.Date{"2024-05-13"}},
		{"2024-05-13 14:30", []record.Date{"2024-05-13"}},
		{"13/05/2024", []record.Date{"2024-05-13"}},
		{"05/13/2024", []record.Date{"2024-05-13"}},
		{"13.05.2024", []record.Date{"2024-05-13"}},
		{"03/04/2024", []record.Date{"2024-04-03", "2024-03-04"}},
		{"3-4-2024", []record.Date{"2024-04-03", "2024-03-04"}},
		{"04/04/2024", []record.Date{"2024-04-04"}},
		{"2022-23", []record.Date{"2022-23", "2022/2023"}}, // autumn 2022, or two years
		{"2024-25", []record.Date{"2024/2025"}},
		{"2019-21", []record.Date{"2019-21"}},

		{"du 12 au 18 mai 2024", []record.Date{"2024-05-12/2024-05-18"}},
		{"12-18 mai 2024", []record.Date{"2024-05-12/2024-05-18"}},
		{"12–18 mai 2024", []record.Date{"2024-05-12/2024-05-18"}},
		{"12 au 18 mai 2024", []record.Date{"2024-05-12/2024-05-18"}},
		{"entre le 12 et le 18 mai 2024", []record.Date{"2024-05-12/2024-05-18"}},
		{"les 12 et 13 mai 2024", []record.Date{"2024-05-12/2024-05-13"}},
		{"28 juillet–3 août 2024", []record.Date{"2024-07-28/2024-08-03"}},
		{"du 28 juillet au 3 août 2024", []record.Date{"2024-07-28/2024-08-03"}},
		{"du 30 décembre 2024 au 2 janvier 2025", []record.Date{"2024-12-30/2025-01-02"}},
		{"May 12 to 18, 2024", []record.Date{"2024-05-12/2024-05-18"}},
		{"May 12-18, 2024", []record.Date{"2024-05-12/2024-05-18"}},
		{"from May 12 to 18, 2024", []record.Date{"2024-05-12/2024-05-18"}},
		{"12th-18th May 2024", []record.Date{"2024-05-12/2024-05-18"}},
		{"July 28 to August 3, 2024", []record.Date{"2024-07-28/2024-08-03"}},
		{"between July 28 and August 3, 2024", []record.Date{"2024-07-28/2024-08-03"}},
		{"2024-05-12-18", []record.Date{"2024-05-12/2024-05-18"}},
		{"2024-05-12/2024-05-18", []record.Date{"2024-05-12/2024-05-18"}},
		{"2024-05-12 au 2024-05-18", []record.Date{"2024-05-12/2024-05-18"}},
		{"13/05/2024 au 18/05/2024", []record.Date{"2024-05-13/2024-05-18"}},
		{"03/04/2024 - 05/04/2024", []record.Date{"2024-04-03/2024-04-05", "2024-03-04/2024-05-04"}},
		{"03/04/2024 - 13/04/2024", []record.Date{"2024-04-03/2024-04-13"}},
		{"de janvier à mars 2024", []record.Date{"2024-01/2024-03"}},
		{"d’avril à août 2024", []record.Date{"2024-04/2024-08"}},
		{"2023-2025", []record.Date{"2023/2025"}},
		{"de 2023 à 2025", []record.Date{"2023/2025"}},
		{"2023 to 2025", []record.Date{"2023/2025"}},
		{"2023/2025", []record.Date{"2023/2025"}},
		{"du printemps à l'automne 2022", []record.Date{"2022-21/2022-23"}},
		{"2022-23/2023-21", []record.Date{"2022-23/2023-21"}},

		{"depuis 2023", []record.Date{"2023/.."}},
		{"since May 2023", []record.Date{"2023-05/.."}},
		{"depuis le 1er mars 2024", []record.Date{"2024-03-01/.."}},
		{"depuis l’automne 2022", []record.Date{"2022-23/.."}},
		{"à partir de 2023", []record.Date{"2023/"}},
		{"à partir du 13 mai 2024", []record.Date{"2024-05-13/"}},
		{"from 2023", []record.Date{"2023/"}},
		{"jusqu'en 2009", []record.Date{"/2009"}},
		{"jusqu’au 3 juin 2009", []record.Date{"/2009-06-03"}},
		{"jusqu'à l'automne 2022", []record.Date{"/2022-23"}},
		{"until 2009", []record.Date{"/2009"}},
		{"2023/..", []record.Date{"2023/.."}},
		{"../2009", []record.Date{"../2009"}},
		{"/2009", []record.Date{"/2009"}},
	} {
		got, err := typed.Date(tc.typed)
		if err != nil || !slices.Equal(got, tc.want) {
			t.Errorf("%q: got %q, %v, want %q", tc.typed, got, err, tc.want)
		}
	}
}

func TestDatesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"bientôt":                          "unread_date",
		"mai":                              "year_missing",
		"13 mai":                           "year_missing",
		"du 12 au 18 mai":                  "year_missing",
		"13 mai 24":                        "two_digit_year",
		"13/05/24":                         "two_digit_year",
		"du 13/05/24 au 18/05/24":          "two_digit_year",
		"24-05-13":                         "two_digit_year",
		"30 février 2024":                  "no_such_day",
		"2023-02-29":                       "no_such_day",
		"13/13/2024":                       "no_such_day",
		"2024-13-01":                       "no_such_day",
		"du 18 au 12 mai 2024":             "period_reversed",
		"2025-2023":                        "period_reversed",
		"du 28 décembre au 3 janvier 2025": "year_missing",
		"les 12 et 18 mai 2024":            "unread_date",
		"32 mai 2024":                      "unread_date",
		"13 printemps 2024":                "unread_date",
		"20240513":                         "unread_date",
		"depuis":                           "unread_date",
		"depuis mai":                       "year_missing",
		"vers 2003":                        "unread_date",
		"2009-26":                          "two_digit_year",
		"mai mai 2024":                     "unread_date",
	} {
		got, err := typed.Date(s)
		if c := code(t, err); c != want {
			t.Errorf("%q: got %q %q, want %q", s, got, c, want)
		}
	}
}

// What the printer writes of any date is read as that date, in the language that it was written in.
func TestDatesPrintedAreReadBack(t *testing.T) {
	t.Parallel()
	c := catalogs(t)
	var moments []record.Date
	for day := time.Date(2019, 11, 20, 0, 0, 0, 0, time.UTC); day.Year() < 2021; day = day.AddDate(0, 0, 9) {
		moments = append(moments, record.Date(day.Format(time.DateOnly)), record.Date(day.Format("2006-01")))
	}
	for y := 2018; y < 2026; y += 2 {
		moments = append(moments, record.Date(fmt.Sprint(y)), record.Date(fmt.Sprint(1000+y-1018)))
		for s := 21; s <= 24; s++ {
			moments = append(moments, record.Date(fmt.Sprintf("%d-%d", y, s)))
		}
	}
	dates := slices.Clone(moments)
	for _, a := range moments {
		dates = append(dates, a+"/..", a+"/", "/"+a)
		for _, b := range moments {
			if d := a + "/" + b; a != b && a.First() <= b.Last() {
				dates = append(dates, d)
			}
		}
	}
	for _, lang := range i18n.Langs() {
		p := c.For(lang)
		for _, d := range dates {
			for _, s := range []string{p.Date(d), p.DateIn(d)} {
				got, err := typed.Date(s)
				if err != nil || len(got) != 1 || got[0] != d {
					t.Fatalf("%s: %q is printed %q and read %q, %v", lang, d, s, got, err)
				}
			}
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"du 12 au 18 mai 2024", "03/04/2024", "2022-23", "jusqu'en 2009", "../2009", "1er mars 2024", "\xff/2024", "0000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := typed.Date(s)
		if err != nil {
			code(t, err)
			return
		}
		if len(got) == 0 {
			t.Fatalf("%q: neither a date nor an error", s)
		}
		for _, d := range got {
			if _, err := record.ParseDate(string(d)); d != "" && err != nil {
				t.Errorf("%q is read %q, which is no date: %v", s, d, err)
			}
		}
	})
}
