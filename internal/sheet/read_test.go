package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/internal/record"
	"entente/internal/sheet"
)

func open(t *testing.T, name string, o sheet.Options) *sheet.Book {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Open(bytes.NewReader(data), int64(len(data)), o)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b
}

func detect(t *testing.T, b *sheet.Book, c sheet.Choices) sheet.Shape {
	t.Helper()
	s, err := b.Detect(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// lines writes the rows of data as lines, the cells parted by bars.
func lines(t *testing.T, b *sheet.Book, s sheet.Shape) []string {
	t.Helper()
	var out []string
	for row, err := range b.Data(s) {
		if err != nil {
			t.Fatal(err)
		}
		var cells []string
		for _, c := range row.Cells {
			switch {
			case c.Day != "":
				cells = append(cells, "day "+c.Day)
			case c.Number != "":
				cells = append(cells, "n "+string(c.Number))
			default:
				cells = append(cells, c.Text)
			}
		}
		out = append(out, fmt.Sprintf("%d: %s", row.N, strings.Join(cells, "|")))
	}
	return out
}

func TestMessyFiles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file, how string // encoding, separator and line end, or the format
		titles    string
		headers   []int
		skipped   string
		rows      []string
	}{
		{
			"missions-excel-fr.csv", "windows-1252 ; crlf", "No|Mission|Année|Ville|Pays|Thèmes|Responsable", []int{4}, "above 2 total 1 note 1",
			[]string{
				"5: n 1|Mission à Boston|n 2024|Boston|États-Unis|Développement économique|Maire de Québec",
				"6: n 2|Mission à Colonia del Sacramento pour le conseil d’administration de l’OVPM|n 2024|Colonia del Sacramento|Uruguay|Culture et patrimoine|Élue responsable du patrimoine",
				"7: n 3|Mission à Lausanne et à Porrentruy pour l’assemblée générale de l’AIMF|n 2024|Lausanne|Suisse|Francophonie|Élue responsable des relations internationales",
				"8: n 6|Déplacement à New York avec le Port de Québec|n 2024|New York|États-Unis|Développement économique|",
				"9: n 8|Mission à Lisbonne pour la conférence mondiale de l’AIVP; à souligner|n 2024|Lisbonne|Portugal|Développement durable et climat|",
			},
		},
		{
			"compensation-excel-fr.csv", "windows-1252 ; crlf", "Période|Crédits carbone|Tonnes|Prix avant taxes", []int{1}, "",
			[]string{"2: n 2023|Crédits carbone pour les déplacements de 2023|n 155|4 066,13 $"},
		},
		{
			"accueils-mac.csv", "macintosh , cr", "Titre|Type d'accueil|Année|Provenance|Résumé", []int{1}, "",
			[]string{
				"2: Accueil du ministre des Affaires économiques de la Finlande|Courtoisie|n 2024|Finlande|",
				"3: Accueil de gestionnaires municipaux français de l’INET|Courtoisie|n 2024|France|Des gestionnaires municipaux de France, en voyage d’études avec leur institut.",
				"4: Accueil de la consule générale du Canada à São Paulo|Courtoisie|n 2024|Brésil|",
				"5: Présentation d’ÀVélo à une délégation de l’État de Puebla|Courtoisie|n 2024|Mexique|La délégation mexicaine a découvert le service ÀVélo.",
			},
		},
		{
			"organismes-unicode.txt", "utf-16le \t crlf", "Nom|Sigle|Catégorie|Ville|Pays", []int{1}, "",
			[]string{
				"2: Ville de Lausanne||Municipalité|Lausanne|Suisse", "3: Ville de Saint-Malo||Municipalité|Saint-Malo|France",
				"4: Organisation des villes du patrimoine mondial|OVPM|Réseau de villes|Québec|Canada", "5: Rennes Métropole||Métropole|Rennes|France",
			},
		},
		{
			"dates-settled.csv", "utf-8 , lf", "Titre|Date", []int{1}, "",
			[]string{"2: Rendez-vous|day 2024-05-13", "3: Échange|day 2024-12-03"},
		},
		{
			"doublons.csv", "utf-8 ; crlf", "Nom|Sigle|Ville|Pays", []int{1}, "",
			[]string{
				"2: VILLE DE LAUSANNE||Lausanne|Suisse", "3: Rennes Metropole||Rennes|France", "4: OVPM|OVPM|Québec|Canada",
				"5: Association Internationale des Maires Francophones (AIMF)|AIMF|Paris|France", "6: Ville de Sao Paulo||Sao Paulo|Brésil",
				"7: Ville de Bordeaux||Bordeaux|France", "8: Ville de bordeaux||Bordeaux|France",
			},
		},
		{
			"formules.csv", "utf-8 , lf", "Collaborateur|Année", []int{1}, "",
			[]string{
				`2: =HYPERLINK("http://exemple.invalid","Alliance verte")|n 2024`, "3: +Alliance santé Québec|n 2024", "4: @Assemblée nationale du Québec|n 2024",
				"5: -Innovaud|n 2024", "6: =1+1|n 2024",
			},
		},
		{
			"inegal.csv", "utf-8 | lf", "Organisme|Ville|Pays|Présentation|F", []int{1}, "repeated 1 blank 1",
			[]string{
				"3: Ville de Calgary|Calgary|Canada|Ville de l’Ouest,\nqui a dit « bonjour »|", "4: Ville de San Antonio|San Antonio|||",
				"6: Ville de Boston|Boston|États-Unis||surplus", `8: Canton du Jura|||Une "vraie" amitié|`,
			},
		},
		{
			"partners-en.csv", "utf-8 , crlf", "Name|City|Country|Members|Fee", []int{1}, "",
			[]string{"2: City of Lausanne|Lausanne|Switzerland|1,234|n 4066.13", "3: City of Boston|Boston|United States|2,345|n 155"},
		},
		{
			"ententes-libreoffice.xlsx", "xlsx", "Titre – Français|Titre – Anglais|Catégorie|Dates – Signature|Dates – Début rapporté|Parties – 1re|Parties – 2e", []int{1, 2}, "",
			[]string{
				"3: Protocole de collaboration avec Rennes Métropole|Protocol of collaboration with Rennes Métropole|Protocole||n 2024|Ville de Québec|Rennes Métropole",
				"4: Déclaration commune avec Nantes Métropole, 2024-2025|Joint declaration with Nantes Métropole, 2024–2025|Déclaration commune||n 2024|Ville de Québec|Nantes Métropole",
				"5: Entente de coopération entre Québec International–Le Camp et Innovaud||||n 2024|Québec International|Innovaud",
			},
		},
		{
			"accueils-excel.xlsx", "xlsx", "Titre|Type|Date|Mois|Part", []int{3}, "above 1 hidden 1 total 1",
			[]string{
				"4: Exposition accueillie|Collaboration|day 2024-05-13|2024-05|15 %", "6: Séance de décembre|Stratégique|day 2024-12-03|2024-12|20 %",
				"7: Fiche brisée|Courtoisie|#REF!||",
			},
		},
		{
			"dates-1904.xlsx", "xlsx", "Titre|Adoption", []int{1}, "",
			[]string{"2: Politique internationale|day 2017-04-11", "3: Entente Ville-Ministère|day 2022-08-17"},
		},
	} {
		t.Run(c.file, func(t *testing.T) {
			t.Parallel()
			b := open(t, c.file, sheet.Options{})
			how := b.Format
			if b.Format == sheet.FormatCSV {
				how = b.Encoding + " " + b.Separator + " " + b.LineEnd
			}
			if how != c.how || len(b.Doubts) > 0 {
				t.Errorf("found %q with doubts %v, want %q", how, b.Doubts, c.how)
			}
			s := detect(t, b, sheet.Choices{})
			if got := strings.Join(s.Titles(), "|"); got != c.titles || !slices.Equal(s.Headers, c.headers) {
				t.Errorf("titles %q in %v, want %q in %v", got, s.Headers, c.titles, c.headers)
			}
			var skipped []string
			for _, k := range s.Skipped {
				skipped = append(skipped, fmt.Sprint(k.Why, " ", k.N))
			}
			if got := strings.Join(skipped, " "); got != c.skipped {
				t.Errorf("left out %q, want %q", got, c.skipped)
			}
			got := lines(t, b, s)
			if !slices.Equal(got, c.rows) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.rows, "\n"))
			}
			if s.Rows != len(got) {
				t.Errorf("says %d rows", s.Rows)
			}
		})
	}
}

func TestWhatOnlyAPersonKnowsIsAsked(t *testing.T) {
	t.Parallel()
	b := open(t, "dates-ambiguous.csv", sheet.Options{})
	s := detect(t, b, sheet.Choices{})
	if len(s.Questions) != 1 || s.Questions[0].Code != sheet.AskDates || s.Questions[0].Column != 2 || s.Questions[0].Example != "03/12/2024" {
		t.Fatalf("asks %+v", s.Questions)
	}
	if got := lines(t, b, s)[0]; got != "2: Exhibition visit|Courtesy|03/12/2024" {
		t.Errorf("guessed: %s", got)
	}
	if !s.Columns[2].Doubtful("03/12/2024") || s.Columns[2].Doubtful("12/12/2024") {
		t.Error("does not tell which dates are in doubt")
	}
	for order, want := range map[string]string{sheet.DayFirst: "2024-12-03", sheet.MonthFirst: "2024-03-12"} {
		s := detect(t, b, sheet.Choices{Dates: map[int]string{2: order}})
		if got := lines(t, b, s)[0]; got != "2: Exhibition visit|Courtesy|day "+want || len(s.Questions) > 0 {
			t.Errorf("%s: %s, asks %v", order, got, s.Questions)
		}
		if ex := s.Columns[2].Examples[0]; ex.Raw != "03/12/2024" || ex.Read != want {
			t.Errorf("%s: example %+v", order, ex)
		}
	}
	b = open(t, "partners-en.csv", sheet.Options{})
	s = detect(t, b, sheet.Choices{})
	if len(s.Questions) != 1 || s.Questions[0].Code != sheet.AskDecimals || s.Questions[0].Example != "1,234" {
		t.Fatalf("asks %+v", s.Questions)
	}
	for mark, want := range map[string]string{",": "n 1.234", ".": "n 1234"} {
		s := detect(t, b, sheet.Choices{Decimals: map[int]string{3: mark}})
		if got := lines(t, b, s)[0]; got != "2: City of Lausanne|Lausanne|Switzerland|"+want+"|n 4066.13" {
			t.Errorf("%s: %s", mark, got)
		}
	}
}

func TestWhatIsHiddenIsSaidAndLeftOutUnlessAsked(t *testing.T) {
	t.Parallel()
	b := open(t, "accueils-excel.xlsx", sheet.Options{})
	want := []sheet.Tab{{Name: "Accueils"}, {Name: "Brouillon", Hidden: true}, {Name: "Listes", Hidden: true}}
	if !slices.Equal(b.Tabs, want) {
		t.Errorf("sheets %v", b.Tabs)
	}
	if got := strings.Join(b.Left, " "); got != "comments hidden_tabs properties" {
		t.Errorf("left out %q", got)
	}
	s := detect(t, b, sheet.Choices{})
	if !slices.Equal(s.HiddenColumns, []string{"D"}) {
		t.Errorf("hidden columns %v", s.HiddenColumns)
	}
	all := strings.Join(lines(t, b, s), "\n") + fmt.Sprintf("%+v %+v", s, b)
	for _, secret := range []string{"confidentiel", "diffuser", "annulée|", "Ne pas lire"} {
		if strings.Contains(all, secret) {
			t.Errorf("%q is read", secret)
		}
	}
	s = detect(t, b, sheet.Choices{Hidden: true, Totals: true})
	if got := lines(t, b, s); len(got) != 5 || got[1] != "5: Rencontre annulée|Courtoisie|day 2024-05-14|||" || !strings.Contains(got[0], "diffuser") || got[4] != "8: Total|n 3||||" {
		t.Errorf("when asked: %q", got)
	}
	s = detect(t, b, sheet.Choices{Tab: "Brouillon"})
	if got := lines(t, b, s); len(got) != 1 || got[0] != "2: Ne pas lire" {
		t.Errorf("the hidden sheet, asked for: %q", got)
	}
}

func code(t *testing.T, err error) string {
	t.Helper()
	var e *record.Error
	if !errors.As(err, &e) || e.Kind != record.Invalid || len(e.Problems) != 1 {
		t.Fatalf("not a refusal with its reason: %v", err)
	}
	return e.Problems[0].Code
}

func zipped(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// book makes the parts of a workbook around the XML of one sheet.
func book(sheetXML string) map[string]string {
	return map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheetXML,
	}
}

func TestHostileFilesAreRefusedWithAReason(t *testing.T) {
	t.Parallel()
	small := sheet.DefaultLimits()
	small.File, small.Unpacked, small.Rows, small.Columns, small.Cell, small.Words = 1<<20, 1<<20, 100, 20, 1000, 10_000
	rows := func(n int) string {
		return "<worksheet><sheetData>" + strings.Repeat("<row><c t=\"inlineStr\"><is><t>x</t></is></c></row>", n) + "</sheetData></worksheet>"
	}
	lie := zipped(t, book("<worksheet>"+strings.Repeat(" ", 3<<20)+"</worksheet>"))
	// the directory of the file says that the part is small
	broken := zipped(t, book(rows(3)))
	copy(broken[len(broken)/2:], "xxxxxxxxxxxxxxxxxxxxxx")
	words := book(rows(3))
	words["xl/sharedStrings.xml"] = "<sst>" + strings.Repeat("<si><t>"+strings.Repeat("w", 100)+"</t></si>", 200) + "</sst>"
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":            {[]byte(" \n"), "sheet_empty"},
		"too big":          {bytes.Repeat([]byte("a,b\n"), 1<<19), "sheet_too_big"},
		"old Excel":        {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "sheet_old_excel"},
		"a picture":        {[]byte("\x89PNG\r\n\x1a\n"), "sheet_not_a_table"},
		"zeroes":           {[]byte("a,b\x00\n1,2\n"), "sheet_not_a_table"},
		"OpenDocument":     {zipped(t, map[string]string{"mimetype": "x", "content.xml": "<x/>"}), "sheet_open_document"},
		"binary Excel":     {zipped(t, map[string]string{"xl/workbook.bin": "x"}), "sheet_binary_excel"},
		"no workbook":      {zipped(t, map[string]string{"a.txt": "x"}), "sheet_broken_zip"},
		"a bomb":           {lie, "sheet_bomb"},
		"broken":           {broken, "sheet_broken_zip"},
		"too long":         {zipped(t, book(rows(101))), "sheet_too_long"},
		"too wide":         {zipped(t, book(`<worksheet><sheetData><row><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`)), "sheet_too_wide"},
		"a huge cell":      {zipped(t, book("<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>"+strings.Repeat("x", 2000)+"</t></is></c></row></sheetData></worksheet>")), "sheet_cell_too_long"},
		"many words":       {zipped(t, words), "sheet_bomb"},
		"cut off":          {zipped(t, book("<worksheet><sheetData><row><c>")), "sheet_broken_zip"},
		"no rows":          {zipped(t, book(rows(1))), "sheet_no_rows"},
		"an open quote":    {[]byte("a,b\n\"" + strings.Repeat("x\n", 2000)), "sheet_open_quote"},
		"wide text":        {[]byte(strings.Repeat("a,", 30) + "\n" + strings.Repeat("1,", 30) + "\n"), "sheet_too_wide"},
		"titles alone":     {[]byte("a,b\n"), "sheet_no_rows"},
		"a tower of words": {[]byte("a,b\n" + strings.Repeat("1,2\n", 200)), "sheet_too_long"},
	} {
		b, err := sheet.Open(bytes.NewReader(c.data), int64(len(c.data)), sheet.Options{Limits: small})
		if err == nil {
			_, err = b.Detect(sheet.Choices{})
		}
		if err == nil {
			t.Errorf("%s: was read", name)
			continue
		}
		if got := code(t, err); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func FuzzOpen(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) < 8 {
		f.Fatalf("%d files: %v", len(files), err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := sheet.Open(bytes.NewReader(data), int64(len(data)), sheet.Options{})
		if err != nil {
			return
		}
		s, err := b.Detect(sheet.Choices{})
		if err != nil {
			return
		}
		n := 0
		for row, err := range b.Data(s) {
			if err != nil {
				t.Fatalf("read once, and not again: %v", err)
			}
			if len(row.Cells) != len(s.Columns) {
				t.Fatalf("row %d has %d cells of %d columns", row.N, len(row.Cells), len(s.Columns))
			}
			n++
		}
		if n != s.Rows {
			t.Fatalf("%d rows were found and %d read", s.Rows, n)
		}
	})
}
