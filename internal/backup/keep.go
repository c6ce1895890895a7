package backup

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Keep says how many backups a folder keeps: the last of each of so many days, weeks and months. The zero Keep keeps all.
type Keep struct{ Daily, Weekly, Monthly int }

// ParseKeep reads "7,4,12"; "all" and "" keep all.
func ParseKeep(s string) (Keep, bool) {
	if s == "" || s == "all" {
		return Keep{}, true
	}
	parts := strings.Split(s, ",")
	if len(parts) != 3 {
		return Keep{}, false
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(strings.TrimSpace(p))
		if err != nil || v < 0 {
			return Keep{}, false
		}
		n[i] = v
	}
	return Keep{n[0], n[1], n[2]}, true
}

type kept struct {
	Manifest

	path string
	at   time.Time
}

// prune removes the backups of a folder that need not be kept. It touches only files that have a manifest of ours and the size
// that it tells.
func prune(folder string, k Keep, now time.Time) ([]string, error) {
	removed := []string{}
	if k == (Keep{}) {
		return removed, nil
	}
	found, err := filepath.Glob(filepath.Join(folder, prefix+"*"+suffix))
	if err != nil {
		return removed, err
	}
	var all []kept
	for _, path := range found {
		m, err := readManifest(manifestOf(path))
		st, gone := os.Stat(path)
		if err != nil || m.Format == 0 || gone != nil || st.Size() != m.Size {
			continue
		}
		at, err := time.Parse(time.RFC3339, m.At)
		if err != nil {
			continue
		}
		all = append(all, kept{m, path, at})
	}
	var errs []error
	for _, b := range surplus(all, k, now) {
		// The manifest goes last: a file without one would stay for ever.
		if err := errors.Join(os.Remove(b.path), os.Remove(manifestOf(b.path))); err != nil {
			errs = append(errs, err)
			continue
		}
		removed = append(removed, b.path)
	}
	return removed, errors.Join(errs...)
}

// surplus are those that need not be kept: not of the last day, not the last of a day, week or month that counts, and not the
// last good one. Of one day the last good one counts, where there is one.
func surplus(all []kept, k Keep, now time.Time) []kept {
	slices.SortFunc(all, func(a, b kept) int { return cmp.Compare(b.at.UnixNano(), a.at.UnixNano()) })
	keep := map[string]bool{}
	for _, span := range []struct {
		n    int
		name func(time.Time) string
	}{
		{k.Daily, func(t time.Time) string { return t.UTC().Format("2006-01-02") }},
		{k.Weekly, func(t time.Time) string { y, w := t.UTC().ISOWeek(); return fmt.Sprintf("%d-%02d", y, w) }},
		{k.Monthly, func(t time.Time) string { return t.UTC().Format("2006-01") }},
	} {
		last := map[string]kept{}
		var order []string
		for _, b := range all {
			name := span.name(b.at)
			have, ok := last[name]
			if !ok {
				order = append(order, name)
			}
			if !ok || have.Findings > 0 && b.Findings == 0 {
				last[name] = b
			}
		}
		for _, name := range order[:min(span.n, len(order))] {
			keep[last[name].path] = true
		}
	}
	good := false
	var out []kept
	for _, b := range all {
		if !good && b.Findings == 0 {
			good = true
			continue
		}
		if !keep[b.path] && now.Sub(b.at) > 24*time.Hour {
			out = append(out, b)
		}
	}
	return out
}
