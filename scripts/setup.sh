#!/usr/bin/env bash
# Checks for Swift and installs the Debian packages that Outpost is built with, by name, where they
# are missing. Quiet when nothing is to be done.
set -euo pipefail

packages=(liberfa-dev)

if ! command -v swift >/dev/null 2>&1; then
  echo "outpost: Swift is missing: install Swift 6.2 or newer from https://www.swift.org/install/linux/" >&2
  exit 3
fi
missing=()
for package in "${packages[@]}"; do
  if command -v dpkg-query >/dev/null 2>&1; then
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
      missing+=("$package")
  fi
done
[ ${#missing[@]} -eq 0 ] && exit 0

run=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    run=(sudo)
  else
    echo "outpost: packages are missing: sudo apt-get install ${missing[*]}" >&2
    exit 3
  fi
fi
echo "outpost: installing Debian packages: ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
"${run[@]}" apt-get update -qq >&2
"${run[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
