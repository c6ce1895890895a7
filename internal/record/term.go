package record

// Term is a word of a vocabulary that offices extend: themes, milieus, pillars. Built-in ones have fixed ids.
type Term struct {
	Meta
	Scheme     string `json:"scheme" vis:"public" vocab:"scheme" required:"true" mark:"scheme"`
	Code       string `json:"code" vis:"public" required:"true"`
	Name       Text   `json:"name" vis:"public" required:"true"`
	Definition Text   `json:"definition,omitzero" vis:"public"`
	BuiltIn    bool   `json:"built_in,omitzero" vis:"public" mark:"built_in"`
	Order      int    `json:"order,omitzero" vis:"public"`
}

// Label is the name.
func (t *Term) Label() Text { return t.Name }

// When is empty.
func (*Term) When() Date { return "" }

// Type is the vocabulary that the term belongs to.
func (t *Term) Type() string { return t.Scheme }

// State is empty.
func (*Term) State() string { return "" }

func (*Term) check(*Checker) {}

// TermID is the fixed id of a built-in term.
func TermID(scheme, code string) Ref { return KeyID("", KindTerm, scheme+"/"+code) }

// BuiltInTerms are the terms that every database holds: the themes and milieus of the source documents and the three
// pillars of the city's vision of 2022.
func BuiltInTerms() []*Term {
	var out []*Term
	add := func(scheme string, rows ...[3]string) {
		for i, r := range rows {
			out = append(out, &Term{
				Meta:   Meta{ID: TermID(scheme, r[0]), Kind: KindTerm, Schema: 1, Visibility: Public},
				Scheme: scheme, Code: r[0], Name: Text{FR: r[1], EN: r[2]}, BuiltIn: true, Order: i + 1,
			})
		}
	}
	add("theme",
		[3]string{"francophonie", "Francophonie", "La Francophonie"},
		[3]string{"culture", "Culture et patrimoine", "Culture and heritage"},
		[3]string{"economy", "Développement économique", "Economic development"},
		[3]string{"climate", "Développement durable et climat", "Sustainable development and climate"},
		[3]string{"planning", "Aménagement du territoire", "Land-use planning"},
		[3]string{"management", "Gestion municipale", "Municipal management"},
		[3]string{"education", "Éducation", "Education"},
		[3]string{"science", "Sciences et innovation", "Sciences and innovation"},
		[3]string{"health", "Santé", "Health"},
		[3]string{"youth", "Jeunesse", "Youth"},
		[3]string{"mobility", "Mobilité", "Mobility"},
		[3]string{"security", "Sécurité", "Security"},
		[3]string{"tourism", "Tourisme", "Tourism"},
	)
	add("milieu",
		[3]string{"academic", "Académique", "Academic"},
		[3]string{"cultural", "Culturel", "Cultural"},
		[3]string{"diplomatic", "Diplomatique", "Diplomatic"},
		[3]string{"economic", "Économique", "Economic"},
		[3]string{"governmental", "Gouvernemental", "Governmental"},
		[3]string{"community", "Sociocommunautaire", "Socio-community"},
		[3]string{"tourism", "Touristique", "Tourism"},
	)
	add("pillar",
		[3]string{"rayonner", "Rayonner", "Reach out"},
		[3]string{"apprendre", "Apprendre", "Learn"},
		[3]string{"attirer", "Attirer", "Attract"},
	)
	return out
}
