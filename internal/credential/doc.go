// Package credential proves who somebody is: digests of passwords, which passwords are too easy, tokens, codes that change
// with the time, codes that replace them. It is pure but for the randomness that it is handed; it must not know accounts,
// where anything is kept, or how often somebody may try.
package credential
