# `make` lists what there is. Everything is installed into .venv of this checkout: by uv if it is there, else by venv and pip.
SHELL := /bin/sh
PY := .venv/bin/python
UV := $(shell command -v uv 2>/dev/null)
ARGS ?=
# Where it is set, as in many containers, every start compiles all libraries anew: 5 s of CPU instead of 1.5.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo dev serve test coverage lint shots docs bench reliability messages clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  Options go in ARGS, as in: make demo ARGS='--port 8123 --attendees 5'"

demo: .venv/.stamp-run ## start a complete demo day with simulated attendees
	@$(PY) -m barcamp demo $(ARGS)

dev: .venv/.stamp-run ## start a day to work in; server and screens start anew with every change of a file
	@$(PY) -m tools.dev $(ARGS)

serve: .venv/.stamp-run ## start the real, empty server
	@$(PY) -m barcamp serve $(ARGS)

test: .venv/.stamp-dev ## run the tests; those that need PostgreSQL, Redis or a browser say why they are skipped
	@$(PY) -m pytest -n auto --dist worksteal $(ARGS)

coverage: .venv/.stamp-dev ## run the tests without browsers and tell what of the code none of them comes through
	@rm -rf build/coverage && mkdir -p build/coverage
	@$(PY) -m coverage run -m pytest -n auto --dist worksteal -m "not browser" $(ARGS)
	@$(PY) -m coverage combine --quiet
	@$(PY) -m coverage report

lint: .venv/.stamp-dev ## check style, types and the direction of imports; of scripts and sheets where there is npm
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@.venv/bin/lint-imports
	@$(PY) -m pyright --warnings
	@$(PY) -m tools.frontend

shots: .venv/.stamp-dev ## run the demo day and write a picture of every screen to docs/screens
	@$(PY) -m tests.shots $(ARGS)

docs: .venv/.stamp-dev ## build the pages of docs/ and those beside it as a site in build/site, without a network
	@$(PY) -m mkdocs build --quiet --strict
	@echo "build/site/index.html"

messages: .venv/.stamp-dev ## write barcamp/text/locale/barcamp.pot, all that is said, for translators
	@$(PY) -m tools.messages

settings: .venv/.stamp-dev ## write the table of settings in README.md, as barcamp/settings.py declares them
	@$(PY) -m tools.settings

bench: .venv/.stamp-dev ## measure; a table on the terminal and a JSON file in bench/results
	@$(PY) -m bench $(ARGS)

reliability: .venv/.stamp-dev ## break what 200 phones stand on, fault by fault, and write docs/reliability.md
	@$(PY) -m tests.faults.reliability $(ARGS)

clean: ## remove what was installed and built here
	rm -rf .venv node_modules build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache

.venv/.stamp-run: pyproject.toml
ifneq ($(UV),)
	@echo "Installing into .venv (uv) …"
	@test -x $(PY) || uv venv --quiet --python '>=3.11' .venv
	@uv pip install --quiet --python $(PY) --editable '.[planner,reports,demo,reload]'
else
	@echo "Installing into .venv (pip), about a minute …"
	@test -x $(PY) || python3 -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[planner,reports,demo,reload]'
endif
	@touch $@

.venv/.stamp-dev: .venv/.stamp-run
ifneq ($(UV),)
	@echo "Installing what tests and linters need …"
	@uv pip install --quiet --python $(PY) --editable '.[postgres,redis,planner,reports,demo,reload,metrics]' --group dev
else
	@echo "Installing what tests and linters need …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[postgres,redis,planner,reports,demo,reload,metrics]' --group dev
endif
	@touch $@
