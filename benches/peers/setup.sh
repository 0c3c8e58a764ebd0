#!/bin/sh
# Puts the peers' libraries into a virtual environment: benches/peers/setup.sh [FOLDER]
# Needed for comparing only, never for building or testing.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
venv=${1:-$here/venv}
python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --requirement "$here/requirements.txt"
echo "$venv"
