package publish_test

import (
	"testing"

	"entente/internal/publish"
)

func TestUnmarkedIsWhatIsRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Le bureau a mené **{missions}** dans *{countries:number}*.":               "Le bureau a mené … dans ….",
		"## Titre\n\nUn [lien](https://example.org/x_y) et <https://example.org>.": "Titre Un lien et https://example.org.",
		"- un\n- deux\n  1. trois\n\n> cité\n> encore":                             "un deux trois cité encore",
		"`code {missions}` et \\*rien\\* et \\{missions\\}":                        "code … et *rien* et {missions}",
		"```\nligne\n```\nfin":      "ligne fin",
		"<b>gras</b> &amp; 2 < 3":   "<b>gras</b> & 2 < 3",
		"":                          "",
		"une_variable_nue et 3*4*5": "une_variable_nue et 345",
		"![une image](https://example.org/a.png \"titre\") {pas un jeton} {Missions} é": "une image {pas un jeton} {Missions} é",
	} {
		if got := publish.Unmarked(text); got != want {
			t.Errorf("%q is read %q, want %q", text, got, want)
		}
	}
}
