package publish

// EachSpan lets f change every span of a paper, wherever it stands.
func EachSpan(r *Paper, f func(*Span)) {
	eachInBlocks(r.Opening, f)
	eachInSections(r.Sections, f)
	if r.Annex != nil {
		eachInBlocks(r.Annex.Blocks, f)
		eachInSections(r.Annex.Sections, f)
	}
	for i := range r.Figures {
		eachIn(r.Figures[i].Comments, f)
	}
}

func eachInSections(list []Section, f func(*Span)) {
	for i := range list {
		eachInBlocks(list[i].Blocks, f)
		eachInSections(list[i].Sections, f)
	}
}

func eachInBlocks(list []Block, f func(*Span)) {
	for i := range list {
		b := &list[i]
		eachIn(b.Spans, f)
		eachInItems(b.Items, f)
		for j := range b.Facts {
			eachIn(b.Facts[j].Spans, f)
		}
		eachInTable(b.Table, f)
		if b.Drawing != nil {
			eachInTable(b.Drawing.Table, f)
		}
		eachInBlocks(b.Inner, f)
	}
}

func eachInItems(list []Item, f func(*Span)) {
	for i := range list {
		eachIn(list[i].Spans, f)
		eachInItems(list[i].Items, f)
	}
}

func eachInTable(t *Table, f func(*Span)) {
	if t == nil {
		return
	}
	for i := range t.Head {
		eachIn(t.Head[i].Spans, f)
	}
	for _, row := range t.Rows {
		for i := range row {
			eachIn(row[i].Spans, f)
		}
	}
}

func eachIn(list []Span, f func(*Span)) {
	for i := range list {
		f(&list[i])
	}
}
