// Package web is the staff application: where an office signs in, keeps its records and brings spreadsheets in. Every page
// works without scripts. It asks the use cases of registry for everything, and must not know how records are stored, nor
// decide who may see what: it is given an actor and passes it on.
package web
