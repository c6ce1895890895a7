package fonts_test

import (
	"bytes"
	"errors"
	"testing"

	"entente/internal/fonts"
)

func TestFontsAreThere(t *testing.T) {
	t.Parallel()
	all, err := fonts.All()
	if err != nil || len(all) != 9 {
		t.Fatalf("%d fonts, %v (run make assets)", len(all), err)
	}
	inter, err := fonts.TTF("Inter_400Regular")
	if err != nil || !bytes.HasPrefix(inter, []byte{0, 1, 0, 0}) {
		t.Errorf("Inter is no TTF file: %v", err)
	}
	if _, err := fonts.TTF("none"); !errors.Is(err, fonts.ErrNotBuilt) {
		t.Errorf("a font that is not there: %v", err)
	}
}
