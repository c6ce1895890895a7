package record

import (
	"bytes"
	"encoding/json"
)

// Text is what people wrote, in French, the authoritative language, and in English when it was translated.
type Text struct {
	FR string `json:"fr,omitzero"`
	EN string `json:"en,omitzero"`
}

// IsZero tells whether nothing was written.
func (t Text) IsZero() bool { return t == Text{} }

// In returns the text in lang ("fr" or "en") and the language that it is really in: French where a translation is
// missing, English for the few texts that have no French.
func (t Text) In(lang string) (text, actual string) {
	if (lang == "en" && t.EN != "") || t.FR == "" {
		return t.EN, "en"
	}
	return t.FR, "fr"
}

// UnmarshalJSON also takes a plain string, as French.
func (t *Text) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		*t = Text{}
		return json.Unmarshal(b, &t.FR)
	}
	type plain Text
	var p plain
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return err
	}
	*t = Text(p)
	return nil
}
