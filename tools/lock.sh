#!/bin/sh
# Writes down the newest versions of everything that the gate installs: tools/lock.sh constraints.txt tools/adk/constraints.txt
# It runs on the oldest Python that is supported: what is newest there is there for the later ones too.
set -eu
gate=$1
adk=$2
at=$(mktemp -d)
trap 'rm -rf "$at"' EXIT
python=
for name in ${PYTHON:-} python3.11 python3 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "make lock needs Python 3.11; name it: make lock PYTHON=/path/to/python3.11" >&2
    exit 2
fi

list() {  # list FOLDER: what is installed in that environment, a version a line
    {
        echo "# The versions that the gate installs, made by make lock. Not edited by hand."
        "$1/bin/python" -m pip --disable-pip-version-check freeze --exclude-editable
    } > "$1.txt"
    # Nothing but names and versions: no address of the place where they were found.
    if odd=$(grep -vE '^(#.*|[A-Za-z0-9._-]+==[A-Za-z0-9._!+-]+)$' "$1.txt"); then
        printf 'These lines are no versions:\n%s\n' "$odd" >&2
        exit 1
    fi
}

PYTHON=$python sh tools/set_up.sh "$at/gate" all,dev
sh tools/set_up_adk.sh "$at/adk" "$python"
list "$at/gate"
list "$at/adk"
cp "$at/gate.txt" "$gate"
cp "$at/adk.txt" "$adk"
echo "$gate: $(grep -c == "$gate") versions; $adk: $(grep -c == "$adk") versions"
