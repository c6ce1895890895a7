package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"entente/internal/record"
)

// Fault is one thing wrong with a file: where it stands, a code that the catalogs put into words (problem.<code>), and what the
// sentence needs.
type Fault struct {
	Where string            `json:"where"` // file.yaml:12
	Code  string            `json:"code"`
	Args  map[string]string `json:"args,omitempty"`
}

// Codes of faults.
const (
	FaultSyntax    = "file_syntax"     // said
	FaultField     = "file_field"      // field, known
	FaultTwice     = "file_twice"      // field
	FaultRecord    = "file_record"     //
	FaultKind      = "file_kind"       // value
	FaultKey       = "file_key"        //
	FaultUnread    = "file_unread"     // said
	FaultPath      = "file_path"       // value
	FaultFile      = "file_missing"    // value
	FaultList      = "file_list"       //
	FaultMapping   = "file_mapping"    //
	FaultTruth     = "file_truth"      // value
	FaultWhole     = "file_whole"      // value
	FaultText      = "file_text"       //
	FaultRef       = "file_ref"        // value
	FaultPlaceForm = "file_place_form" // value
	FaultPlace     = "file_place"      // value
)

// FaultCodes lists them all.
func FaultCodes() []string {
	return []string{
		FaultSyntax, FaultField, FaultTwice, FaultRecord, FaultKind, FaultKey, FaultUnread, FaultPath, FaultFile, FaultList, FaultMapping,
		FaultTruth, FaultWhole, FaultText, FaultRef, FaultPlaceForm, FaultPlace,
	}
}

// Faults are all that is wrong with some files.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, one := range f {
		lines[i] = one.Where + ": " + one.Code
		for _, name := range slices.Sorted(maps.Keys(one.Args)) {
			lines[i] += fmt.Sprintf(" %s=%q", name, one.Args[name])
		}
	}
	return strings.Join(lines, "\n")
}

// Unwrap tells errors.Is that the input is invalid.
func (Faults) Unwrap() error { return record.ErrInvalid }

func fault(where, code string, args ...string) Fault {
	f := Fault{Where: where, Code: code}
	for i := 0; i+1 < len(args); i += 2 {
		if f.Args == nil {
			f.Args = map[string]string{}
		}
		f.Args[args[i]] = args[i+1]
	}
	return f
}
