#!/bin/sh
# Says what is missing when PYTHON cannot make an environment for us.
set -eu
python=$1

if ! command -v "$python" >/dev/null; then
    echo "There is no $python. Orange Friday needs Python 3.11 or newer: make PYTHON=python3.12 ..."
    exit 1
fi >&2

"$python" - <<'CHECK'
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Orange Friday needs Python 3.11 or newer, and %s is %s. Name another: make PYTHON=python3.12 ..."
        % (sys.executable, sys.version.split()[0])
    )
try:
    import ensurepip, venv
except ImportError:
    sys.exit("This Python cannot make environments; on Debian and Ubuntu: apt-get install python3-venv")
CHECK
