package chart

import (
	"regexp"
	"strings"
	"testing"
)

// TestEveryKindHasAShapeOfItsOwn, so that nobody needs colours to read a map.
func TestEveryKindHasAShapeOfItsOwn(t *testing.T) {
	t.Parallel()
	paint := regexp.MustCompile(` fill="[^"]*"`)
	of := map[string]string{}
	for _, kind := range []string{"mission", "visit", "membership", "agreement", "relation", "event", "participation"} {
		drawn := marker(kind, vec{10, 10})
		if !strings.Contains(drawn, " fill=") {
			t.Errorf("%s: %s", kind, drawn)
		}
		shape := paint.ReplaceAllString(drawn, "")
		if other := of[shape]; other != "" {
			t.Errorf("%s looks as %s does: %s", kind, other, shape)
		}
		of[shape] = kind
	}
}
