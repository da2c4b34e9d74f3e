# make chat    talk to it           make check   the whole gate
# make fix     mend what can be     make bench   measure
# make check-adk                    real wishes against the real server software
# make hook                         format, lint and import contracts before each commit
# make check-newest                 the gate with the newest of everything it installs
# make lock                         write the newest versions down, for the gate to install

VENV := .venv
BIN := $(VENV)/bin
ADK := .venv-adk
NEWEST := .venv-newest
LOCK := constraints.txt
ADK_LOCK := tools/adk/constraints.txt
export PYTHON

.PHONY: chat check check-adk check-newest format lint imports types tests wheel fix hook lock bench clean

chat: $(VENV)/ready
	@$(BIN)/reeltalk

check: $(VENV)/ready-dev
	@$(BIN)/python tools/gate --constraints=$(LOCK)

format lint imports types tests wheel: $(VENV)/ready-dev
	@$(BIN)/python tools/gate $@ --constraints=$(LOCK)

check-adk: $(VENV)/ready-dev $(ADK)/ready
	@echo "== wishes against google-adk"; $(BIN)/python tools/adk/check.py $(BIN)/reeltalk $(ADK)/bin/python

check-newest:
	@rm -rf $(NEWEST)
	@$(MAKE) --no-print-directory check VENV=$(NEWEST) LOCK=

lock:
	@sh tools/lock.sh $(LOCK) $(ADK_LOCK)

fix: $(VENV)/ready-dev
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

hook: $(VENV)/ready-dev
	@git config core.hooksPath tools/hooks

bench: $(VENV)/ready-dev
	@$(BIN)/python tools/bench

clean:
	rm -rf $(VENV) $(ADK) $(NEWEST) build dist .mypy_cache .ruff_cache .pytest_cache .coverage
	find . -name '*.kept.json' -delete

$(VENV)/ready: pyproject.toml skill.yaml
	@sh tools/set_up.sh $(VENV) all
	@touch $@

$(VENV)/ready-dev: pyproject.toml skill.yaml tools/set_up.sh $(LOCK)
	@sh tools/set_up.sh $(VENV) all,dev $(LOCK)
	@touch $(VENV)/ready $@

$(ADK)/ready: tools/set_up_adk.sh $(ADK_LOCK)
	@sh tools/set_up_adk.sh $(ADK) $(BIN)/python $(ADK_LOCK)
	@touch $@
