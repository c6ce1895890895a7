package office

import (
	"math/rand/v2"
	"strings"

	"entente/internal/record"
)

// pair is a word or a sentence in both languages.
type pair struct{ fr, en string }

func pairs(lines ...string) []pair {
	out := make([]pair, len(lines))
	for i, l := range lines {
		out[i].fr, out[i].en, _ = strings.Cut(l, " | ")
	}
	return out
}

func (p pair) text() record.Text { return record.Text{FR: p.fr, EN: p.en} }

// words are what titles and summaries are drawn from.
type words struct{ subjects, acts, sentences, services, networks []pair }

func newWords() words {
	return words{
		subjects: pairs("Patrimoine mondial | World heritage", "Villes intelligentes | Smart cities", "Transition écologique | Ecological transition",
			"Mobilité durable | Sustainable mobility", "Arts numériques | Digital arts", "Littérature | Literature", "Optique et photonique | Optics and photonics",
			"Tourisme d’affaires | Business tourism", "Santé durable | Sustainable health", "Francophonie | La Francophonie", "Ville nordique | Winter cities",
			"Gestion de l’eau | Water management", "Jeunesse et citoyenneté | Youth and citizenship", "Sécurité civile | Civil protection"),
		acts: pairs("Rencontre sur le thème | Meeting on", "Journée d’étude | Study day", "Table ronde | Round table", "Assemblée générale | General assembly",
			"Accueil d’une délégation | Reception of a delegation", "Signature d’une entente | Signing of an agreement", "Forum annuel | Annual forum"),
		sentences: pairs(
			"La délégation a été reçue à l’hôtel de ville par la mairie et les services concernés. | The delegation was received at city hall by the mayor’s office and the services concerned.",
			"Les échanges ont porté sur la densification, les transports collectifs et le logement abordable. | Discussions dealt with densification, public transport and affordable housing.",
			"Une feuille de route commune sera proposée au printemps, avec un suivi aux six mois. | A joint road map will be proposed in the spring, with a follow-up every six months.",
			"Près de 300 personnes ont pris part aux ateliers, dont la moitié de l’étranger. | Nearly 300 people took part in the workshops, half of them from abroad.",
			"Les partenaires ont convenu d’échanger leurs pratiques de mise en valeur du patrimoine bâti. | The partners agreed to exchange practices in enhancing built heritage.",
			"Des entreprises d’ici ont rencontré des donneurs d’ordres et deux projets sont à l’étude. | Local companies met contractors, and two projects are being studied.",
			"L’événement a donné lieu à une programmation artistique croisée, reprise l’année suivante. | The event led to a crossed artistic programme, held again the following year."),
		services: pairs("Culture et patrimoine | Culture and heritage", "Transport et mobilité | Transport and mobility", "Planification du territoire | Land-use planning",
			"Eau et environnement | Water and environment"),
		networks: pairs("Réseau mondial des villes | World network of cities", "Association des maires francophones | Association of francophone mayors",
			"Villes du patrimoine | Heritage cities", "Villes et ports | Cities and ports", "Villes créatives | Creative cities", "Villes d’hiver | Winter cities"),
	}
}

// cities are places of the gazetteer, as name and country.
func cityNames() [][2]string {
	return [][2]string{
		{"Bordeaux", "FR"}, {"Paris", "FR"}, {"Lyon", "FR"}, {"Nantes", "FR"}, {"Strasbourg", "FR"}, {"Lausanne", "CH"}, {"Bruxelles", "BE"}, {"Liège", "BE"},
		{"Namur", "BE"}, {"Boston", "US"}, {"Albany", "US"}, {"Chicago", "US"}, {"Barcelona", "ES"}, {"Córdoba", "ES"}, {"Lisboa", "PT"}, {"Roma", "IT"},
		{"Edinburgh", "GB"}, {"Reykjavík", "IS"}, {"Oslo", "NO"}, {"Helsinki", "FI"}, {"Berlin", "DE"}, {"Kraków", "PL"}, {"Dakar", "SN"}, {"Abidjan", "CI"},
		{"Tunis", "TN"}, {"Rabat", "MA"}, {"Tokyo", "JP"}, {"Hanoi", "VN"}, {"Montevideo", "UY"}, {"Santiago", "CL"},
	}
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// summary is n sentences.
func (w words) summary(r *rand.Rand, n int) record.Text {
	var fr, en []string
	for range n {
		s := pick(r, w.sentences)
		fr, en = append(fr, s.fr), append(en, s.en)
	}
	return record.Text{FR: strings.Join(fr, " "), EN: strings.Join(en, " ")}
}

// title is what was done, on what subject and where.
func (w words) title(r *rand.Rand, where string) record.Text {
	a, s := pick(r, w.acts), pick(r, w.subjects)
	return record.Text{FR: a.fr + " – " + s.fr + ", " + where, EN: a.en + " – " + s.en + ", " + where}
}
