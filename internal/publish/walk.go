package publish

// EachSpan lets f change every span of a paper, wherever it stands.
func EachSpan(r *Paper, f func(*Span)) {
	blockSpans(r.Opening, f)
	sectionSpans(r.Sections, f)
	if r.Annex != nil {
		blockSpans(r.Annex.Blocks, f)
		sectionSpans(r.Annex.Sections, f)
	}
	for i := range r.Figures {
		spansOf(r.Figures[i].Comments, f)
		for j := range r.Figures[i].Evidence {
			spansOf(r.Figures[i].Evidence[j].Named, f)
		}
	}
}

func sectionSpans(list []Section, f func(*Span)) {
	for i := range list {
		blockSpans(list[i].Blocks, f)
		sectionSpans(list[i].Sections, f)
	}
}

func blockSpans(list []Block, f func(*Span)) {
	for i := range list {
		b := &list[i]
		spansOf(b.Spans, f)
		itemSpans(b.Items, f)
		for j := range b.Facts {
			spansOf(b.Facts[j].Spans, f)
		}
		tableSpans(b.Table, f)
		if b.Drawing != nil {
			tableSpans(b.Drawing.Table, f)
		}
		blockSpans(b.Inner, f)
	}
}

func itemSpans(list []Item, f func(*Span)) {
	for i := range list {
		spansOf(list[i].Spans, f)
		itemSpans(list[i].Items, f)
	}
}

func tableSpans(t *Table, f func(*Span)) {
	if t == nil {
		return
	}
	for i := range t.Head {
		spansOf(t.Head[i].Spans, f)
	}
	for _, row := range t.Rows {
		for i := range row {
			spansOf(row[i].Spans, f)
		}
	}
}

func spansOf(list []Span, f func(*Span)) {
	for i := range list {
		f(&list[i])
	}
}
