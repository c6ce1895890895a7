package record

// Activity is what missions, visits, participations and events share.
type Activity struct {
	Title      Text      `json:"title" vis:"public" required:"true"`
	Dates      Date      `json:"dates,omitzero" vis:"public"`
	Status     string    `json:"status,omitzero" vis:"public" vocab:"status" mark:"status"`
	Summary    Text      `json:"summary,omitzero" vis:"public"`
	Themes     []Ref     `json:"themes,omitempty" vis:"public" ref:"term"`
	Partners   []Part    `json:"partners,omitempty" vis:"public"`
	Services   []Ref     `json:"services,omitempty" vis:"public" ref:"organisation"` // internal services involved
	CarriesOut []Ref     `json:"carries_out,omitempty" vis:"public" ref:"agreement,membership,relation"`
	Pillars    []Ref     `json:"pillars,omitempty" vis:"public" ref:"term"`         // objectives served
	Objectives []Ref     `json:"objectives,omitempty" vis:"public" ref:"objective"` // that it serves, at any level
	Parkes     string    `json:"parkes,omitzero" vis:"public" vocab:"parkes" mark:"parkes"`
	Funding    []Funding `json:"funding,omitempty" vis:"public"`
}

// Part is somebody who takes part: a person, a post or a body, never a made-up name.
type Part struct {
	Who   Ref    `json:"who,omitzero" vis:"public" ref:"organisation,post,person"`
	Role  string `json:"role,omitzero" vis:"public" vocab:"role"`
	Label Text   `json:"label,omitzero" vis:"public"` // as the source puts it, where nobody is identified
}

// Funding says who paid, under which programme or agreement, and how much when it is known.
type Funding struct {
	Funder Ref    `json:"funder,omitzero" vis:"public" ref:"organisation"`
	Under  Ref    `json:"under,omitzero" vis:"public" ref:"agreement"`
	Amount Amount `json:"amount,omitzero" vis:"public"`
}

// Cost is what one journey or reception cost, in parts that sum to the total.
type Cost struct {
	Traveller Ref        `json:"traveller,omitzero" vis:"public" ref:"post,person,organisation"`
	Parts     []CostPart `json:"parts,omitempty" vis:"public"`
	Total     Amount     `json:"total,omitzero" vis:"public"`
}

// CostPart is one head of expense.
type CostPart struct {
	Expense string `json:"expense,omitzero" vis:"public" vocab:"expense"`
	Amount  Amount `json:"amount,omitzero" vis:"public"`
}

// Label is the title.
func (a *Activity) Label() Text { return a.Title }

// When is the dates.
func (a *Activity) When() Date { return a.Dates }

// State is the status.
func (a *Activity) State() string { return a.Status }

func (c *Checker) parts(list string, parts []Part) {
	for i, p := range parts {
		if p.Who == "" && p.Label.IsZero() {
			c.Add(index(list, i, "who"), "who_or_label")
		}
	}
}

// costs holds that the parts of a cost are alike and sum to its total.
func (c *Checker) costs(list string, costs []Cost) {
	for i, cost := range costs {
		if len(cost.Parts) == 0 {
			continue
		}
		var amounts []Amount
		for _, p := range cost.Parts {
			amounts = append(amounts, p.Amount)
		}
		sum, err := Sum(amounts...)
		switch {
		case err != nil:
			c.Add(index(list, i, "parts"), "unlike_amounts")
		case cost.Total.IsZero():
		case !sum.Comparable(cost.Total):
			c.Add(index(list, i, "total"), "unlike_amounts")
		case sum.Value != normal(cost.Total.Value):
			c.Add(index(list, i, "total"), "parts_do_not_sum", "sum", string(sum.Value), "total", string(cost.Total.Value))
		}
	}
}

func normal(d Decimal) Decimal {
	n, ok := d.Hundredths()
	if !ok {
		return d
	}
	return Cents(n)
}

// TookPlace tells whether an activity was carried out: it is neither still to come nor cancelled. Where nobody gave a status, a
// source reports it as something that was done.
func (a *Activity) TookPlace() bool {
	switch a.Status {
	case "idea", "planned", "submitted", "approved", "cancelled":
		return false
	}
	return true
}
