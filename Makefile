# `make help` lists what there is. Needs Python 3.11–3.13 (with pip and venv), make and git; nothing else.

PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= $(firstword $(foreach v,python3.13 python3.12 python3.11 python3,$(if $(shell $(v) -c "import sys; print(1 if (3, 11) <= sys.version_info < (3, 14) else '')" 2>/dev/null),$(v),)))
BIN := .venv/bin
SETTINGS_TEST := DJANGO_SETTINGS_MODULE=warga.settings.test

.DEFAULT_GOAL := help
.PHONY: help run test check format test-postgres test-browser bench lock messages clean

help: ## say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: .venv/run ## start the demo city at http://127.0.0.1:8000/ (PORT=… for another port)
	@$(BIN)/python tools/messages.py compile
	@$(BIN)/warga demo serve --host $(HOST) --port $(PORT)

test: .venv/dev ## run the tests (what this machine lacks is skipped aloud)
	@$(BIN)/python -m pytest

test-postgres: .venv/dev ## run the tests on PostgreSQL (WARGA_DATABASE=postgresql://…)
	@WARGA_DATABASE=$${WARGA_DATABASE:-postgresql://postgres@127.0.0.1:5432/warga} $(BIN)/python -m pytest -m "not browser"

test-browser: .venv/dev ## run the walks in real Chromium only
	@$(BIN)/python -m pytest -m browser

check: .venv/dev ## format, lint, types, imports, migrations, translations, lock files
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(SETTINGS_TEST) $(BIN)/warga makemigrations --check --dry-run
	@$(BIN)/python tools/messages.py check

format: .venv/dev ## put every file in the house's form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

messages: .venv/dev ## collect new texts into the Indonesian catalogues
	@$(BIN)/python tools/messages.py extract

bench: .venv/dev ## measure: engine, import, pages
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

lock: ## renew the lock files (needs uv)
	@bash tools/lock.sh

clean: ## remove the environment and caches, never the data in var/
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# A stamp each, so that a second start installs nothing.
.venv/python:
	@test -n "$(PYTHON)" || { echo "Warga needs Python 3.11, 3.12 or 3.13."; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/run: .venv/python requirements/run.txt pyproject.toml
	@echo "Installing (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/python requirements/dev.txt pyproject.toml
	@echo "Installing (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ .venv/run
