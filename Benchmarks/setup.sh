#!/usr/bin/env bash
# Puts the programs that Outpost is timed against into Benchmarks/.peers, a Python environment that
# git ignores. Needs Python 3.10 or newer with venv, and the network once.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

[ -x .peers/bin/python ] || python3 -m venv .peers
.peers/bin/pip install --quiet numpy sgp4 heyoka pymsis satkit satkit-data astropy-iers-data bsk orekit-jpype coal cmeel-eigen
.peers/bin/python -c 'import heyoka, numpy, pymsis, satkit, sgp4' && echo "Benchmarks/.peers is ready"
