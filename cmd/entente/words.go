package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"runtime/debug"

	"entente/internal/extract"
)

// wordsArgument makes the program take the words out of one file, from its input to its output: it calls itself so, for a
// hostile file may take all the memory that it finds, and only a process can be stopped in the middle of anything.
const wordsArgument = "words-of-a-file"

const (
	wordsNone   = 10 // statuses of that process
	wordsBroken = 11
	wordsMemory = 1 << 30 // bytes that it may take
)

// wordsOf is what the process does.
func wordsOf(in io.Reader, out io.Writer) int {
	debug.SetMemoryLimit(wordsMemory / 2)
	if err := limitMemory(wordsMemory); err != nil {
		return exitFailed
	}
	data, err := io.ReadAll(in)
	if err != nil {
		return exitFailed
	}
	words, err := extract.Words(context.Background(), data)
	switch {
	case errors.Is(err, extract.ErrNoWords):
		return wordsNone
	case err != nil:
		return wordsBroken
	}
	if _, err := io.WriteString(out, words); err != nil {
		return exitFailed
	}
	return 0
}

// wordsIn is what takes the words out of files: a process for each, or this one where there is no program to start.
func (c *command) wordsIn() func(ctx context.Context, file []byte) (string, error) {
	if c.self == "" {
		return nil
	}
	return func(ctx context.Context, file []byte) (string, error) {
		child := exec.CommandContext(ctx, c.self, wordsArgument)
		child.Env = []string{"GOMAXPROCS=1"}
		child.Stdin = bytes.NewReader(file)
		out, err := child.Output()
		var ended *exec.ExitError
		switch {
		case ctx.Err() != nil:
			return "", ctx.Err()
		case err == nil:
			return string(out), nil
		case errors.As(err, &ended) && ended.ExitCode() == wordsNone:
			return "", extract.ErrNoWords
		}
		return "", fmt.Errorf("%w: %w", extract.ErrBroken, err)
	}
}
