#!/usr/bin/env bash
# Makes sure that what Outpost is built with is there: Swift, and Debian packages, which are installed
# by name where they are missing. Silent when nothing is to be done. Ends with 3 when something is
# missing that it cannot get, after one line that says how to get it.
#
#   scripts/setup.sh              what the build needs
#   scripts/setup.sh PACKAGE...   these Debian packages as well
set -euo pipefail

packages=(libembree-dev liberfa-dev libnetcdf-dev libsqlite3-dev "$@")

# Swift 6.2 or newer.
readonly get_swift="get Swift 6.2 or newer from https://www.swift.org/install/linux/"
if ! command -v swift >/dev/null 2>&1; then
  echo "outpost: error: Swift is missing; $get_swift" >&2
  exit 3
fi
version="$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')"
read -r major minor <<<"${version:-0 0}"
if ((major < 6 || (major == 6 && minor < 2))); then
  echo "outpost: error: Swift $major.$minor is too old; $get_swift" >&2
  exit 3
fi

# Debian packages. Other systems have other names for them: the compiler says what it does not find.
command -v dpkg-query >/dev/null 2>&1 || exit 0
missing=()
for package in "${packages[@]}"; do
  state="$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)"
  [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=(env DEBIAN_FRONTEND=noninteractive)
if [ "$(id -u)" -ne 0 ]; then
  if ! { command -v sudo && sudo -n true; } >/dev/null 2>&1; then
    echo "outpost: error: packages are missing; run: sudo apt-get install ${missing[*]}" >&2
    exit 3
  fi
  as_root=(sudo -n env DEBIAN_FRONTEND=noninteractive)
fi

install_missing() {
  "${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}" </dev/null
}

echo "outpost: installing Debian packages: ${missing[*]}" >&2
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
# The lists of packages may be absent or old: they are fetched once, when the first try fails.
if ! install_missing >"$log" 2>&1 &&
  ! { "${as_root[@]}" apt-get update -q </dev/null && install_missing; } >"$log" 2>&1; then
  tail -n 5 "$log" >&2
  echo "outpost: error: apt-get could not install: ${missing[*]}" >&2
  exit 3
fi
