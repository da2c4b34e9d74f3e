# make chat    talk to it           make check   the whole gate
# make fix     mend what can be     make bench   measure
# make check-adk                    real wishes against the real server software
# make hook                         format, lint and import contracts before each commit

VENV := .venv
BIN := $(VENV)/bin
ADK := .venv-adk
export PYTHON

.PHONY: chat check check-adk format lint imports types tests wheel fix hook bench clean

chat: $(VENV)/ready
	@$(BIN)/reeltalk

check: format lint imports types tests wheel
	@echo "All is well."

format: $(VENV)/ready-dev
	@echo "== format"; $(BIN)/ruff format --check --quiet . || { echo "make fix mends that"; exit 1; }

lint: $(VENV)/ready-dev
	@echo "== lint"; $(BIN)/ruff check --quiet .

imports: $(VENV)/ready-dev
	@echo "== imports"; $(BIN)/lint-imports --no-cache > $(VENV)/imports.txt 2>&1 || { cat $(VENV)/imports.txt; exit 1; }

types: $(VENV)/ready-dev
	@echo "== types"; $(BIN)/mypy --no-error-summary

tests: $(VENV)/ready-dev
	@echo "== tests"; sh tools/run_tests.sh $(BIN)

wheel: $(VENV)/ready-dev
	@echo "== wheel"; sh tools/try_wheel.sh $(BIN)/python

check-adk: $(VENV)/ready-dev $(ADK)/ready
	@echo "== wishes against google-adk"; $(BIN)/python tools/adk/check.py $(BIN)/reeltalk $(ADK)/bin/python

fix: $(VENV)/ready-dev
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

hook: $(VENV)/ready-dev
	@git config core.hooksPath tools/hooks

bench: $(VENV)/ready-dev
	@$(BIN)/python tools/bench

clean:
	rm -rf $(VENV) $(ADK) build dist .mypy_cache .ruff_cache .pytest_cache .coverage
	find . -name '*.kept.json' -delete

$(VENV)/ready: pyproject.toml skill.yaml
	@sh tools/set_up.sh $(VENV) all
	@touch $@

$(VENV)/ready-dev: pyproject.toml skill.yaml
	@sh tools/set_up.sh $(VENV) all,dev
	@touch $(VENV)/ready $@

$(ADK)/ready: tools/set_up_adk.sh
	@sh tools/set_up_adk.sh $(ADK) $(BIN)/python
	@touch $@
