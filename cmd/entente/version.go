package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// version is set when a release is built; otherwise the revision that the Go command stamped is told.
var version = "" //nolint:gochecknoglobals // the linker can set nothing else

type build struct {
	Version  string `json:"version"`
	Revision string `json:"revision"`
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func versionCommand(c *command) func(context.Context) error {
	c.jsonFlag()
	return func(context.Context) error {
		if err := c.none(); err != nil {
			return err
		}
		b := build{Version: version, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
		if b.Version == "" {
			b.Version = "dev"
		}
		if info, ok := debug.ReadBuildInfo(); ok {
			for _, s := range info.Settings {
				if s.Key == "vcs.revision" {
					b.Revision = s.Value
				}
			}
		}
		if c.json {
			return c.writeJSON(b)
		}
		fmt.Fprintln(c.stdout, strings.Join(strings.Fields("entente "+b.Version+" "+b.Revision+" "+b.Go+" "+b.Platform), " "))
		return nil
	}
}
