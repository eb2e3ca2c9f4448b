# Two commands matter: `make demo` and `make test`. A machine needs Python 3.11 or newer, make and git.
PYTHON ?= python3
BIN := .venv/bin
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
PO := $(wildcard yuanba/locale/*/LC_MESSAGES/django.po)
QUICK := not slow and not browser and not oracle

.DEFAULT_GOAL := help
.PHONY: help setup demo test quick lint bench lock clean

help:
	@echo 'make demo [PORT=8000] [DATA=dir]   the demonstration county, on http://127.0.0.1:8000'
	@echo 'make test    everything            make quick   under a minute      make lint'
	@echo 'make setup   the environment       make bench   measured ratios     make lock   renew the lock files'
	@echo 'make clean   remove what was built; data stays'

setup: .venv/.installed build/.assets $(PO:.po=.mo)

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Yuanba needs Python 3.11 or newer; name one with `make setup PYTHON=python3.12`.' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo 'This Python cannot make environments; on Debian: apt-get install python3-venv.' >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

node_modules/.installed: package-lock.json package.json .npmrc .venv/.installed
	$(WITH_NODE) npm ci --silent --ignore-scripts
	@touch $@

build/.assets: yuanba/ops/assets.py node_modules/.installed
	$(BIN)/python yuanba/ops/assets.py
	@touch $@

%.mo: %.po .venv/.installed
	$(BIN)/pybabel --quiet compile -D django -i $< -o $@

demo: setup
	$(BIN)/yuanba demo $(if $(PORT),--port $(PORT)) $(if $(DATA),--data $(DATA))

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy yuanba/kernel
	$(BIN)/lint-imports --no-cache

test: lint
	$(BIN)/pytest -n 2

quick: setup
	$(BIN)/pytest -q -n 2 -m '$(QUICK)'

bench: setup
	$(BIN)/python -m bench

# Both files name packages and hashes only, never the place they came from.
lock: .venv/.installed
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --python-version 3.11 \
		--no-emit-index-url --no-header --no-annotate --quiet --upgrade -o requirements.lock
	$(WITH_NODE) npm install --package-lock-only --ignore-scripts

clean:
	rm -rf .venv node_modules build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find yuanba tests -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f $(PO:.po=.mo)
