# `make demo` and `make test` do everything, set-up included; `make help` lists the rest.
PREFIX ?= /usr/local
SWIFT_SOURCES = Sources Tests Package.swift

FLAGSHIP = Scenarios/russian-segment-departure.yaml

INSTALLED = $(DESTDIR)$(PREFIX)

.DEFAULT_GOAL := help
.PHONY: help setup build demo test validate validation-packages docs install lint format clean

help:
	@echo "make demo      take the Russian segment off the ISS and say what each piece can still do"
	@echo "make test      run all tests, in release"
	@echo "make validate  recompute every scenario with programs that share no code, compare orbits"
	@echo "make docs      build the reference pages of every room into .build-docc"
	@echo "make install   put the command in PREFIX/bin (PREFIX=$(PREFIX))"
	@echo "make lint      check the format of the code"
	@echo "make format    format the code"
	@echo "make clean     remove what was built and what was computed"

setup:
	@scripts/setup.sh

# The launcher builds when the sources are newer than the program.
build:
	@./outpost --version

demo:
	@./outpost run $(FLAGSHIP) --out results/russian-segment-departure

# No test looks inside a room, so that tests and program share one build.
test: setup
	swift test -c release --disable-testable-imports

# The system's Python, for which Debian's packages are; elsewhere the one that is found.
PYTHON = $(shell /usr/bin/python3 -c 'import numpy, netCDF4, yaml' 2>/dev/null && echo /usr/bin/)python3
SCENARIOS = $(patsubst Scenarios/%.yaml,%,$(wildcard Scenarios/*.yaml))

validate: validation-packages $(SCENARIOS:%=results/%/result.json) \
		$(SCENARIOS:%=results/%-full/result.json)
	$(PYTHON) Validation/recompute.py $(SCENARIOS:%=results/%) $(SCENARIOS:%=results/%-full)
	$(PYTHON) Validation/mutations.py
	$(PYTHON) Validation/orbit.py

validation-packages:
	@scripts/setup.sh python3-numpy python3-netcdf4 python3-yaml

# Flown anew when what it is made from has changed. One whose expectations fail (exit 1) is
# recomputed all the same, and counts there. Each at both fidelities.
results/%-full/result.json: Scenarios/%.yaml $(shell find Sources Stations Data -type f)
	@./outpost run $< --fidelity full --out $(@D) || [ $$? -eq 1 ]

results/%/result.json: Scenarios/%.yaml $(shell find Sources Stations Data -type f)
	@./outpost run $< --out $(@D) || [ $$? -eq 1 ]

docs: setup
	scripts/docs.sh

install: build
	install -d "$(INSTALLED)/bin" "$(INSTALLED)/lib/outpost" "$(INSTALLED)/share/outpost"
	install -m 755 .build/release/outpost "$(INSTALLED)/lib/outpost/outpost"
	install -m 644 scripts/same-bits.sh "$(INSTALLED)/lib/outpost/same-bits.sh"
	install -m 755 scripts/installed.sh "$(INSTALLED)/bin/outpost"
	find Data Stations Scenarios Claims Documentation -path Data/make -prune -o -type f \
	  -exec install -D -m 644 {} "$(INSTALLED)/share/outpost/{}" \;

lint:
	swift format lint --strict --recursive $(SWIFT_SOURCES)

format:
	swift format --in-place --recursive $(SWIFT_SOURCES)

clean:
	rm -rf .build .build-docc results
