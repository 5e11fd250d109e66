# Outpost: `make demo` and `make test` do everything, set-up included.
PREFIX ?= /usr/local
SWIFT_SOURCES = Package.swift Sources Tests

.PHONY: help setup demo test build install lint format clean

help:
	@echo "make demo     cut the ISS at the boundary of its segments and print the verdict"
	@echo "make test     run all tests"
	@echo "make install  put the command in $(PREFIX)/bin"
	@echo "make lint     check the format of the code"
	@echo "make format   format the code"
	@echo "make clean    remove what was built"

setup:
	@scripts/setup.sh

build: setup
	@swift build -c release --product outpost

demo: setup
	@./outpost cut Stations/iss.yaml --at 2022-03-11 --joint J01

test: setup
	swift test -c release

install: build
	install -d "$(DESTDIR)$(PREFIX)/lib/outpost" "$(DESTDIR)$(PREFIX)/bin" \
	  "$(DESTDIR)$(PREFIX)/share/outpost/Data" "$(DESTDIR)$(PREFIX)/share/outpost/Stations"
	install -m 755 .build/release/outpost "$(DESTDIR)$(PREFIX)/lib/outpost/outpost"
	install -m 644 Data/*.csv "$(DESTDIR)$(PREFIX)/share/outpost/Data"
	install -m 644 Stations/*.yaml "$(DESTDIR)$(PREFIX)/share/outpost/Stations"
	sed 's|@PREFIX@|$(PREFIX)|g' scripts/outpost.in > "$(DESTDIR)$(PREFIX)/bin/outpost"
	chmod 755 "$(DESTDIR)$(PREFIX)/bin/outpost"

lint:
	swift format lint --strict --recursive $(SWIFT_SOURCES)

format:
	swift format --in-place --recursive $(SWIFT_SOURCES)

clean:
	rm -rf .build results
