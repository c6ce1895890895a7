package typst

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"runtime/debug"
	"strings"

	"entente/internal/fonts"
)

//go:embed all:data
var data embed.FS

// ErrNotBuilt says that this binary was compiled before the typesetter was fetched.
var ErrNotBuilt = errors.New("built without assets, so PDF files cannot be made: run make")

const packed = "data/compiler.wasm.gz"

// compiler unpacks the typesetter.
func compiler() ([]byte, error) {
	gz, err := packedCompiler()
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(gz))
	if err != nil {
		return nil, fmt.Errorf("unpack the typesetter: %w", err)
	}
	wasm, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("unpack the typesetter: %w", err)
	}
	return wasm, nil
}

func packedCompiler() ([]byte, error) {
	gz, err := data.ReadFile(packed)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotBuilt
	}
	if err != nil {
		return nil, fmt.Errorf("read the typesetter: %w", err)
	}
	return gz, nil
}

// Fonts are the fonts that documents are set in, as TTF files, in the order of their names.
func Fonts() ([][]byte, error) {
	all, err := fonts.All()
	if errors.Is(err, fonts.ErrNotBuilt) {
		return nil, ErrNotBuilt
	}
	if err != nil {
		return nil, fmt.Errorf("read the fonts: %w", err)
	}
	return all, nil
}

// edition names the machine code that this program makes of the typesetter on this machine: another version of either is
// another code.
func edition() (string, error) {
	gz, err := packedCompiler()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	h.Write(gz)
	fmt.Fprintln(h, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if strings.Contains(m.Path, "wazero") {
				fmt.Fprintln(h, m.Path, m.Version)
			}
		}
	}
	return "typst-" + hex.EncodeToString(h.Sum(nil))[:16], nil
}
