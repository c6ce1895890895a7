package record

import "strings"

// Office is a bureau that keeps records here: it owns them, and its site shows the public ones.
type Office struct {
	Meta
	Name         Text   `json:"name" vis:"public" required:"true"`
	Acronym      Text   `json:"acronym,omitzero" vis:"public"`
	Code         string `json:"code" vis:"public" required:"true"` // short name in addresses: lower-case letters, digits, hyphens
	Organisation Ref    `json:"organisation,omitzero" vis:"public" ref:"organisation"`
	Main         bool   `json:"main,omitzero" vis:"public"` // the one whose pages have the short addresses
	Profile      string `json:"profile,omitzero" vis:"public" vocab:"profile" mark:"profile"`
	Home         Place  `json:"home,omitzero" vis:"public"`
	Zone         string `json:"zone,omitzero" vis:"public" vocab:"zone"` // of its clocks; "" is that of Québec
	SiteName     Text   `json:"site_name,omitzero" vis:"public"`
	SiteLead     Text   `json:"site_lead,omitzero" vis:"public"`
	Theme        Theme  `json:"theme,omitzero" vis:"public"`
	Logo         Ref    `json:"logo,omitzero" vis:"public" ref:"document"` // an image, beside the site's name
	Papers       Papers `json:"papers,omitzero" vis:"public"`
	Rules        Rules  `json:"rules,omitzero" vis:"public"`
}

// Label is the name.
func (o *Office) Label() Text { return o.Name }

// When is empty.
func (*Office) When() Date { return "" }

// Type is the rule profile.
func (o *Office) Type() string { return o.Profile }

// State is empty.
func (*Office) State() string { return "" }

func (o *Office) check(c *Checker) {
	if strings.Trim(o.Code, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		c.Add("code", "bad_code", "value", o.Code)
	}
	c.theme(o.Theme)
	c.papers(o.Papers)
	c.rules(o.Rules)
}
