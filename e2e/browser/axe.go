package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Violation is one rule that a page breaks, with the places where it does.
type Violation struct {
	ID, Impact, Help string
	Nodes            []Place
}

// Place is an element at fault.
type Place struct {
	Target  string // a CSS selector
	HTML    string
	Summary string // what would mend it
}

func (v Violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s", v.ID, v.Impact, v.Help)
	for _, n := range v.Nodes {
		fmt.Fprintf(&b, "\n  %s\n  %s\n  %s", n.Target, n.HTML, strings.ReplaceAll(n.Summary, "\n", "\n  "))
	}
	return b.String()
}

// runAxe runs every rule for WCAG 2.2 A and AA, every best practice and every
// experimental rule: none is switched off. Left out are the rules for AAA, which
// the product does not claim and which contradict AA's freedom of colour, and
// those that axe itself has retired.
const everyRule = `{ type: 'tag', values: [
	'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice', 'experimental',
] }`

// looksOnly are the rules that look at colours and sizes: what another theme or another width can change of a page that
// every rule has been run on.
const looksOnly = `{ type: 'rule', values: ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'] }`

// The answer is cut down in the page: the whole of it is megabytes.
const runAxe = `
axe.run(document, { runOnly: %s }).then(result => ({
	Rules: result.passes.length + result.violations.length + result.inapplicable.length + result.incomplete.length,
	Violations: result.violations.map(v => ({
		ID: v.id, Impact: v.impact || '', Help: v.help,
		Nodes: v.nodes.map(n => ({ Target: n.target.flat().join(' '), HTML: n.html, Summary: n.failureSummary || '' })),
	})),
}))`

type axeResult struct {
	Rules      int
	Violations []Violation
}

// Axe examines the page as it stands. The script runs in a world of its own, so
// that neither the page's policy nor its scripts get in its way.
func (p *Page) Axe(ctx context.Context) ([]Violation, error) { return p.examine(ctx, everyRule) }

// AxeLooks examines how the page looks now: for a page that Axe has examined in
// another theme or at another width.
func (p *Page) AxeLooks(ctx context.Context) ([]Violation, error) { return p.examine(ctx, looksOnly) }

func (p *Page) examine(ctx context.Context, rules string) (violations []Violation, err error) {
	script, err := axeScript()
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if p.options.NoScript {
		// axe waits on timers, which stand still without scripts. The page's own
		// scripts were passed over when it loaded and do not start now.
		if _, err := run(p, "start axe", switchScripts(true)); err != nil {
			return nil, err
		}
		defer func() {
			_, offErr := run(p, "end axe", switchScripts(false))
			err = errors.Join(err, offErr)
		}()
	}
	world, err := run(p, "prepare axe", isolatedWorld())
	if err != nil {
		return nil, err
	}
	inWorld := func(params *runtime.EvaluateParams) { params.ContextID = world }
	// The world of that name lasts as long as the page: axe is loaded into it once.
	there, err := run(p, "look for axe", chromedp.Evaluate[bool]("typeof axe !== 'undefined'", inWorld))
	if err != nil {
		return nil, err
	}
	if !there {
		// The script ends without a value of use; 0 spares its copy.
		if _, err := run(p, "load axe", chromedp.Evaluate[int](script+"\n;0", inWorld)); err != nil {
			return nil, err
		}
	}
	result, err := run(p, "run axe", chromedp.Evaluate[axeResult](fmt.Sprintf(runAxe, rules), inWorld, chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, err
	}
	if result.Rules == 0 {
		return nil, errors.New("run axe: it examined the page by no rule at all")
	}
	return result.Violations, nil
}

func isolatedWorld() chromedp.Action[runtime.ExecutionContextID] {
	return func(ctx context.Context, t *chromedp.Target) (runtime.ExecutionContextID, error) {
		tree, err := cdp.Call(ctx, t, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return 0, fmt.Errorf("find the page's frame: %w", err)
		}
		world, err := cdp.Call(ctx, t, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{
			FrameID: tree.FrameTree.Frame.ID, WorldName: "axe",
		})
		if err != nil {
			return 0, fmt.Errorf("make a world apart: %w", err)
		}
		return world.ExecutionContextID, nil
	}
}

// axeScript finds axe among the front end's development packages: go test runs
// in the folder of the package under test, somewhere below the module's root.
func axeScript() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find axe: %w", err)
	}
	for {
		script, err := os.ReadFile(filepath.Join(dir, "assets/node_modules/axe-core/axe.min.js"))
		if err == nil {
			return string(script), nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("find axe: assets/node_modules/axe-core is missing: run make assets")
		}
		dir = parent
	}
}
