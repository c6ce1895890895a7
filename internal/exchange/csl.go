package exchange

import (
	"encoding/json"
	"fmt"

	"entente/internal/record"
)

// cslItem is an entry of CSL-JSON (Citation Style Language 1.0.2), as Zotero and Pandoc read it.
type cslItem struct {
	ID               string    `json:"id"`
	Type             string    `json:"type"`
	Title            string    `json:"title"`
	Language         string    `json:"language,omitzero"`
	Author           []cslName `json:"author,omitempty"`
	Editor           []cslName `json:"editor,omitempty"`
	Issued           *cslDate  `json:"issued,omitzero"`
	ContainerTitle   string    `json:"container-title,omitzero"`
	Volume           string    `json:"volume,omitzero"`
	Issue            string    `json:"issue,omitzero"`
	Number           string    `json:"number,omitzero"`
	CollectionNumber string    `json:"collection-number,omitzero"`
	Page             string    `json:"page,omitzero"`
	Publisher        string    `json:"publisher,omitzero"`
	Genre            string    `json:"genre,omitzero"`
	URL              string    `json:"URL,omitzero"`
}

type cslName struct {
	Family  string `json:"family,omitzero"`
	Given   string `json:"given,omitzero"`
	Literal string `json:"literal,omitzero"`
}

type cslDate struct {
	Parts  [][]int `json:"date-parts"`
	Season int     `json:"season,omitzero"` // 1 spring to 4 winter
}

// CSL writes references as CSL-JSON, in the order given, under the same keys as BibTeX.
func CSL(refs []*record.Reference) ([]byte, error) {
	keys := citationKeys(refs)
	items := make([]cslItem, len(refs))
	for i, r := range refs {
		items[i] = cslItem{
			ID: keys[i], Type: r.CSLType, Title: r.Title, Author: cslNames(r.Authors), Editor: cslNames(r.Editors), Issued: cslDateOf(r.Issued),
			ContainerTitle: r.Container, Volume: r.Volume, Page: r.Pages, Publisher: r.Publisher, Genre: r.Genre, URL: r.URL,
		}
		if r.Language != "mul" { // CSL has a language's tag or none
			items[i].Language = r.Language
		}
		switch r.CSLType {
		case "article-journal", "article-newspaper":
			items[i].Issue = r.Number
		case "book", "chapter":
			items[i].CollectionNumber = r.Number
		default:
			items[i].Number = r.Number
		}
	}
	b, err := json.MarshalIndent(items, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write references as CSL-JSON: %w", err)
	}
	return append(b, '\n'), nil
}

func cslNames(names []record.CSLName) []cslName {
	out := make([]cslName, len(names))
	for i, n := range names {
		out[i] = cslName(n)
	}
	return out
}

// cslDateOf gives a date as precisely as it is known: a year alone is [[2017]]. nil when it is not known.
func cslDateOf(d record.Date) *cslDate {
	start, end, interval := d.Parts()
	parts, season := cslPoint(start)
	if parts == nil {
		return nil
	}
	out := &cslDate{Parts: [][]int{parts}, Season: season}
	if last, _ := cslPoint(end); interval && last != nil {
		out.Parts = append(out.Parts, last)
	}
	return out
}

func cslPoint(d record.Date) (parts []int, season int) {
	switch d.Precision() {
	case record.PrecisionYear:
		return []int{d.Year()}, 0
	case record.PrecisionSeason:
		return []int{d.Year()}, d.Month() - 20
	case record.PrecisionMonth:
		return []int{d.Year(), d.Month()}, 0
	case record.PrecisionDay:
		return []int{d.Year(), d.Month(), d.Day()}, 0
	}
	return nil, 0
}
