#!/bin/sh
# Makes a virtual environment with the extras given: tools/set_up.sh .venv all,dev [constraints.txt]
# With a file of constraints the versions in it are installed, without one the newest that fit.
set -eu
folder=$1
extras=$2
locked=${3:-}

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if [ ! -x "$folder/bin/python" ] || ! fits "$folder/bin/python"; then
    python=
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if fits "$name"; then python=$name; break; fi
    done
    if [ -z "$python" ]; then
        echo "reeltalk needs Python 3.11 or newer, and none was found." >&2
        echo "Install one, or name it: make chat PYTHON=/path/to/python3.11" >&2
        exit 2
    fi
    echo "Making a virtual environment in $folder with $($python --version)"
    if ! "$python" -m venv --clear "$folder"; then
        rm -rf "$folder"
        echo "That Python cannot make virtual environments." >&2
        echo "On Debian and Ubuntu: sudo apt install python3-venv" >&2
        exit 2
    fi
fi
echo "Installing reeltalk with its extras ($extras) into $folder"
if [ -n "$locked" ]; then
    # What builds the package is installed apart: by pip's first name for such a list and by its newer one.
    PIP_CONSTRAINT=$PWD/$locked
    PIP_BUILD_CONSTRAINT=$PIP_CONSTRAINT
    export PIP_CONSTRAINT PIP_BUILD_CONSTRAINT
fi
"$folder/bin/python" -m pip install --disable-pip-version-check --quiet --editable ".[$extras]"
