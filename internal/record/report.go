package record

import "slices"

// Report is a report that an office composes for a year, from the first draft to what was published of it. It is the office's
// own, and of those it is shared with, whatever its stage: what the public reads is the publication that it became.
type Report struct {
	Meta
	Title       Text     `json:"title" vis:"public" required:"true"`
	Subtitle    Text     `json:"subtitle,omitzero" vis:"public"`
	ReportType  string   `json:"report_type" vis:"public" vocab:"report_type" required:"true" mark:"report_type"`
	Period      Date     `json:"period" vis:"public" required:"true"` // the year: the catalogue counts by years
	Stage       string   `json:"stage" vis:"public" vocab:"report_stage" required:"true" mark:"stage"`
	Blocks      []Block  `json:"blocks,omitempty" vis:"public"`
	Reviews     []Review `json:"reviews,omitempty" vis:"private"`
	Publication Ref      `json:"publication,omitzero" vis:"public" ref:"publication"` // the edition in force
}

// Review is what somebody said of a report as it stood.
type Review struct {
	By       string `json:"by" vis:"private" required:"true"` // name of the account
	On       Date   `json:"on" vis:"private" required:"true"`
	Decision string `json:"decision" vis:"private" vocab:"review_decision" required:"true"`
	Version  int    `json:"version,omitzero" vis:"private"` // of the report that was read
	Said     string `json:"said,omitzero" vis:"private"`
}

// Stages of a report.
const (
	StageDraft     = "draft"
	StageReview    = "review"
	StageApproved  = "approved"
	StagePublished = "published"
)

// Decisions of a review.
const (
	ReviewAsked    = "asked"
	ReviewApproved = "approved"
	ReviewReturned = "returned"
	ReviewRemark   = "remark"
)

// Label is the title.
func (r *Report) Label() Text { return r.Title }

// When is the year reported on.
func (r *Report) When() Date { return r.Period }

// Type is the sort of report.
func (r *Report) Type() string { return r.ReportType }

// State is the stage.
func (r *Report) State() string { return r.Stage }

// Approved is the last review that approves of the report, and whether there is one that nobody has gone back on since, nor asked
// for another.
func (r *Report) Approved() (Review, bool) {
	for _, v := range slices.Backward(r.Reviews) {
		switch v.Decision {
		case ReviewApproved:
			return v, true
		case ReviewReturned, ReviewAsked:
			return Review{}, false
		}
	}
	return Review{}, false
}

func (r *Report) check(c *Checker) {
	if r.Visibility == Public {
		c.Add("visibility", "report_public")
	}
	if start, _, interval := r.Period.Parts(); r.Period != "" && (interval || start.Precision() != PrecisionYear) {
		c.Add("period", "report_period", "value", string(r.Period))
	}
	if _, ok := r.Approved(); !ok && (r.Stage == StageApproved || r.Stage == StagePublished) {
		c.Add("stage", "report_unapproved")
	}
	if r.Stage == StagePublished && r.Publication == "" {
		c.Add("publication", "required")
	}
	c.blocks(r.Blocks)
}
