package store

import (
	"context"

	"entente/internal/record"
)

// Ticket is a row of a link that may be followed once.
type Ticket struct {
	ID        record.Ref
	Digest    string
	Purpose   string // invite, reset or first
	Office    record.Ref
	Account   record.Ref // whose password is set anew
	Email     string     // who is invited
	Role      string
	Lang      string
	MadeAt    string
	MadeBy    string
	ExpiresAt string
}

const ticketColumns = `id, digest, purpose, office, account, email, role, lang, made_at, made_by, expires_at`

func scanTicket(scan func(...any) error) (Ticket, error) {
	var t Ticket
	err := scan(&t.ID, &t.Digest, &t.Purpose, &t.Office, &t.Account, &t.Email, &t.Role, &t.Lang, &t.MadeAt, &t.MadeBy, &t.ExpiresAt)
	return t, err
}

// AddTicket writes a new link.
func (tx *Tx) AddTicket(ctx context.Context, t Ticket) error {
	_, err := tx.exec(ctx, `INSERT INTO ticket(`+ticketColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		t.ID, t.Digest, t.Purpose, t.Office, t.Account, t.Email, t.Role, t.Lang, t.MadeAt, t.MadeBy, t.ExpiresAt)
	return err
}

// TicketOf reads the link of a token that is good at an instant.
func (tx *Tx) TicketOf(ctx context.Context, purpose, digest, at string) (Ticket, error) {
	rows, err := query(ctx, tx.q, scanTicket, `SELECT `+ticketColumns+` FROM ticket WHERE digest = $1 AND purpose = $2 AND expires_at > $3`, digest, purpose, at)
	return one(rows, err, "no such link")
}

// Tickets reads the links for a purpose that are good at an instant, of an office or of all when it is "", the last first.
func (tx *Tx) Tickets(ctx context.Context, office record.Ref, purpose, at string) ([]Ticket, error) {
	w := &where{}
	w.and("purpose = %s AND expires_at > %s", purpose, at)
	if office != "" {
		w.and("office = %s", office)
	}
	return query(ctx, tx.q, scanTicket, `SELECT `+ticketColumns+` FROM ticket`+w.String()+order(true, "made_at", "id"), w.args...)
}

// DropTicket uses a link up or takes it back, and tells whether it was there: of two who follow it at once, one is told so.
func (tx *Tx) DropTicket(ctx context.Context, id record.Ref) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM ticket WHERE id = $1`, id)
	return n == 1, err
}

// DropTickets takes back the links for a purpose that an account, or an address, has.
func (tx *Tx) DropTickets(ctx context.Context, purpose string, account record.Ref, email string) error {
	_, err := tx.exec(ctx, `DELETE FROM ticket WHERE purpose = $1 AND account = $2 AND email = $3`, purpose, account, email)
	return err
}
