#!/usr/bin/env bash
# The installed command, PREFIX/bin/outpost: runs the program with the data installed beside it.
set -euo pipefail
prefix="$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")"
export OUTPOST_DATA="${OUTPOST_DATA:-$prefix/share/outpost/Data}"
source "$prefix/lib/outpost/same-bits.sh"
exec "$prefix/lib/outpost/outpost" "$@"
