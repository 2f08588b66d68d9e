# `make run` and `make test` need Python 3.11, make and git; everything else they install themselves.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes

TRIALS ?= 10000

# Touched when the tests have passed; older than any file of the tree, they are run again.
TESTED := $(VENV)/tested

.PHONY: run test check fix audit trials bench bench-history bench-sustained storm screenshots texts lock clean

run: $(VENV)/runs  ## the bot; without BOT_TOKEN, in the sandbox
	@$(BIN)/python -m bot --try

test: $(VENV)/tests  ## all tests
	@$(BIN)/python -m pytest -n 4 --dist worksteal
	@touch $(TESTED)

check: $(VENV)/tests  ## what CI checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	@$(MAKE) --no-print-directory $(TESTED)

fix: $(VENV)/tests  ## format, and what can be mended by itself
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

audit: $(VENV)/tests  ## licences and known vulnerabilities of what is pinned; needs a network
	@$(BIN)/python -m tests.audit

trials: $(VENV)/tests  ## kill the bot so many times: polling and webhook, SQLite and PostgreSQL, one and three replicas
	KEPT_TRIALS=$(TRIALS) $(BIN)/python -m pytest -q -s tests/bot/test_replicas.py

bench: $(VENV)/tests  ## costs as ratios within one run
	$(BIN)/python -m benchmarks

bench-history: $(VENV)/tests  ## a day's work beside 10,000,000 contacts; by estimate hours, and 50 GB in TMPDIR
	$(BIN)/python -m benchmarks history --contacts 10000 10000000

bench-sustained: $(VENV)/tests  ## an hour's load, a backlog and a flood, on SQLite and PostgreSQL; about a quarter of an hour
	$(BIN)/python -m benchmarks sustained --postgres

storm: $(VENV)/tests  ## floods at full size: 1,000 messages of one person, 10,000 strangers
	KEPT_FULL=1 $(BIN)/python -m pytest -s tests/bot/test_floods.py

screenshots: $(VENV)/tests  ## the pictures of the README; needs Chromium
	$(BIN)/python -m tests.screenshots

texts: $(VENV)/tests  ## collect new sentences for translation
	$(BIN)/pybabel --quiet extract --no-location --sort-output -k N_ -o bot/locales/kept.pot bot
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --width 110 --domain kept -i bot/locales/kept.pot -d bot/locales
	@rm bot/locales/kept.pot

lock: $(VENV)/tests  ## pin the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements.lock pyproject.toml --group dev -o requirements-dev.lock

clean:
	rm -rf $(VENV)

$(TESTED): $(wildcard $(shell git ls-files 2>/dev/null))
	@$(MAKE) --no-print-directory test

$(VENV)/runs: requirements.lock
	@echo "Setting up: about a minute, once."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) -r requirements.lock
	@touch $@

$(VENV)/tests: requirements-dev.lock
	@echo "Setting up for the tests: about two minutes, once."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) -r requirements-dev.lock
	@touch $@
