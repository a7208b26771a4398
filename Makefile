# Two commands set everything up: `make demo` and `make test`. `make check` is the one list of checks.
PYTHON ?= python3
DEMO := .venv-demo
TEST := .venv-test

.PHONY: demo test check clean

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

clean:
	rm -rf $(DEMO) $(TEST) evidence-demo dist
