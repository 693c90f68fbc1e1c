# The few words that people type. Everything else is CMake presets.
PREFIX ?= /usr/local
JOBS ?= $(shell nproc)

.PHONY: all release demo test bench install format clean

all: release

release:
	tools/install-dependencies.sh build
	cmake --preset release >/dev/null
	cmake --build build/release -j$(JOBS) --target limbeck

## Builds limbeck and plays the migration guide's workflow on SQLite.
demo: release
	examples/demo.sh build/release/limbeck

## Starts throw-away database servers on loopback and runs every test.
test:
	tools/install-dependencies.sh test
	cmake --preset release -DLIMBECK_TESTS=ON >/dev/null
	cmake --build build/release -j$(JOBS)
	tests/servers.sh run ctest --test-dir build/release --output-on-failure -j$(JOBS)

bench: release
	bench/run.sh build/release/limbeck

install: release
	cmake --build build/release -j$(JOBS) --target limbeck_api
	cmake --install build/release --prefix $(PREFIX)

format:
	git ls-files '*.cc' '*.h' | xargs clang-format -i

clean:
	rm -rf build
