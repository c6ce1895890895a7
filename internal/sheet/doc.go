// Package sheet writes and reads tables as people exchange them: CSV, XLSX, and JSON. A table is columns and rows of typed
// cells. It is pure: it must not know where rows come from, who may see them, or which page offers the file.
package sheet
