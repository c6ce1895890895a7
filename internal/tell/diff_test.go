package tell_test

import (
	"strings"
	"testing"

	"entente/internal/tell"
)

func marked(list []tell.Edit) string {
	var b strings.Builder
	for _, e := range list {
		switch {
		case e.Removed:
			b.WriteString("[-" + e.Text + "-]")
		case e.Added:
			b.WriteString("[+" + e.Text + "+]")
		default:
			b.WriteString(e.Text)
		}
	}
	return b.String()
}

func TestDiff(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ older, newer, want string }{
		{"", "", ""},
		{"Mission à Lyon", "Mission à Lyon", "Mission à Lyon"},
		{"Mission à Lyon", "Mission à Genève", "Mission à [-Lyon-][+Genève+]"},
		{"", "Neuf", "[+Neuf+]"},
		{"Vieux", "", "[-Vieux-]"},
		{"Une entente de coopération", "Une entente culturelle de coopération", "Une entente [+culturelle +]de coopération"},
		{"12 au 18 mai 2024", "13 au 18 juin 2024", "[-12-][+13+] au 18 [-mai-][+juin+] 2024"},
		{"a b c d", "x b y d", "[-a-][+x+] b [-c-][+y+] d"},
		{"l’été, ici", "l’hiver, ici", "l’[-été-][+hiver+], ici"},
	} {
		if got := marked(tell.Diff(c.older, c.newer)); got != c.want {
			t.Errorf("%q to %q: got %s, want %s", c.older, c.newer, got, c.want)
		}
	}
}

// FuzzDiff holds that both texts can be read from what was compared.
func FuzzDiff(f *testing.F) {
	f.Add("Mission à Lyon", "Mission à Genève")
	f.Add("a b a b", "b a b a \xff")
	f.Fuzz(func(t *testing.T, older, newer string) {
		var a, b strings.Builder
		for _, e := range tell.Diff(older, newer) {
			if !e.Added {
				a.WriteString(e.Text)
			}
			if !e.Removed {
				b.WriteString(e.Text)
			}
		}
		if a.String() != older || b.String() != newer {
			t.Errorf("%q to %q: %q and %q", older, newer, a.String(), b.String())
		}
	})
}

func TestALongTextIsComparedAsAWhole(t *testing.T) {
	t.Parallel()
	older, newer := strings.Repeat("a b ", 3000), strings.Repeat("c d ", 3000)
	got := tell.Diff(older+"fin", newer+"fin")
	if len(got) != 3 || !got[0].Removed || !got[1].Added || got[2].Text != " fin" {
		t.Errorf("%d runs", len(got))
	}
}

func TestAFactAsText(t *testing.T) {
	t.Parallel()
	words := func(s ...string) []tell.Words {
		var out []tell.Words
		for _, x := range s {
			out = append(out, tell.Words{Text: x})
		}
		return out
	}
	f := tell.Fact{
		Words: []tell.Words{{Text: "Maire", Note: "responsable"}},
		Table: &tell.Table{Head: []string{"De", "À"}, Rows: [][][]tell.Words{{words("Québec"), words("Lyon", "Paris")}, {nil, words("Berne")}}},
		Parts: [][]tell.Fact{{{Label: "Total", Words: words("12 $")}}},
	}
	if got, want := f.Plain(), "Maire responsable\nDe : Québec ; À : Lyon, Paris\nÀ : Berne\nTotal : 12 $"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
