# make demo: the main job on the sample coverage.  make test: everything that CI runs.  make docs: the outputs and the
# sample report in README.md and docs/ as they are now; make stale-docs says where they differ.  Needs Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO_STORE ?= demo.db
UV_VERSION := 0.13.9

.PHONY: demo test check docs stale-docs lock clean
.DEFAULT_GOAL := test

# Installed anew only when the lock or the project file changed.
$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sitrep needs Python 3.11 or newer: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

demo: $(STAMP)
	$(BIN)/sitrep add samples --store $(DEMO_STORE)
	$(BIN)/sitrep report --store $(DEMO_STORE)
	@echo
	@echo "The store is $(DEMO_STORE). Look further with:"
	@echo "  $(BIN)/sitrep events --type ASSAULT --place Saraqib --store $(DEMO_STORE)"
	@echo "  $(BIN)/sitrep figures --measure killed --store $(DEMO_STORE)"
	@echo "  $(BIN)/sitrep search sarin --store $(DEMO_STORE)"
	@echo "  $(BIN)/datasette $(DEMO_STORE)        # the same in a browser"

check: $(STAMP)
	$(BIN)/ruff check sitrep tests bench
	$(BIN)/lint-imports

test: check
	$(BIN)/pytest -n 2

docs: $(STAMP)
	$(BIN)/python bench/rerun_docs.py

stale-docs: $(STAMP)
	$(BIN)/python bench/rerun_docs.py --check

# Resolve the newest versions that pyproject.toml allows. Needs the package registry.
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11
lock: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) $(DEMO_STORE) $(DEMO_STORE)-wal $(DEMO_STORE)-shm .pytest_cache .ruff_cache .hypothesis .import_linter_cache
