// Package pdf writes a paper as a PDF file with package typst: tagged, with its fonts and its identity inside, built to
// PDF/UA-1. The template is a constant; what the paper says reaches it as data and never as source, so that no text can become
// markup. The package must not know records, languages or addresses: whoever calls it says where a link leads.
package pdf
