# What can be done here: run, test, check, journeys, coverage, bench, screenshots, build, strings, lock, clean.
# Every path is relative, so the clone may lie in any folder, whatever its name.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := run
.NOTPARALLEL:

PY := .venv/bin/python
OFFSCREEN := QT_QPA_PLATFORM=offscreen
DEMO_PASSPHRASE := rolige heste under egen
DEMO_CITIZENS := 200
# Heard only where it fails: the recovery code of a demo, whose passphrase everybody knows, is nothing to write down.
in_demo = said=$$(CASEWORKER_PASSPHRASE="$(DEMO_PASSPHRASE)" "$(PY)" -m ui --data-dir build/demo $(1) 2>&1) \
    || { echo "$$said" >&2; exit 1; }

.PHONY: run test check journeys coverage bench screenshots build strings lock clean ready words

# ---- the environment

.venv/stamp: requirements.lock .ci/caseworker.sh
	@echo "Building .venv from requirements.lock (once; a minute or so)"
	@python=$$(sh .ci/system.sh python) && { "$(PY)" -c "import pip" 2>/dev/null || "$$python" -m venv --clear .venv; }
	@"$(PY)" -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@cp .ci/caseworker.sh .venv/bin/caseworker && chmod +x .venv/bin/caseworker
	@touch .venv/stamp

words: .venv/stamp
	@"$(PY)" resources/locale/build_hook.py

ready: .venv/stamp words
	@sh .ci/system.sh window

# ---- use

run: ready
	@if [ "$$(uname -s)" = Linux ] && [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
	    echo "No display here, so the program runs its tour without one."; \
	    $(OFFSCREEN) "$(PY)" -m ui tour --out build/tour; \
	else \
	    $(MAKE) --no-print-directory build/demo.stamp && \
	    echo "The passphrase of the demo is: $(DEMO_PASSPHRASE)" && \
	    CASEWORKER_PASSPHRASE="$(DEMO_PASSPHRASE)" "$(PY)" -m ui --data-dir build/demo; \
	fi

# Made once and kept, so that what was tried yesterday is there today. `make clean` gives a fresh one.
build/demo.stamp:
	@echo "Making the demo: $(DEMO_CITIZENS) made-up citizens (once)"
	@rm -rf build/demo && mkdir -p build
	@$(call in_demo,init --name "Mette Krogh" --unit "Jobcenter Demo")
	@$(call in_demo,demo --citizens $(DEMO_CITIZENS) --seed 1 --on "$$(date +%Y-%m-%d)")
	@touch build/demo/demo.mark build/demo.stamp

# ---- proof

# Both cores stay busy until the end: files in the order they lie, not those of few and long tests last. What is
# compiled is kept (make clean takes it away): else every program that a test starts compiles itself anew. A worker that
# is ended ends the run: with whole files handed out, pytest-xdist waits for ever for the one that takes its place.
TESTS := PYTHONDONTWRITEBYTECODE= "$(PY)" -m pytest -n auto --dist loadfile --no-loadscope-reorder --max-worker-restart=0 -m "not journey"

test: ready
	@sh .ci/system.sh test
	@mkdir -p build/tmp
	$(OFFSCREEN) $(TESTS) --basetemp=build/tmp/test tests

check: ready
	@sh .ci/system.sh test
	@mkdir -p build/tmp
	"$(PY)" -m ruff check .
	"$(PY)" -m ruff format --check .
	"$(PY)" -m mypy
	.venv/bin/lint-imports --no-cache --no-logo
	"$(PY)" resources/locale/build_hook.py check
	$(TESTS) -p no:pytest-qt -p tests.without_qt --basetemp=build/tmp/without-qt tests

journeys: ready
	@sh .ci/system.sh test
	@sh .ci/system.sh journeys
	@mkdir -p build/tmp
	sh .ci/with_display.sh "$(PY)" -m pytest -m journey --basetemp=build/tmp/journeys tests/journeys

coverage: ready
	@mkdir -p build/tmp
	$(OFFSCREEN) "$(PY)" -m coverage run -m pytest -q -m "not journey" --basetemp=build/tmp/coverage tests
	"$(PY)" -m coverage report

bench: ready
	@mkdir -p build
	$(OFFSCREEN) "$(PY)" -m tests.bench

screenshots: ready
	$(OFFSCREEN) "$(PY)" -m tests.screenshots --out build/screenshots

# ---- the frozen program

build: ready
	@sh .ci/system.sh build
	"$(PY)" -m PyInstaller --noconfirm --log-level WARN --distpath build/dist --workpath build/work build.spec
	"$(PY)" .ci/smoke.py build/dist/caseworker build/smoke

# ---- upkeep

strings: .venv/stamp
	@"$(PY)" resources/locale/build_hook.py missing

# Resolved for Linux, Windows and macOS at once, with the hash of every wheel; no address is written down.
lock:
	@python=$$(sh .ci/system.sh python) && "$$python" -m venv --clear build/lock-venv
	@build/lock-venv/bin/python -m pip install -qq --disable-pip-version-check uv
	@build/lock-venv/bin/python -m uv pip compile --quiet --no-config --universal --python-version 3.11 --upgrade \
	    --generate-hashes --no-header --no-annotate --no-emit-index-url --group dev \
	    pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f resources/locale/da/LC_MESSAGES/caseworker.mo
