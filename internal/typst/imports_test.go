package typst

import (
	"slices"
	"testing"

	"github.com/tetratelabs/wazero"
)

// TestEveryImportIsKnown reads what the typesetter asks for. The interpreter is used because it takes a second where machine
// code takes half a minute.
func TestEveryImportIsKnown(t *testing.T) {
	t.Parallel()
	wasm, err := compiler()
	if err != nil {
		t.Fatal(err)
	}
	rt := wazero.NewRuntimeWithConfig(t.Context(), wazero.NewRuntimeConfigInterpreter())
	defer func() {
		if err := rt.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	mod, err := rt.CompileModule(t.Context(), wasm)
	if err != nil {
		t.Fatal(err)
	}
	known := imports()
	var asked []string
	for _, f := range mod.ImportedFunctions() {
		module, name, _ := f.Import()
		asked = append(asked, name)
		if known[name] == nil || module != importModule {
			t.Errorf("%s.%s is not known", module, name)
		}
	}
	for name := range known {
		if !slices.Contains(asked, name) {
			t.Errorf("%s is known and never asked for", name)
		}
	}
	exports := mod.ExportedFunctions()
	for _, name := range []string{exportAllocate, exportThrow, exportFree, exportStack, exportClosure, exportRelease, exportPromise} {
		if exports[name] == nil {
			t.Errorf("there is no export %s", name)
		}
	}
	for name := range known {
		if throws(name) && !slices.Contains(asked, name) {
			t.Errorf("%s throws and is never asked for", name)
		}
	}
}
