# One target an aim; `make` alone lists them.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
PORT ?= 8888
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
# No questions about news and updates: the course needs no network.
QUIET := $(VENV)/etc/jupyter/labconfig/page_config.json
LAB_FLAGS := $(if $(filter 0,$(shell id -u)),--allow-root)

.PHONY: help lab test hostile thorough killed demo build clean

help:
	@echo "make lab    open the course in JupyterLab"
	@echo "make test   run every test"
	@echo "make hostile run every hostile submission (minutes)"
	@echo "make thorough  try every widget, whole lessons and the review desk in a browser, and a cluster (minutes)"
	@echo "make killed kill the grader at 20 random moments and compare the grades"
	@echo "make demo   make and grade a sample class in demo/"
	@echo "make build  build notebooks and keys from notebooks/source"
	@echo "make clean  remove what can be made again"

lab: $(VENV)/lab-ready $(QUIET)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/jupyter lab $(LAB_FLAGS) --port=$(PORT) \
	  --ServerApp.root_dir="$(CURDIR)" --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb

test: $(VENV)/test-ready
	@tests/run $(BIN)

hostile: $(VENV)/test-ready
	$(BIN)/pytest --numprocesses 2 --dist loadscope tests/hostile

thorough: $(VENV)/test-ready
	$(BIN)/pytest --numprocesses 2 --dist loadfile -m thorough tests

killed: $(VENV)/test-ready
	KIT_KILLS=20 KIT_SEED=$${KIT_SEED:-$$$$} $(BIN)/pytest -q tests/grading/test_killed.py

demo: $(VENV)/test-ready
	rm -rf demo
	$(BIN)/python -m kit.grading.sample demo/submissions demo
	@# 3: done, and open questions wait for a person. That is how it should be.
	$(BIN)/kit grade demo/submissions --out demo/grades --plan demo || test $$? -eq 3
	@echo "Feedback pages: demo/grades/feedback/<student>/<notebook>.html"

build: $(VENV)/test-ready
	$(BIN)/kit build

clean:
	rm -rf $(VENV) demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/python-ready:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed. Name yours: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	@touch $@

$(VENV)/lab-ready: $(VENV)/python-ready pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[lab]"
	@touch $@

$(QUIET): $(VENV)/lab-ready
	$(BIN)/jupyter labextension disable --log-level=ERROR @jupyterlab/apputils-extension:announcements
	@touch $@

$(VENV)/test-ready: $(VENV)/python-ready pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[test]"
	@touch $@
