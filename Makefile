# Two commands set everything up: `make demo` and `make test`. `make check` is the one list of checks.
PYTHON ?= python3
DEMO := .venv-demo
TEST := .venv-test

SOAK ?= /tmp/evidence-soak

.PHONY: demo test check soak bench clean

demo: $(DEMO)/installed
	$(DEMO)/bin/pip install --quiet --no-deps --force-reinstall .
	$(DEMO)/bin/evidence demo --out evidence-demo

test: $(TEST)/installed
	$(TEST)/bin/evidence models fetch
	$(TEST)/bin/python -m pytest $(PYTEST)

check: $(TEST)/installed
	$(TEST)/bin/ruff check .
	$(TEST)/bin/ruff format --check .
	$(TEST)/bin/mypy
	$(TEST)/bin/lint-imports
	$(TEST)/bin/python -m docs.check

$(DEMO)/installed: pyproject.toml
	$(PYTHON) -m venv $(DEMO)
	$(DEMO)/bin/pip install --quiet .
	touch $@

# torch first and pinned: an open requirement of it would fetch a CUDA build of several gigabytes
$(TEST)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(TEST)
	$(TEST)/bin/pip install --quiet -c constraints.txt torch
	$(TEST)/bin/pip install --quiet -c constraints.txt --editable ".[dev,models,fast]"
	touch $@

# 1,000,000 generated records, loaded once cleanly and once killed ten times; about an hour on two cores, 15 GB of disk
soak: $(TEST)/installed
	$(TEST)/bin/python -m benchmarks.generate $(SOAK)/generated --records 1000000
	$(TEST)/bin/python -m benchmarks.soak $(SOAK)/generated $(SOAK)/libraries

# the speed table of benchmarks/README.md: what is there of data and peers
bench: $(TEST)/installed
	$(TEST)/bin/python -m benchmarks.speed $(BENCH)

clean:
	rm -rf $(DEMO) $(TEST) evidence-demo dist
