// Command cmd writes the data dictionary of the repository whose root is its argument, or the present folder. It must not
// know what the dictionary holds.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"entente/internal/dictionary"
	"entente/internal/i18n"
)

func main() {
	root := "."
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	if err := write(root); err != nil {
		fmt.Fprintln(os.Stderr, "dictionary:", err)
		os.Exit(1)
	}
}

func write(root string) error {
	catalogs, err := i18n.New()
	if err != nil {
		return err
	}
	text, err := dictionary.Generate(catalogs, os.DirFS(filepath.Join(root, "internal/record")))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, dictionary.Path), text, 0o644) //nolint:gosec // a document that everybody may read
}
