# Two commands on a fresh machine with Python >= 3.11: make demo, make test. Both do their own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The tests start hundreds of commands; each would compile hefang anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test soak wheels lint format benchmark docs lock clean

demo: $(READY)
	$(BIN)/hefang demo demo

test: $(READY)
	$(BIN)/python -m pytest $(PYTEST)

# kill -9 at 300 random moments of the commands, and of the call desk; 10 GB of evidence filed, checked and purged (room for
# 11 GB); 2,000 damaged PDFs and pictures of each kind (two hours); the tests run a few of each.
soak: $(READY)
	$(BIN)/python -m tests.casebook.durable.moments 300
	$(BIN)/python -m tests.casebook.desk.moments 300
	$(BIN)/python -m tests.casebook.evidence.volume 10
	HEFANG_MUTATIONS=2000 $(BIN)/python -m pytest -q tests/intake/test_hostile.py
	$(BIN)/python -m tests.intake.mutations 2000

# A wheel of everything that users need, for Windows x64 and macOS arm64, Python 3.11 to 3.14 (network; a few minutes).
wheels: $(READY)
	$(BIN)/python .ci/wheels.py --users

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

benchmark: $(READY)
	$(BIN)/python -m benchmarks

docs: $(READY)
	$(BIN)/python -m docs.generate

# Everything is pinned with hashes; the project itself is installed in place, without asking for more.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

# All extras but benchmark and spark, which hardly anybody installs.
lock:
	uv pip compile pyproject.toml --extra postgres --extra desk --extra print --extra ocr --extra scale --extra test --extra lint --universal --generate-hashes --no-emit-index-url --quiet -o requirements.lock

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache
