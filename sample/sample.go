// Package sample holds a sample office: what one published report of a real city says, as files that a person can read and
// edit. It must not know what reads them.
package sample

import (
	"embed"
	"io/fs"
)

//go:embed quebec/*.yaml
var files embed.FS

// Quebec is the folder of the sample office.
func Quebec() (fs.FS, error) { return fs.Sub(files, "quebec") }
