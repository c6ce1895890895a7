// Package sample holds two sample offices: what five published documents of a real city and a real ministry say, as files
// that a person can read and edit. It must not know what reads them.
package sample

import (
	"embed"
	"io/fs"
)

//go:embed quebec/*.yaml
var files embed.FS

// Quebec is the folder of the sample office.
func Quebec() (fs.FS, error) { return fs.Sub(files, "quebec") }
