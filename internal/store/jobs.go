package store

import "context"

// Job is a row of table job: what is done on a schedule, and what came of it last.
type Job struct {
	Name       string `json:"name"`
	DueAt      string `json:"due_at"`
	LeaseBy    string `json:"lease_by"`
	LeaseUntil string `json:"lease_until"`
	Failures   int    `json:"failures"` // in a row
	StartedAt  string `json:"started_at"`
	EndedAt    string `json:"ended_at"`
	Outcome    string `json:"outcome"` // done, failed; "" before the first time
	Said       string `json:"said"`
}

const jobColumns = `name, due_at, lease_by, lease_until, failures, started_at, ended_at, outcome, said`

func scanJob(scan func(...any) error) (Job, error) {
	var j Job
	err := scan(&j.Name, &j.DueAt, &j.LeaseBy, &j.LeaseUntil, &j.Failures, &j.StartedAt, &j.EndedAt, &j.Outcome, &j.Said)
	return j, err
}

// Jobs lists all jobs.
func (tx *Tx) Jobs(ctx context.Context) ([]Job, error) {
	return query(ctx, tx.q, scanJob, `SELECT `+jobColumns+` FROM job ORDER BY name`)
}

// DeclareJob makes a job that is not there yet; one that is there is not due later than said.
func (tx *Tx) DeclareJob(ctx context.Context, name, due string) error {
	_, err := tx.exec(ctx, `INSERT INTO job(`+jobColumns+`) VALUES ($1, $2, '', '', 0, '', '', '', '')
		ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at WHERE job.due_at > excluded.due_at`, name, due)
	return err
}

// ClaimJob gives a job to a node, if it is due and nobody has it. The two engines hold that of several that ask at once only
// one gets it.
func (tx *Tx) ClaimJob(ctx context.Context, name, node, now, until string) (j Job, ok bool, err error) {
	rows, err := query(ctx, tx.q, scanJob, `UPDATE job SET lease_by = $1, lease_until = $2, started_at = $3
		WHERE name = $4 AND due_at <= $3 AND lease_until < $3 RETURNING `+jobColumns, node, until, now, name)
	if err != nil || len(rows) == 0 {
		return Job{}, false, err
	}
	return rows[0], true, nil
}

// RenewJob lengthens a lease; ok is false when another node has the job by now.
func (tx *Tx) RenewJob(ctx context.Context, j Job, until string) (ok bool, err error) {
	n, err := tx.exec(ctx, `UPDATE job SET lease_until = $1 WHERE name = $2 AND lease_by = $3 AND started_at = $4`, until, j.Name, j.LeaseBy, j.StartedAt)
	return n == 1, err
}

// FinishJob notes what came of a job, unless another node has it by now.
func (tx *Tx) FinishJob(ctx context.Context, j Job) (ok bool, err error) {
	n, err := tx.exec(ctx, `UPDATE job SET lease_by = '', lease_until = '', due_at = $1, failures = $2, ended_at = $3, outcome = $4, said = $5
		WHERE name = $6 AND lease_by = $7 AND started_at = $8`, j.DueAt, j.Failures, j.EndedAt, j.Outcome, j.Said, j.Name, j.LeaseBy, j.StartedAt)
	return n == 1, err
}

// ForgetJobs removes jobs that ended before an instant and that nobody has taken up since.
func (tx *Tx) ForgetJobs(ctx context.Context, before string) (int, error) {
	n, err := tx.exec(ctx, `DELETE FROM job WHERE due_at < $1 AND lease_until < $1`, before)
	return int(n), err
}
