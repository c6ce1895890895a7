package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"entente/internal/registry"
)

// version is set when a release is built; otherwise the revision that the Go command stamped is told.
var version = "" //nolint:gochecknoglobals // the linker can set nothing else

func versionCommand(c *command) func(context.Context) error {
	c.jsonFlag()
	return func(context.Context) error {
		if err := c.none(); err != nil {
			return err
		}
		b := programVersion()
		if c.json {
			return c.writeJSON(b)
		}
		fmt.Fprintln(c.stdout, strings.Join(strings.Fields("entente "+b.Version+" "+b.Revision+" "+b.Go+" "+b.Platform), " "))
		return nil
	}
}

// programVersion is what the program is.
func programVersion() registry.Program {
	b := registry.Program{Version: version, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
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
	return b
}
