// Command entente is the whole program: it serves the site, reads and writes records, and verifies what is kept. It wires the
// other packages together and is alone in reading the environment; it must not hold rules.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	if len(os.Args) == 2 && os.Args[1] == wordsArgument {
		os.Exit(wordsOf(os.Stdin, os.Stdout))
	}
	self, err := os.Executable()
	if err != nil {
		self = "" // files are then opened in this process
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err = run(ctx, os.Args[1:], environment{self: self, getenv: os.Getenv, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr})
	stop()
	if err != nil {
		status := statusOf(err)
		if status.msg != "" {
			fmt.Fprintln(os.Stderr, "entente: "+status.msg)
		}
		os.Exit(status.code)
	}
}
