#!/usr/bin/env bash
# Builds the reference pages of every room into .build-docc/ROOM.doccarchive, from the doc comments of
# the release build and the catalogue Sources/ROOM/ROOM.docc. Fails on a link that leads nowhere, on
# any other warning of docc, on a public symbol without a doc comment, and on a public type that no
# topic of the catalogue lists.
#
#   scripts/docs.sh           all rooms that have a catalogue
#   scripts/docs.sh ROOM...   these rooms
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

# docc stands beside the compiler, which the command swift may be a link to.
docc="$(dirname "$(readlink -f "$(command -v swift)")")/docc"
[ -x "$docc" ] || docc="$(command -v docc)" || {
  echo "outpost: error: docc is missing; it comes with Swift's toolchain" >&2
  exit 3
}

rooms=("$@")
if [ ${#rooms[@]} -eq 0 ]; then
  for catalogue in Sources/*/*.docc; do rooms+=("$(basename "$catalogue" .docc)"); done
fi

# Every room, those too that the program does not use yet.
swift build -c release </dev/null >&2

# Rooms and the C libraries under them.
modules=(-I .build/release/Modules)
while read -r map; do
  modules+=(-I "$(dirname "$map")")
done < <(find Sources .build/checkouts/*/Sources -name module.modulemap | sort)
target="$(swift -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)".*/\1/p')"

failed=0
for room in "${rooms[@]}"; do
  graphs=".build-docc/graphs/$room"
  rm -rf "$graphs" ".build-docc/$room.doccarchive"
  mkdir -p "$graphs"
  swift symbolgraph-extract -module-name "$room" "${modules[@]}" -target "$target" \
    -minimum-access-level public -skip-synthesized-members -emit-extension-block-symbols \
    -output-dir "$graphs"
  "$docc" convert "Sources/$room/$room.docc" --additional-symbol-graph-dir "$graphs" \
    --fallback-display-name "$room" --fallback-bundle-identifier "outpost.$room" \
    --fallback-default-module-kind Room --analyze --warnings-as-errors \
    --output-path ".build-docc/$room.doccarchive" || failed=1
  python3 scripts/undocumented.py "$graphs" "Sources/$room/$room.docc" || failed=1
done
exit "$failed"
