package typed_test

import (
	"errors"
	"slices"
	"testing"

	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/typed"
)

func catalogs(t testing.TB) *i18n.Catalogs {
	t.Helper()
	c, err := i18n.New()
	if err != nil {
		t.Fatalf("load the catalogs: %v", err)
	}
	return c
}

func reader(t testing.TB) *typed.Reader {
	t.Helper()
	g, err := place.Load()
	if err != nil {
		t.Fatalf("load the gazetteer: %v (run make assets)", err)
	}
	return typed.New(catalogs(t), g)
}

func TestEveryErrorHasItsWords(t *testing.T) {
	t.Parallel()
	c := catalogs(t)
	for _, lang := range i18n.Langs() {
		for _, code := range append(typed.Codes(), "ambiguous_date", "ambiguous_place") {
			if !c.For(lang).Has("problem." + code) {
				t.Errorf("%s: problem.%s has no words", lang, code)
			}
		}
	}
}

// code is the code of an error of this package, "" of none.
func code(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var e *typed.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is not an error of the package", err)
	}
	if !slices.Contains(typed.Codes(), e.Code) {
		t.Errorf("%s is not among Codes", e.Code)
	}
	return e.Code
}
