package registry_test

import (
	"testing"

	"entente/internal/store/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }
