// Package portal is the public site: what a citizen reads without an account, in French and in English, without a script.
//
// It sees the world through a [Reader], which gives published projections and nothing else. It must not know where records
// are kept, nor decide what is public: what the Reader does not give does not exist, and its page is the very page of an
// address that was never given.
//
// A page is a pair of files: one that gathers what it shows into a struct, and one (.templ) that sets it. Words are in
// the catalogs (portal, fields, vocabulary), addresses in paths.go, routes in routes.go.
package portal
