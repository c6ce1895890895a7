package registry

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// Comment is what somebody said of a record.
type Comment struct {
	ID     record.Ref
	Record record.Ref
	Office record.Ref // of the author
	Author string
	At     string
	Words  string
	Part   string // the key of a block; "" for what is said of the whole
	Mine   bool   // the actor may remove it
}

// mostWords is how long a comment may be.
const mostWords = 4000

// mostPart is how long the key of a block may be.
const mostPart = 40

// discusses tells whether an actor takes part in what is said of a record: its office does, and those that it is shared with.
// Who sees a record because it is public does not.
func discusses(a access.Actor, m *record.Meta) bool {
	if owns(a, m.Office) {
		return true
	}
	if a.Role == access.Anyone || a.Office == "" || m.Withdrawn != "" || m.Visibility == record.Private {
		return false
	}
	shares := access.ScopeOf(a).Shares
	return slices.ContainsFunc(m.SharedWith, func(r record.Ref) bool { return slices.Contains(shares, r) })
}

// discussed reads the head of a record that the actor sees, and tells whether they take part in what is said of it.
func discussed(ctx context.Context, tx *store.Tx, a access.Actor, id record.Ref) (*record.Meta, bool, error) {
	e, err := tx.Get(ctx, access.ScopeOf(a), id)
	if err != nil {
		return nil, false, err
	}
	r, err := record.Decode([]byte(e.Data))
	if err != nil {
		return nil, false, err
	}
	return r.Head(), discusses(a, r.Head()), nil
}

// Comments reads what was said of a record, oldest first, after one of them ("" for the first), and the one after which the
// next page begins. To those who see a record without taking part, nothing was said.
func (g *Registry) Comments(ctx context.Context, a access.Actor, id, after record.Ref, limit int) ([]Comment, record.Ref, error) {
	var out []Comment
	err := g.db.View(ctx, func(tx *store.Tx) error {
		m, part, err := discussed(ctx, tx, a, id)
		if err != nil || !part {
			return err
		}
		rows, err := tx.Comments(ctx, id, after, limit)
		for _, c := range rows {
			out = append(out, Comment{ID: c.ID, Record: c.Record, Office: c.Office, Author: c.Author, At: c.At, Words: c.Words, Part: c.Part, Mine: mayRemove(a, m, c)})
		}
		return err
	})
	if n := store.PageSize(limit); len(out) > n {
		return out[:n], out[n-1].ID, err
	}
	return out, "", err
}

// mayRemove: who said it, and who answers for the office whose record it is.
func mayRemove(a access.Actor, m *record.Meta, c store.Comment) bool {
	answers := a.Role == access.Operator || owns(a, m.Office) && (a.Role == access.Admin || a.Role == access.Head)
	return answers || a.Name == c.Author && a.Office == c.Office && says(a)
}

// says tells whether an actor may say something at all.
func says(a access.Actor) bool {
	return a.Role != access.Anyone && a.Role != access.Reader && a.Role != ""
}

// Say adds a comment to a record.
func (g *Registry) Say(ctx context.Context, a access.Actor, id record.Ref, words string) (Comment, error) {
	return g.SayOf(ctx, a, id, "", words)
}

// SayOf adds a comment to a block of a page or a report.
func (g *Registry) SayOf(ctx context.Context, a access.Actor, id record.Ref, block, words string) (Comment, error) {
	words = strings.TrimSpace(words)
	made, err := g.NewID()
	if err != nil {
		return Comment{}, err
	}
	c := store.Comment{ID: made, Record: id, Office: a.Office, Author: a.Name, At: g.stamp(), Words: words, Part: block}
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		_, part, err := discussed(ctx, tx, a, id)
		switch {
		case err != nil:
			return err
		case !part || !says(a):
			return record.Errorf(record.Forbidden, "%s may not comment on %s", a.Name, id)
		case words == "":
			return unfit("words", "required")
		case utf8.RuneCountInString(words) > mostWords:
			return unfit("words", "too_long", "most", itoa(mostWords))
		case len(block) > mostPart:
			return unfit("part", "too_long", "most", itoa(mostPart))
		}
		return tx.AddComment(ctx, c)
	})
	if err != nil {
		return Comment{}, fmt.Errorf("comment on %s: %w", id, err)
	}
	return Comment{ID: c.ID, Record: id, Office: c.Office, Author: c.Author, At: c.At, Words: c.Words, Part: c.Part, Mine: true}, nil
}

// Unsay removes a comment for ever.
func (g *Registry) Unsay(ctx context.Context, a access.Actor, id, comment record.Ref) error {
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		m, part, err := discussed(ctx, tx, a, id)
		if err != nil {
			return err
		}
		c, err := tx.CommentOf(ctx, id, comment)
		if err != nil {
			return err
		}
		switch {
		case !part:
			return record.Errorf(record.NotFound, "no comment %s", comment)
		case !mayRemove(a, m, c):
			return record.Errorf(record.Forbidden, "%s may not remove the comment %s", a.Name, comment)
		}
		return tx.DropComment(ctx, comment)
	})
	if err != nil {
		return fmt.Errorf("remove a comment on %s: %w", id, err)
	}
	return nil
}

// unfit is an error of one problem.
func unfit(field, code string, args ...string) error {
	p := record.Problem{Field: field, Code: code}
	for i := 0; i+1 < len(args); i += 2 {
		if p.Args == nil {
			p.Args = map[string]string{}
		}
		p.Args[args[i]] = args[i+1]
	}
	return &record.Error{Kind: record.Invalid, Msg: "what was given cannot be kept", Problems: []record.Problem{p}}
}
