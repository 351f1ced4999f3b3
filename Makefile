# Trede: two commands do everything. `make demo` opens the demo, `make test` passes the tests.
# On a fresh machine they need Python 3.11 or newer, make, and the package registries; nothing else.

PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
PY      := $(BIN)/python
STAMPS  := $(VENV)/stamps
ASSETS  := src/trede/web/static/vendor
PYTEST  ?= -n auto
ON_BOTH := uses_database and (story or not needs_chromium)
STRICT  := $(wildcard src/trede/terms src/trede/law src/trede/reason)

.DEFAULT_GOAL := help
.PHONY: help demo setup test lint format types floors unit coverage bench load mutate reach fuzz pins pictures assets clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

# --- setting up ---------------------------------------------------------------------------------------------------

$(STAMPS)/venv: requirements/tools.txt scripts/make_venv.py
	@$(PYTHON) scripts/make_venv.py $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/runtime: $(STAMPS)/venv requirements/runtime.txt pyproject.toml scripts/install.py
	@$(PY) scripts/install.py requirements/runtime.txt --project
	@touch $@

$(STAMPS)/dev: $(STAMPS)/venv requirements/dev.txt pyproject.toml scripts/install.py
	@$(PY) scripts/install.py requirements/dev.txt --project
	@touch $@ $(STAMPS)/runtime

$(STAMPS)/bench: $(STAMPS)/dev requirements/bench.txt
	@$(PY) scripts/install.py requirements/bench.txt
	@touch $@

$(STAMPS)/load: $(STAMPS)/dev requirements/load.txt
	@$(PY) scripts/install.py requirements/load.txt
	@touch $@

setup: $(STAMPS)/dev ## everything the tests need, in .venv

assets: $(STAMPS)/venv ## the NL Design System's CSS, from npm into static files
	@$(PY) scripts/build_assets.py

# --- the two commands ---------------------------------------------------------------------------------------------

demo: $(STAMPS)/runtime assets ## set up and open the demo (SQLite, invented clients)
	@$(BIN)/trede demo

test: lint unit coverage ## set up and pass every check and test

# --- the parts of `make test` ---------------------------------------------------------------------------------------

lint: $(STAMPS)/dev types floors ## style, types, and the floors of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(STAMPS)/dev ## put the style right where a tool can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(STAMPS)/dev
	@$(if $(STRICT),$(BIN)/mypy $(STRICT),echo "types: nothing to check yet")

floors: $(STAMPS)/dev
	@$(BIN)/lint-imports --no-logo

unit: $(STAMPS)/dev assets
	@rm -f .coverage .coverage.*
	@$(PY) -m pytest $(PYTEST) --cov --cov-report=
ifndef TREDE_TEST_DATABASE_URL
	@echo "unit: not on PostgreSQL, for TREDE_TEST_DATABASE_URL is not set"
else ifeq (,$(findstring tests/,$(PYTEST))) # some of the tests, on PostgreSQL: set TREDE_DATABASE_URL
	@TREDE_DATABASE_URL=$(TREDE_TEST_DATABASE_URL) $(PY) -m pytest $(PYTEST) -m "$(ON_BOTH)" tests --cov --cov-append --cov-report=
endif

coverage: $(STAMPS)/dev
	@$(PY) scripts/coverage_gate.py

# --- longer runs ----------------------------------------------------------------------------------------------------

fuzz: $(STAMPS)/dev ## the property tests, long and random
	@TREDE_HYPOTHESIS=fuzz $(PY) -m pytest -n auto -m hypothesis tests

bench: $(STAMPS)/bench ## measure beside named rivals (docs/benchmarks.md)
	@$(PY) -m bench

load: $(STAMPS)/load assets ## many users at once on PostgreSQL (docs/load.md); more in LOAD="--dossiers 20000 …"
	@$(PY) -m bench.load $(LOAD)

mutate: $(STAMPS)/dev ## change the regimes one norm at a time: do their own tests notice?
	@$(PY) -m bench.mutate

reach: $(STAMPS)/dev ## which norms does no test of the regimes reach, or see come out only one way?
	@$(PY) -m bench.reach

# --- upkeep -----------------------------------------------------------------------------------------------------------

pins: $(STAMPS)/venv ## newest versions into requirements/*.txt, and the npm lock
	@$(PY) scripts/make_pins.py

pictures: $(STAMPS)/dev assets ## the pictures in docs/images, from a fresh demo in Chromium
	@$(PY) scripts/make_pictures.py

clean: ## remove all that was made here
	rm -rf $(VENV) $(ASSETS) frontend/node_modules build dist .coverage .coverage.* coverage.json htmlcov
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
