# make demo   the main job on a scratch repository and on examples/
# make test   the tests
# make check  format, lint, types, layers, generated files
# make docs   regenerate what is generated

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test test-vscode check docs lock clean

$(STAMP): requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

demo: $(STAMP)
	@sh scripts/demo.sh $(abspath $(BIN))

test: $(STAMP)
	$(BIN)/python -m pytest -n auto

# Needs npm and the network: builds the extension, and lets it talk to the server outside of VS Code.
test-vscode: $(STAMP)
	cd editors/vscode && npm ci --no-audit --no-fund && PM_COMMAND=$(abspath $(BIN))/pm npm test

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/generate_docs.py --check
	$(BIN)/python scripts/terminal_picture.py --check
	$(BIN)/pm -C examples lint --exit-zero --quiet >/dev/null

docs: $(STAMP)
	$(BIN)/python scripts/generate_docs.py
	$(BIN)/python scripts/terminal_picture.py

# The lock holds exact versions for every supported Python; needs uv, for maintainers only.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --group dev --all-extras pyproject.toml \
	  --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" -o requirements/dev.txt

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
