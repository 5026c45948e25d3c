# Everything that is done with a checkout. `make` alone says what there is.

PYTHON ?= python3
# One process a core; tests of a file stay together, because they share what they set up, and in
# their order (tests/conftest.py). A process that is lost ends the run: pytest-xdist would wait.
PYTEST_ARGS ?= -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder --max-worker-restart 0
PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/ready-to-run
TEST := $(VENV)/ready-to-test
COMPARE := $(VENV)/ready-to-compare
AUDIT := build/audit
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
LOCKED := $(PIP) --require-hashes --no-deps
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url
COMPILE += --no-config --custom-compile-command 'make lock' $(UPGRADE)

# A file of bench/ whose name begins with _ is shared by the others.
BENCHES = $(filter-out real elections credits intake lighthouse stories _%,$(patsubst bench/%.py,%,$(wildcard bench/*.py)))

MAKEFLAGS += --no-print-directory
# Commands start thousands of times in the tests: their modules are compiled once.
unexport PYTHONDONTWRITEBYTECODE
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help site serve test check format format-check lint types imports fuzz bench real wheel
.PHONY: audit lock clean docs screenshots lighthouse elections credits stories

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

site: $(RUN) ## build content/ into site/
	@$(BIN)/friday build
	@echo "The site is in site/. To look at it: make serve"

serve: $(RUN) ## show the site, and rebuild it while you write
	@$(BIN)/friday serve --port $(PORT)

test: $(TEST) ## run the tests (installs what they need, a browser and servers included)
	@sh tests/servers/setup.sh
	@chromium=$$(sh tests/browser/setup.sh) && \
	CHROMIUM="$$chromium" $(BIN)/python -m pytest $(PYTEST_ARGS)

screenshots: $(TEST) ## a picture of every sort of page, in screenshots/ (GALLERY=1: docs/gallery.md)
	@chromium=$$(sh tests/browser/setup.sh) && \
	CHROMIUM="$$chromium" $(BIN)/python -m tests.browser.screenshots $(if $(GALLERY),--gallery)

check: format-check lint types imports ## all that a change must pass; the tests come last
	@$(MAKE) test

format-check: $(TEST)
	@$(BIN)/ruff format --check .

lint: $(TEST)
	@$(BIN)/ruff check .

types: $(TEST)
	@$(BIN)/mypy generator tests bench

imports: $(TEST)
	@$(BIN)/lint-imports

format: $(TEST) ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

fuzz: $(TEST) ## the property tests, with many more examples
	@$(BIN)/python -m pytest -m hypothesis --hypothesis-profile=fuzz $(PYTEST_ARGS)

audit: $(AUDIT)/ready ## ask whether a locked library has a published flaw (needs the network)
	@$(AUDIT)/bin/python -m tests.audit $(AUDIT)/bin/pip-audit

bench: $(COMPARE) ## measure: every script of bench/ but those that have a target of their own
	@for script in $(BENCHES); do $(BIN)/python -m bench.$$script || exit 1; done

real: $(TEST) ## import and build the real diaries of FRIDAY_CORPORA
	@$(BIN)/python -m bench.real

stories: $(TEST) ## take in the real stories of FRIDAY_CORPORA, approve and build them
	@$(BIN)/python -m bench.stories

elections: $(TEST) ## count the published elections of FRIDAY_CORPORA again, and compare
	@$(BIN)/python -m bench.elections

credits: $(TEST) ## import the changelogs of FRIDAY_CORPORA, and count whom they credit
	@$(BIN)/python -m bench.credits

lighthouse: $(TEST) ## what Lighthouse says of the demonstration (installs it in build/)
	@chromium=$$(sh tests/browser/setup.sh) && \
	CHROMIUM="$$chromium" $(BIN)/python -m bench.lighthouse

docs: $(RUN) ## write the pages of docs/ that are made out of the program
	@$(BIN)/python -m generator.cli.docs docs

wheel: $(TEST) ## build dist/*.whl
	@$(BIN)/python -m build --no-isolation --wheel --outdir dist

lock: $(TEST) ## write the lock files anew (UPGRADE=--upgrade takes the newest versions)
	@$(COMPILE) pyproject.toml -o requirements.lock
	@$(COMPILE) --group pyproject.toml:build -c requirements.lock -o requirements-build.lock
	@$(COMPILE) pyproject.toml --group dev --overrides tests/overrides.txt \
		-c requirements.lock -c requirements-build.lock -o requirements-dev.lock
	@$(COMPILE) --group pyproject.toml:bench -c requirements-dev.lock -o requirements-bench.lock
	@$(COMPILE) --group pyproject.toml:audit -o requirements-audit.lock

clean: ## remove the environment, the caches and what was built
	@rm -rf $(VENV) .friday .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@rm -rf dist build screenshots tests/browser/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find site -mindepth 1 -maxdepth 1 ! -name .gitkeep -exec rm -rf {} +

$(BIN)/python:
	@sh tests/python.sh $(PYTHON)
	@$(PYTHON) -m venv $(VENV)

$(RUN): $(BIN)/python requirements.lock requirements-build.lock pyproject.toml
	@echo "Installing what friday needs into $(VENV) ..."
	@$(LOCKED) -r requirements.lock -r requirements-build.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(TEST): $(RUN) requirements-dev.lock
	@echo "Installing what the tests need into $(VENV) ..."
	@$(LOCKED) -r requirements-dev.lock
	@touch $@

$(COMPARE): $(TEST) requirements-bench.lock
	@echo "Installing what we are compared with into $(VENV) ..."
	@$(LOCKED) -r requirements-bench.lock
	@touch $@

# It has many libraries of its own, and the tests shall not depend on them.
$(AUDIT)/ready: requirements-audit.lock
	@sh tests/python.sh $(PYTHON)
	@echo "Installing what the audit needs into $(AUDIT) ..."
	@$(PYTHON) -m venv --clear $(AUDIT)
	@$(AUDIT)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps \
		-r requirements-audit.lock
	@touch $@
