package record

// Page is an editorial page of the public site: text in both languages and blocks drawn from records.
type Page struct {
	Meta
	Title  Text    `json:"title" vis:"public" required:"true"`
	Menu   string  `json:"menu,omitzero" vis:"public" vocab:"menu" mark:"menu"` // under which heading of the site it stands
	Order  int     `json:"order,omitzero" vis:"public"`
	Parent Ref     `json:"parent,omitzero" vis:"public" ref:"page"` // the page above it in the breadcrumb
	Lead   Text    `json:"lead,omitzero" vis:"public"`
	Blocks []Block `json:"blocks,omitempty" vis:"public"`
	Review Date    `json:"review,omitzero" vis:"private" mark:"review"` // when it is to be read again
}

// Label is the title.
func (p *Page) Label() Text { return p.Title }

// When is empty.
func (*Page) When() Date { return "" }

// Type is the heading of the menu.
func (p *Page) Type() string { return p.Menu }

// State is empty.
func (*Page) State() string { return "" }

func (p *Page) check(c *Checker) {
	if p.Parent != "" && p.Parent == p.ID {
		c.Add("parent", "own_parent")
	}
	c.blocks(p.Blocks)
}
