# make docs, make test, make matrix: each makes its own environment first, from the versions in pyproject.toml.

# the first that runs and is new enough; a name that is found may still not run
PYTHON := $(shell for name in python3.11 python3.12 python3.13 python3; do \
  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT := docs/_build
TEX := latexmk texlive-latex-extra texlive-xetex fonts-freefont-otf

.PHONY: docs pdf test check bench langfuse soak matrix corners lint translations screenshots inventory clean

docs: $(READY)
	$(BIN)/sphinx-build -W --keep-going -n -c . -b html docs $(OUT)/html
	$(BIN)/sphinx-build -W --keep-going -n -q -b html docs/examples/tutorial $(OUT)/tutorial
	$(BIN)/sphinx-build -W --keep-going -n -q -b html docs/examples/plain $(OUT)/plain
	@echo "Open $(OUT)/html/index.html"

# TeX is no Python package
pdf: $(READY)
	@command -v latexmk >/dev/null && command -v xelatex >/dev/null \
	  || { echo "latexmk and XeLaTeX are needed: on Debian, apt install $(TEX)"; exit 1; }
	LATEXMKOPTS=-silent $(BIN)/sphinx-build -M latexpdf docs $(OUT) -q -c .
	@echo "Open $(OUT)/latex/sphinx-archdoc.pdf"

# in minutes, with Python packages alone
test: $(READY)
	$(BIN)/python -m pytest -n auto -m "not slow"

# every test: after the quick ones the slow ones, and more examples for the random ones
check: test
	$(BIN)/python -m pytest -n auto --hypothesis-profile=ci -m "slow or hypothesis"

# what an entry costs, by phase
bench: $(READY)
	$(BIN)/python -m tests.bench

# docs/langfuse against Langfuse: make langfuse LANGFUSE=folder, at the commit that docs/langfuse/index.md names
langfuse: $(READY)
	LANGFUSE="$(LANGFUSE)" $(BIN)/python -m pytest -rs tests/truth/test_langfuse.py

# the random tests, with thousands of examples and edits, and other ones each time
soak: $(READY)
	$(BIN)/python -m pytest -n auto --hypothesis-profile=soak -m hypothesis

matrix: $(READY)
	$(BIN)/tox run

# the oldest and the newest of everything, without the random and the slow tests, which say little of versions
corners: $(READY)
	$(BIN)/tox run -e oldest,newest -- --ignore=tests/fuzz --ignore=tests/editing --ignore=tests/hostile -m "not slow and not hypothesis"

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy docs/_ext

# make translations LANGUAGE=fr begins a new language
translations: $(READY)
	$(BIN)/python docs/_ext/translations.py $(LANGUAGE)

screenshots: $(READY)
	$(BIN)/python docs/_ext/screenshots.py

inventory: $(READY)
	$(BIN)/sphinx-build -W -q -b html docs/examples/payments $(OUT)/payments
	cp $(OUT)/payments/objects.inv docs/examples/payments.inv

clean:
	rm -rf $(VENV) .tox $(OUT)

$(READY): pyproject.toml
	@test -n "$(PYTHON)" \
	  || { echo "Python 3.11 or newer is needed: on Debian, apt install python3"; exit 1; }
	@# Debian keeps a part of Python in a package of its own
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	    && apt-get update -q && apt-get install -q -y --no-install-recommends python3-venv; } \
	  || { echo "Python's venv is needed: on Debian, sudo apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install -q --editable . --group test --group matrix --group lint
	@touch $(READY)
