#!/usr/bin/env bash
# Times kernels of Outpost against their peers and prints a table; README.md says how.
#
#   Benchmarks/run.sh                     every kernel, plain build
#   Benchmarks/run.sh sgp4 --native       one kernel, the plain build and the native one
#   Benchmarks/run.sh --rounds 5 --json   more rounds; JSON instead of a table
#
# The peers are looked for in Benchmarks/.peers (setup.sh makes it) or in OUTPOST_PEERS, a Python
# environment; without them our figures stand alone.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

native=no
for word in "$@"; do
  case "$word" in
  --native) native=yes ;;
  esac
done
export OUTPOST_DATA="${OUTPOST_DATA:-$PWD/../Data}"

# SwiftPM does not notice new files of the package above unless the manifest is newer.
touch Package.swift
swift build -c release >&2
if [ "$native" = yes ]; then
  swift build -c release --scratch-path .build-native -Xcc -march=native >&2
fi
peers="${OUTPOST_PEERS:-$PWD/.peers}"
python="$peers/bin/python"
[ -x "$python" ] || python=python3
exec "$python" run.py "$@"
