# make demo   the main job on examples/, and where the page is
# make test   the tests;  make test-web  those of the desk in a browser
# make check  tests with browser, formatting, lint, types, layers, the wheel, scores against their floors
# make wheel  proves that the wheel is complete and works elsewhere;  make sizes  how big it is;  make release  all that a release needs
# make score  the scores;  make bench  the times (some two hours);  make pictures  those of docs/gallery.md;  make scaling  docs/scaling.md
# make docs   the documents as a site in build/docs, no warning allowed;  make reference  docs/reference/, from the code

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CODE := src tests training evaluation benchmarks docs release
SPHINX = rm -rf build/docs && $(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --nitpicky -c docs -d build/docs.cache . build/docs
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
NPM := $(shell command -v npm)
DRAWING := tests/exporting/npm
DRAWN := $(DRAWING)/node_modules/.installed

.PHONY: demo test test-web check score bench pictures scaling wheel sizes release docs reference clean

demo: $(STAMP)
	@rm -rf build/demo && mkdir -p build/demo
	@$(BIN)/kronika report examples -o build/demo/report.html --store build/demo/kronika.db
	@echo "Open it in a browser: file://$(CURDIR)/build/demo/report.html"

test: $(STAMP)
	$(BIN)/python -m pytest -m "not browser"

test-web: $(STAMP)
	$(BIN)/python -m pytest -m browser tests/serving

check: $(STAMP) $(if $(CHROMIUM),$(DRAWN))
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(SPHINX)
	$(BIN)/python -m pytest -m "not browser"
ifneq ($(CHROMIUM),)
	$(BIN)/python -m pytest -m browser
else
	@echo "No chromium found: the browser tests are left out (Debian: apt-get install chromium)"
endif
	$(BIN)/python -m release wheel
	$(BIN)/python -m evaluation gate
	@$(BIN)/python -m release checked

score: $(STAMP)
	@$(BIN)/python -m evaluation scores

bench: $(STAMP)
	@$(BIN)/python benchmarks/start.py
	@$(BIN)/python benchmarks/reading.py
	@$(BIN)/python benchmarks/pages.py
	@$(BIN)/python benchmarks/annotating.py
	@$(BIN)/python benchmarks/overhead.py
	@$(BIN)/python benchmarks/naming.py
	@$(BIN)/python benchmarks/dating.py
	@$(BIN)/python benchmarks/saying.py
	@$(BIN)/python benchmarks/coding.py
	@$(BIN)/python benchmarks/reuse.py
	@$(BIN)/python benchmarks/paging.py
	@$(BIN)/python benchmarks/searching.py
	@$(BIN)/python benchmarks/serving.py
	@$(BIN)/python benchmarks/executors.py
	@$(BIN)/python benchmarks/scale.py reading
	@$(BIN)/python benchmarks/scale.py linking

# constraints.txt pins every package, those that the pinned ones need included. tilse measures timelines: what it needs to
# make them (numba, textacy, scikit-learn) is left out.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else f"Kronika needs Python 3.11 to 3.13, and {sys.executable} is {v[0]}.{v[1]}. Name another: make PYTHON=python3.12")'
	@echo "Installing Kronika into $(VENV); the first time takes about a minute."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --no-deps tilse
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[formats]' \
		|| echo "followthemoney cannot be compiled here, and its tests are left out (Debian: apt-get install libicu-dev pkg-config)"
	@touch $(STAMP)

# The tools that draw exports in browser tests; no script of theirs runs while they are installed.
$(DRAWN): $(DRAWING)/package.json $(DRAWING)/package-lock.json
ifneq ($(NPM),)
	@npm ci --prefix $(DRAWING) --ignore-scripts --no-audit --no-fund --silent && touch $@ \
		|| echo "TimelineJS cannot be installed here, and its tests are left out"
else
	@echo "No npm found: the tests in which TimelineJS draws are left out (Debian: apt-get install npm)"
endif

wheel: $(STAMP)
	@$(BIN)/python -m release wheel

sizes: $(STAMP)
	@$(BIN)/python -m release sizes

release: $(STAMP)
	@$(BIN)/python -m release checklist

pictures: $(STAMP)
	@$(BIN)/python docs/pictures.py

scaling: $(STAMP)
	@$(BIN)/python docs/scaling.py

docs: $(STAMP)
	@$(SPHINX)
	@echo "Open it in a browser: file://$(CURDIR)/build/docs/index.html"

reference: $(STAMP)
	@$(BIN)/python docs/reference.py

clean:
	rm -rf $(VENV) build $(DRAWING)/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
