package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// buildProgram builds the program as a release is built.
func buildProgram(ctx context.Context, dir string) (string, error) {
	binary := filepath.Join(dir, "entente")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", binary, "entente/cmd/entente")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return binary, nil
}

// sizes tells how much the databases weigh, closed.
func (b *bench) sizes(ctx context.Context) error {
	weight := map[*column]int64{}
	for _, c := range b.columns {
		n, err := c.weight(ctx)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name(), err)
		}
		weight[c] = n
	}
	b.add("Database, MB", func(c *column) cell { return cell{megabytes(weight[c]), float64(weight[c])} })
	return nil
}

func (c *column) weight(ctx context.Context) (n int64, err error) {
	if c.engine == "SQLite" {
		st, err := os.Stat(c.url)
		if err != nil {
			return 0, err
		}
		return st.Size(), nil
	}
	conn, err := pgx.Connect(ctx, c.url)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	return n, conn.QueryRow(ctx, "SELECT pg_database_size(current_database())").Scan(&n)
}

// processes starts the whole program several times: until its first answer, and until it has told its version.
func (b *bench) processes(ctx context.Context) error {
	starts := max(3, b.rounds/10)
	began := map[*column][]time.Duration{}
	rest, busy := map[*column]int64{}, map[*column]int64{}
	var versions []time.Duration
	for n := range starts {
		t := time.Now()
		if err := exec.CommandContext(ctx, b.binary, "version").Run(); err != nil {
			return fmt.Errorf("version: %w", err)
		}
		versions = append(versions, time.Since(t))
		for _, c := range b.columns {
			b.say("%s: start %d of %d", c.name(), n+1, starts)
			p, err := b.start(ctx, c)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name(), err)
			}
			began[c] = append(began[c], p.took)
			rest[c] = memoryOf(p.pid(), "RssAnon")
			if n == 0 {
				err = p.browse(ctx, c)
				busy[c] = memoryOf(p.pid(), "RssAnon")
			}
			if err := errors.Join(err, p.stop()); err != nil {
				return fmt.Errorf("%s: %w", c.name(), err)
			}
		}
	}
	b.add("Start of the program to its first answer, ms", func(c *column) cell { return milliseconds(began[c]) })
	b.add("Start of the program to tell its version, ms", func(*column) cell {
		m := milliseconds(versions)
		return cell{text: m.text}
	})
	b.add("Memory after the first answer, MB", func(c *column) cell { return cell{megabytes(rest[c]), float64(rest[c])} })
	b.add("Memory after 200 pages, MB", func(c *column) cell { return cell{megabytes(busy[c]), float64(busy[c])} })
	return nil
}

// process is the program while it serves.
type process struct {
	cmd  *exec.Cmd
	base string
	took time.Duration // from the start to the first answer
}

func (b *bench) start(ctx context.Context, c *column) (*process, error) {
	cmd := exec.CommandContext(ctx, b.binary, "serve", "--db", c.url, "--listen", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, errors.Join(err, cmd.Process.Kill(), cmd.Wait())
	}
	p := &process{cmd: cmd, base: regexp.MustCompile(`http://[^/]*`).FindString(line)}
	if err := fetch(ctx, p.base+"/fr/"); err != nil {
		return nil, errors.Join(err, p.stop())
	}
	p.took = time.Since(began)
	return p, nil
}

func (p *process) pid() string { return strconv.Itoa(p.cmd.Process.Pid) }

// browse reads 200 pages of several sorts.
func (p *process) browse(ctx context.Context, c *column) error {
	for range 50 {
		for _, path := range []string{"/fr/", "/fr/accueils", c.page, c.hub} {
			if err := fetch(ctx, anew(p.base+path)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *process) stop() error {
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return p.cmd.Wait()
}
