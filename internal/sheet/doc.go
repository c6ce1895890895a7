// Package sheet writes and reads tables as people exchange them: CSV, XLSX, and JSON. Written, a table is columns and rows
// of typed cells. Read, a file is first opened ([Open]: what is it?), then examined ([Book.Detect]: where are the titles,
// what do the columns hold, what must a person answer?), then read row by row ([Book.Data]). A file is never trusted: what
// it may ask of the machine is bounded, and what is refused is refused with a reason.
//
// It is pure: it must not know where rows come from, who may see them, what fields they are for, or which page offers the
// file.
package sheet
