# Lamppost needs Python 3.11 or newer and make, nothing else. Without make, README.md has the same in plain pip.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lint bench assets clean

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# `make test ARGS="-k receipt"` runs a part; `make test JOBS=0` runs it in one process, for a debugger.
ARGS ?=
JOBS ?= auto

help:  ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*  ## /\1  /p' $(MAKEFILE_LIST) | while read -r name words; do \
		printf '  make %-8s %s\n' "$$name" "$$words"; done

run: $(VENV)/.installed assets  ## Install what is missing, load the demo, serve on 127.0.0.1 (PORT=8000)
	@exec $(BIN)/flask --app wsgi start

test: lint assets  ## Lint, then run every test (ARGS="-k name" for some of them)
	@exec $(BIN)/python -m pytest --numprocesses=$(JOBS) $(ARGS)

lint: $(VENV)/.installed-for-tests  ## Check style, complexity and which part may import which
	@$(BIN)/ruff check
	@$(BIN)/lint-imports --no-logo --no-cache

bench: $(VENV)/.installed-for-tests assets  ## Measure; one JSON line a figure (ONLY=survey for a part)
	@exec $(BIN)/python -m tests.bench $(ONLY)

assets: $(VENV)/.installed  ## Fetch the browser's files again if they are missing or old
	@$(BIN)/python -m survey.assets

clean:  ## Remove what was installed or built; what was collected stays in instance/
	rm -rf $(VENV) static/vendor .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find static -name '*.gz' -delete -o -name '*.br' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Installing for tests installs everything, so it counts for running too.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing Lamppost into $(VENV)/ ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-for-tests: pyproject.toml | $(BIN)/python
	@echo "Installing Lamppost and what its tests need into $(VENV)/ ..."
	@$(PIP) --editable '.[test]'
	@touch $(VENV)/.installed $@

# The first Python that is new enough, and that can make virtual environments.
$(BIN)/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
			echo "$$python cannot make a virtual environment. On Debian or Ubuntu: apt install python3-venv" >&2; \
			exit 1; \
		fi; \
		$$python -m venv $(VENV) && exit 0; \
		rm -rf $(VENV); exit 1; \
	done; \
	echo "Lamppost needs Python 3.11 or newer; none was found. If it has another name: make PYTHON=/path/to/python" >&2; \
	exit 1
