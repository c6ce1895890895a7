package typed

// month gives the month of a word, or the season as dates number them (21 spring to 24 winter); 0 for another word.
func month(word string) int {
	switch word {
	case "janvier", "janv", "jan", "january":
		return 1
	case "fevrier", "fevr", "fev", "feb", "febr", "february":
		return 2
	case "mars", "mar", "march":
		return 3
	case "avril", "avr", "apr", "april":
		return 4
	case "mai", "may":
		return 5
	case "juin", "jun", "june":
		return 6
	case "juillet", "juill", "juil", "jul", "july":
		return 7
	case "aout", "aug", "august":
		return 8
	case "septembre", "sept", "sep", "september":
		return 9
	case "octobre", "oct", "october":
		return 10
	case "novembre", "nov", "november":
		return 11
	case "decembre", "dec", "december":
		return 12
	}
	return season(word)
}

func season(word string) int {
	switch word {
	case "printemps", "spring":
		return 21
	case "ete", "summer":
		return 22
	case "automne", "autumn", "fall":
		return 23
	case "hiver", "winter":
		return 24
	}
	return 0
}

// weekday tells the days of the week, which a date says twice; "mar" is a month here.
func weekday(word string) bool {
	switch word {
	case "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lun", "mer", "jeu", "ven", "sam", "dim",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun":
		return true
	}
	return false
}

// opening tells the words that may begin a moment and say nothing of it: "le 13 mai", "à l'automne", "in May".
func opening(word string) bool {
	switch word {
	case "le", "la", "l", "les", "en", "au", "aux", "a", "the", "in", "on", "at":
		return true
	}
	return inside(word)
}

// inside tells those that may also stand within one: "automne de 2022", "the fall of 2022".
func inside(word string) bool {
	switch word {
	case "de", "du", "d", "des", "of", "mois", "month":
		return true
	}
	return false
}

// bound tells the words between the two ends of a period.
func bound(word string) bool {
	switch word {
	case "a", "au", "aux", "-", "/", "to", "until", "till", "through", "thru", "jusqu", "et", "and":
		return true
	}
	return false
}

// beginning tells the words that only open a period: "entre 2003 et 2005", "from 2003 to 2005".
func beginning(word string) bool {
	switch word {
	case "entre", "between", "from":
		return true
	}
	return false
}
