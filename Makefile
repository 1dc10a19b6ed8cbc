# The commands of this project.  `make demo` and `make test` make .venv themselves when it is missing.
# Another Python has its own folder: make test PYTHON=python3.13 VENV=build/venv-3.13
PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
COVERAGE = --cov --cov-report=term:skip-covered
DEMO = build/demo
RUN = build/parser
WEIGHTS = timeline/data/en
SHARED ?= ../shared

.PHONY: init demo test lint check docs dist score score-all sealed train train-choice clean

init: $(VENV)/made

$(VENV)/made: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev --constraint constraints.txt
	touch $(VENV)/made

demo: $(VENV)/made   # read the articles in seeds/articles into a fresh database and ask about Russia
	rm -rf $(DEMO) && mkdir -p $(DEMO)
	TIMELINE_DB=$(DEMO)/timeline.db $(BIN)/timeline ingest seeds/articles
	TIMELINE_DB=$(DEMO)/timeline.db $(BIN)/timeline query --actor Russia --format table

test: $(VENV)/made
	$(BIN)/python -m pytest --quiet $(COVERAGE)

lint: $(VENV)/made
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test   # what must be green before a commit

docs: $(VENV)/made   # the page of commands, from the program itself
	$(BIN)/python -m typer timeline.cli utils docs --name timeline --output docs/cli.md

dist: $(VENV)/made   # build the sdist, the wheel from it, and prove that the wheel works alone
	rm -rf dist
	$(BIN)/python -m build
	PYTHON="$(PYTHON)" sh tests/wheel.sh

score: $(VENV)/made   # SHARED=path: the timeline of the annotated articles against their editors', and where events are lost
	$(BIN)/python benchmarks/score.py $(SHARED) $(OPTIONS)

score-all: $(VENV)/made   # SHARED=path: every corpus with human answers, beside the stored baseline
	$(BIN)/python benchmarks/score_all.py $(SHARED)/bench $(OPTIONS)

sealed: $(VENV)/made   # SHARED=path: score the sealed third, at milestones only; adds a row to docs/benchmarks.md
	$(BIN)/python benchmarks/score.py $(SHARED) --sealed

train-choice: $(VENV)/made   # SHARED=path: fit what is learnt from the editors' open timelines, and print how good it is held out
	$(BIN)/python -m training.classing $(SHARED)
	$(BIN)/python -m training.dates $(SHARED)
	$(BIN)/python -m training.where $(SHARED)
	$(BIN)/python -m training.choice $(SHARED)
	$(BIN)/python -m training.merging $(SHARED)

train: $(VENV)/made   # DATA=path/to/treebanks: remake the weights of the parser (two cores, one to three hours)
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --requirement training/requirements.txt
	PYTHONPATH=. OMP_NUM_THREADS=1 .venv-train/bin/python -m training.train $(DATA) --out $(RUN) $(OPTIONS)
	PYTHONPATH=. OMP_NUM_THREADS=1 .venv-train/bin/python -m training.window $(DATA) --out $(RUN) $(WINDOW)
	mkdir -p $(WEIGHTS)
	PYTHONPATH=. OMP_NUM_THREADS=1 .venv-train/bin/python -m training.export $(RUN) $(DATA) --out $(WEIGHTS)
	$(BIN)/python benchmarks/language.py $(DATA) --sets gum_test,ewt_test --speed --weights $(WEIGHTS)/parser.bin \
		--json $(WEIGHTS)/parser-scores.json

clean:
	rm -rf build dist .venv
