package browser

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/chromedp"
)

// Message is what a page, or the browser about a page, wrote to the console: a
// call of console.log and the like, an exception, a refused script, a resource
// that is missing.
type Message struct {
	Type string // "log", "error", "exception"…
	Text string
	URL  string
}

func (m Message) String() string { return m.Type + ": " + m.Text + " " + m.URL }

// console collects the messages of one tab in their order.
type console struct {
	mu       sync.Mutex
	messages []Message
	ended    error
	marks    int
}

// record runs beside the test for as long as the tab lives.
func (c *console) record(stream iter.Seq2[chromedp.ConsoleMessage, error]) {
	for m, err := range stream {
		c.mu.Lock()
		if err != nil {
			c.ended = err
		} else {
			c.messages = append(c.messages, Message{Type: string(m.Type), Text: m.Text, URL: m.URL})
		}
		c.mu.Unlock()
	}
}

const markPrefix = "entente-console-mark-"

// ConsoleMessages returns what was written since the tab was opened. Messages
// arrive by another way than answers do, so a mark is written and waited for:
// all that came before it is there then.
func (p *Page) ConsoleMessages() ([]Message, error) {
	c := p.console
	c.mu.Lock()
	c.marks++
	mark := markPrefix + strconv.Itoa(c.marks)
	c.mu.Unlock()
	if _, err := run(p, "mark the console", chromedp.Evaluate[chromedp.Void](fmt.Sprintf("console.debug(%q)", mark))); err != nil {
		return nil, err
	}
	const pause = 5 * time.Millisecond
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(pause) {
		if messages, found, err := c.until(mark); found || err != nil {
			return messages, err
		}
	}
	return nil, errors.New("read the console: the mark never arrived")
}

func (c *console) until(mark string) (messages []Message, found bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, m := range c.messages {
		switch {
		case m.Text == mark:
			return messages, true, nil
		case !strings.HasPrefix(m.Text, markPrefix):
			messages = append(messages, m)
		}
	}
	return nil, false, c.ended
}
