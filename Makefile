# Every target works by itself on a machine that has make and python3 (3.11 or later, with venv).

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

# Stamps: an environment is installed again only when pyproject.toml has changed since.
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
INSTALLED_BENCH := $(VENV)/.installed-bench

.DEFAULT_GOAL := help
# Two targets at once must not install into the same environment.
.NOTPARALLEL:
.PHONY: help demo test lint types bench accuracy docs grammar compiled wheel clean

help:  ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

demo: $(INSTALLED)  ## check the reports in examples/
	@status=0; $(VENV)/bin/nianbao check examples/ || status=$$?; echo; \
	case $$status in \
	0) echo "Exit code 0: nothing was found.";; \
	1) echo "Exit code 1: there are findings, as there should be: some of the examples are faulty.";; \
	*) echo "Exit code $$status: the work could not be done."; exit $$status;; \
	esac

test: $(INSTALLED_DEV)  ## run all tests, on all processors
	@$(RUN) -m pytest -n auto --dist loadfile

lint: $(INSTALLED_DEV)  ## check the style of the code
	@$(RUN) -m ruff check .

types: $(INSTALLED_DEV)  ## check the types
	@$(RUN) -m mypy

# More of it: make bench ARGUMENTS="--all --write docs/performance.md"
bench: $(INSTALLED_BENCH)  ## measure time and memory, from one report to many
	@$(RUN) bench/archive.py $(ARGUMENTS)

accuracy: $(INSTALLED_DEV)  ## measure how many known faults are found, and write docs/accuracy.md
	@$(RUN) tests/accuracy.py --write docs/accuracy.md

docs: $(INSTALLED)  ## write the pages of the rules, what the READMEs show, the schema and the picture anew
	@$(RUN) docs/rules.py
	@$(RUN) docs/schema.py
	@$(RUN) docs/readme.py
	@$(RUN) docs/guide.py
	@$(RUN) docs/picture.py

grammar: $(INSTALLED)  ## write the parse tables in grammar/compiled/ anew
	@$(RUN) -m linter.lalr_build

# Patterns are written for other versions of Python too: make compiled PYTHONS="python3.12 python3.13"
compiled: grammar  ## write what is made ahead of grammars, rules and patterns anew
	@$(RUN) -m linter.rules_build
	@$(RUN) -m linter.patterns_build $(PYTHONS)

# From nothing: setuptools would put what it finds in build/ into the wheel, deleted modules too.
wheel: $(INSTALLED_DEV)  ## build source archive and wheel into dist/
	@rm -rf build dist
	@$(RUN) -m build

clean:  ## remove what was made, except for the environment
	@rm -rf build dist *.egg-info .bench .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find linter tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is made when it has no pip, so one that was broken off half-way is mended and a whole one left alone.
define make_environment
	@test -x $(VENV)/bin/pip || $(PYTHON) -m venv $(VENV)
endef

# The environment with the developers' packages contains the other one.
$(INSTALLED): pyproject.toml
	$(make_environment)
	@$(RUN) -m pip install --quiet --editable .
	@touch $@

$(INSTALLED_DEV): pyproject.toml
	$(make_environment)
	@$(RUN) -m pip install --quiet --editable ".[dev]"
	@touch $(INSTALLED) $@

# The programs to compare with are only for the benchmark.
$(INSTALLED_BENCH): pyproject.toml
	$(make_environment)
	@$(RUN) -m pip install --quiet --editable ".[dev,bench]"
	@touch $(INSTALLED) $(INSTALLED_DEV) $@
