// Package typst sets documents as PDF with Typst, which the binary carries as WebAssembly: no other program and no browser is
// needed. The work is done in a child process, so that its memory leaves with it and that what takes too long can be ended.
// The package is given the source of a template and files beside it, and gives back bytes; it must not know what documents
// are about, nor where their files are kept.
package typst
