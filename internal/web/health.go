package web

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

func (a *app) healthRoutes() []route {
	return []route{
		get("/health", "health", a.health).admin(),
		get("/health.json", "health as JSON", a.healthJSON).admin(),
	}
}

// health shows how the installation fares, what is to be looked into first.
func (a *app) health(q *request) (serve.Answer, error) {
	h, err := a.report(q)
	if err != nil {
		return serve.Answer{}, err
	}
	m := meta{title: q.p.T("ops.health.title"), entry: "health", trail: []crumb{{q.p.T("app.menu.admin"), q.path("/admin")}}}
	return a.html(q, m, healthPage(healthView{h, q.p, q.office.Clock()}))
}

// healthJSON is the same for programs that watch.
func (a *app) healthJSON(q *request) (serve.Answer, error) {
	h, err := a.report(q)
	if err != nil {
		return serve.Answer{}, err
	}
	b, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return serve.Answer{}, fmt.Errorf("write the health as JSON: %w", err)
	}
	return serve.Answer{Media: "application/json; charset=utf-8", Body: append(b, '\n')}, nil
}

func (a *app) report(q *request) (registry.HealthReport, error) {
	h, err := a.Registry.Health(q.Context(), q.actor)
	return registry.HealthReport{Program: a.Program, Node: a.Node, Started: &a.started, Health: h}, err
}

// healthView puts a report into words.
type healthView struct {
	registry.HealthReport

	p    *i18n.Printer
	zone *time.Location
}

// healthFact is one line of a list of facts.
type healthFact struct{ label, value string }

func (h healthView) program() []healthFact {
	p := h.p
	version := h.Program.Version
	if h.Program.Revision != "" {
		version += " (" + h.Program.Revision[:min(12, len(h.Program.Revision))] + ")"
	}
	return []healthFact{
		{p.T("ops.health.program"), version},
		{p.T("ops.health.built"), h.Program.Go + ", " + h.Program.Platform},
		{p.T("ops.health.node"), h.Node},
		{p.T("ops.health.since"), h.moment(h.Started.UTC().Format(time.RFC3339)) + " (" + h.lasting(h.At.Sub(*h.Started)) + ")"},
		{p.T("ops.health.mail"), p.T("ops.health.mail.none")},
	}
}

func (h healthView) database() []healthFact {
	p := h.p
	engine := map[string]string{"postgres": "PostgreSQL"}[h.Engine]
	if engine == "" {
		engine = "SQLite"
	}
	schema := p.T("ops.health.schema.same", "at", h.Schema.At)
	if h.Schema.At != h.Schema.Known || len(h.Schema.Pending) > 0 {
		schema = p.T("ops.health.schema.other", "at", h.Schema.At, "known", h.Schema.Known)
	}
	out := []healthFact{
		{p.T("ops.health.engine"), engine + " " + h.Version},
		{p.T("ops.health.records"), p.Int(int64(h.Records))},
		{p.T("ops.health.size"), p.Bytes(h.Size)},
	}
	if h.Free != nil {
		out = append(out, healthFact{p.T("ops.health.free"), p.Bytes(*h.Free)})
	}
	return append(out, healthFact{p.T("ops.health.schema"), schema}, healthFact{p.T("ops.health.clock"), h.skew()})
}

func (h healthView) backup(b *registry.Backup) []healthFact {
	p := h.p
	if b == nil {
		return []healthFact{{p.T("ops.backup.when"), p.T("ops.health.never")}}
	}
	out := []healthFact{{p.T("ops.backup.when"), h.moment(b.At)}, {p.T("ops.backup.outcome"), p.T("ops.backup." + b.Outcome)}}
	if b.Outcome != registry.BackupFailed {
		out = append(out, healthFact{p.T("ops.backup.size"), p.Bytes(b.Size)}, healthFact{p.T("ops.health.records"), p.Int(int64(b.Records))}, healthFact{p.T("ops.backup.heads"), b.Heads})
	}
	out = append(out, healthFact{p.T("ops.backup.path"), b.Path}, healthFact{p.T("ops.health.node"), b.Node})
	if b.Said != "" {
		out = append(out, healthFact{p.T("ops.job.said"), b.Said})
	}
	return out
}

// healthJob is a line of the table of jobs.
type healthJob struct{ name, outcome, tag, ended, due, said string }

func (h healthView) jobs() []healthJob {
	var out []healthJob
	for _, j := range h.Jobs {
		line := healthJob{name: h.jobName(j.Name), outcome: h.p.T("ops.job.waiting"), ended: h.moment(j.EndedAt), due: h.moment(j.DueAt), said: j.Said}
		if j.Outcome != "" {
			line.outcome = h.p.T("ops.job." + j.Outcome)
		}
		if j.Outcome == registry.JobFailed {
			line.tag = "tag-bad"
		}
		if j.LeaseBy != "" && j.LeaseUntil > h.At.Format(time.RFC3339) {
			line.outcome, line.tag = h.p.T("ops.job.running", "node", j.LeaseBy), ""
		}
		out = append(out, line)
	}
	return out
}

func (h healthView) jobName(name string) string {
	if key := "ops.job.name." + name; h.p.Has(key) {
		return h.p.T(key)
	}
	return name
}

func (h healthView) problems() []string {
	var out []string
	for _, a := range h.Problems {
		out = append(out, h.p.T("ops.ailment."+a.Code, "job", h.jobName(a.Of)))
	}
	return out
}

// moment is an instant to the minute, as the clocks of the office show it; "" for none.
func (h healthView) moment(instant string) string {
	at, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return ""
	}
	at = at.In(h.zone)
	clock := at.Format("15:04")
	if h.p.Lang() == i18n.FR {
		clock = strconv.Itoa(at.Hour()) + at.Format("\u00a0h\u00a004")
	}
	return h.p.T("ops.health.moment", "date", h.p.Date(record.Date(at.Format(time.DateOnly))), "time", clock)
}

// lasting is how long something has been going on, in the greatest unit that fits.
func (h healthView) lasting(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return h.p.T("ops.health.days", "n", int(d/(24*time.Hour)))
	case d >= 2*time.Hour:
		return h.p.T("ops.health.hours", "n", int(d/time.Hour))
	}
	return h.p.T("ops.health.minutes", "n", int(d/time.Minute))
}

// skew is how the two clocks agree, to the second.
func (h healthView) skew() string {
	n := int(h.Skew.Round(time.Second) / time.Second)
	switch {
	case n == 0:
		return h.p.T("ops.health.clock.same")
	case n < 0:
		return h.p.T("ops.health.clock.behind", "n", -n)
	}
	return h.p.T("ops.health.clock.ahead", "n", n)
}
