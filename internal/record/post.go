package record

// Post is a role in an organisation. History hangs on posts, so that it survives elections. A holder is never required:
// most leads and delegates of the sources are unnamed.
type Post struct {
	Meta
	Title        Text      `json:"title" vis:"public" required:"true"`
	Organisation Ref       `json:"organisation,omitzero" vis:"public" ref:"organisation"`
	Elected      bool      `json:"elected,omitzero" vis:"public" mark:"elected"`
	Period       Date      `json:"period,omitzero" vis:"public"`
	Holders      []Holding `json:"holders,omitempty" vis:"public"`
}

// Holding is a person's time in a post.
type Holding struct {
	Person Ref  `json:"person" vis:"public" ref:"person" required:"true"`
	Period Date `json:"period,omitzero" vis:"public"`
}

// Label is the title.
func (p *Post) Label() Text { return p.Title }

// When is the life of the post.
func (p *Post) When() Date { return p.Period }

// Type tells elected posts from others.
func (p *Post) Type() string {
	if p.Elected {
		return "elected"
	}
	return ""
}

// State is empty.
func (*Post) State() string { return "" }

func (*Post) check(*Checker) {}
