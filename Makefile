# changeportal: two commands do everything. `make run` serves, `make test` checks; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(firstword $(wildcard /usr/bin/python3) $(shell command -v python3))
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE :=
export UV_SYSTEM_CERTS := 1
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes

.PHONY: help run setup test trust check unit browser bench assets locks

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/uv: requirements/uv.txt
	@$(PYTHON) scripts/check_python.py
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $(BIN)/uv

$(VENV)/base.stamp: $(BIN)/uv requirements/base.txt
	@echo "Installing what changeportal needs (once)..."
	@$(UV) -r requirements/base.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/base.stamp requirements/dev.txt
	@echo "Installing what the tests need (once)..."
	@$(UV) -r requirements/dev.txt
	@touch $@

setup: $(VENV)/base.stamp ## make the environment only

run: setup ## serve on http://127.0.0.1:8000 with example data; Ctrl-C stops everything
	@exec $(BIN)/python -m changeportal.runtime

test: $(VENV)/dev.stamp ## everything that CI runs
	@exec bash scripts/test.sh all

check: $(VENV)/dev.stamp ## lint, types, imports, templates, migrations
	@exec bash scripts/test.sh check

unit: $(VENV)/dev.stamp ## rules and shape, without a database
	@exec bash scripts/test.sh unit

browser: $(VENV)/dev.stamp ## journeys and axe in Chromium
	@exec bash scripts/test.sh browser

trust: $(VENV)/dev.stamp ## the long security and fault runs
	@exec bash scripts/test.sh trust

bench: $(VENV)/dev.stamp ## page times against the floor, as ratios in one run
	@exec $(BIN)/python -m tests.bench.run

assets: ## rebuild CSS and JavaScript (needs Node)
	@npm ci --silent && npm run --silent build

locks: $(BIN)/uv ## write the hashed requirements again
	@for name in base dev; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header requirements/$$name.in -o requirements/$$name.txt; done
