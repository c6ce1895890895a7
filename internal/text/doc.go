// Package text makes words comparable: it folds accents and case, finds words, takes off elisions, leaves out stop words
// and cuts French and English words to their stems, so that whoever types "ententes internationales", "l'Entente" or
// "ENTENTE" finds the same records. It also reads what people type to search, ranks titles and marks what was found.
//
// The engines that keep an index know nothing of languages: they are given words and stems, and answer alike. The package
// must not know records, storage or pages.
package text
