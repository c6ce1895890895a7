package record

// Framework is a strategy: a vision, a policy, an action plan, a set of goals. Its objectives hang on it as a tree.
type Framework struct {
	Meta
	Title         Text       `json:"title" vis:"public" required:"true"`
	FrameworkType string     `json:"framework_type,omitzero" vis:"public" vocab:"framework_type" mark:"framework_type"`
	Owner         Ref        `json:"owner,omitzero" vis:"public" ref:"organisation"`
	Parent        Ref        `json:"parent,omitzero" vis:"public" ref:"framework"` // the strategy that it carries out
	Adopted       Date       `json:"adopted,omitzero" vis:"public"`
	Period        Date       `json:"period,omitzero" vis:"public"`
	Summary       Text       `json:"summary,omitzero" vis:"public"`
	Clienteles    []Ref      `json:"clienteles,omitempty" vis:"public" ref:"term"`
	Contents      []Quantity `json:"contents,omitempty" vis:"public"` // as declared: 21 measures, of which fewer may be told
	File          Ref        `json:"file,omitzero" vis:"public" ref:"document"`
}

// Label is the title.
func (f *Framework) Label() Text { return f.Title }

// When is the day it was adopted, else the years it covers.
func (f *Framework) When() Date {
	if f.Adopted != "" {
		return f.Adopted
	}
	return f.Period
}

// Type is the sort of strategy.
func (f *Framework) Type() string { return f.FrameworkType }

// State is empty.
func (*Framework) State() string { return "" }

func (f *Framework) check(c *Checker) {
	if f.Parent != "" && f.Parent == f.ID {
		c.Add("parent", "own_parent")
	}
}
