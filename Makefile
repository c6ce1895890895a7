# Every task of Entente, by name: `make help`. CI runs `make test` and nothing else.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

GO  ?= go
NPM ?= npm

database := data/entente.db
accounts := data/accounts.txt
listen   := 127.0.0.1:8080
sample   := sample/quebec
lint     := $(GO) tool -modfile=tools/golangci-lint.mod golangci-lint

# npm writes this file at the end of an installation: it is as new as what is
# installed.
npm_installed := assets/node_modules/.package-lock.json

.PHONY: help
help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: build $(database) ## Build, load the sample office at the first start, and serve it on 127.0.0.1:8080
	@if [ -s $(accounts) ]; then echo "Accounts of the sample, one for each role ($(accounts)); sign in at http://$(listen)/app/"; cat $(accounts); fi
	@echo "Starting Entente on $(database)."
	@exec bin/entente serve --db $(database) --listen $(listen)

# Loaded beside its final place and moved there whole: a first start that is
# interrupted leaves nothing that the next one would take for an office.
$(database): | build
	@echo "Loading the sample office $(sample) into $(database) (first start only)."
	@mkdir -p $(@D)
	@rm -f $@.part $@.part-wal $@.part-shm
	@bin/entente import --db $@.part $(sample)
	@bin/entente account sample --db $@.part --file $(accounts)
	@if [ -s $@.part-wal ]; then echo "The sample office was not written to the end: $@.part-wal is left." >&2; exit 1; fi
	@rm -f $@.part-wal $@.part-shm
	@mv $@.part $@

.PHONY: dev
dev: gen ## Generate the code anew, then run
	@$(MAKE) --no-print-directory run

.PHONY: build
build: assets ## Build bin/entente, with its assets inside
	@echo "Building bin/entente."
	@CGO_ENABLED=0 $(GO) build -trimpath -o bin/entente ./cmd/entente

.PHONY: assets
assets: $(npm_installed) ## Build the front-end files, the gazetteer and the map
	@echo "Building the assets."
	@cd assets && node build.mjs

$(npm_installed): assets/package.json assets/package-lock.json
	@command -v $(NPM) >/dev/null || { echo "Node.js 20 or later, with npm, is needed to build the assets." >&2; exit 1; }
	@echo "Installing the front-end packages of assets/package-lock.json."
	@cd assets && $(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: gen
gen: ## Write the generated code and documents anew
	@echo "Generating code from templates and definitions."
	@$(GO) tool templ generate -log-level error
	@$(GO) generate ./...

.PHONY: check-gen
check-gen: ## Fail when generated files are not what their sources say
	@scripts/check-gen

.PHONY: lint
lint: ## Examine the code: golangci-lint and the module file
	@$(lint) run ./...
	@$(GO) mod tidy -diff

.PHONY: fmt
fmt: ## Format the code, and mend what the linters can mend by themselves
	@$(lint) fmt
	@$(lint) run --fix --issues-exit-code 0 ./...

.PHONY: test
test: ## Check everything: generated code, lint, all tests on both engines, the browser; installs what is missing
	@$(GO) run ./tools/check

.PHONY: bench
bench: ## Measure the speed of the program on generated offices
	@$(GO) run ./bench

.PHONY: pictures
pictures: assets ## Take the pictures of docs/images anew
	@mkdir -p docs/images
	@$(GO) test ./e2e -count=1 -run '^Test(Staff|Report)?Pictures$$' -args -pictures '$(CURDIR)/docs/images'

.PHONY: clean
clean: ## Remove what was built and installed; the data stays
	@rm -rf bin .tools assets/node_modules
	@git clean -fdXq assets internal
