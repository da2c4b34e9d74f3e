#!/bin/sh
# Runs the tests in two processes side by side and adds up what they cover: tools/run_tests.sh .venv/bin
set -eu
bin=$1
at=$(mktemp -d)
trap 'rm -rf "$at"' EXIT

run() {
    name=$1
    shift
    COVERAGE_FILE="$at/.coverage.$name" "$bin/coverage" run -m pytest -q "$@" > "$at/$name.txt" 2>&1
}
show() {
    if [ "$2" = 0 ]; then grep -E "^[0-9]+ passed" "$at/$1.txt"; else cat "$at/$1.txt"; fi
}

# What computes, beside what waits for processes, lines and terminals.
run studio tests/studio tests/intents &
studio=$!
code=0
run agent tests --ignore=tests/studio --ignore=tests/intents || code=1
show agent "$code"
other=0
wait "$studio" || other=1
show studio "$other"
if [ "$code$other" != 00 ]; then exit 1; fi
"$bin/coverage" combine -q --data-file="$at/.coverage" "$at"/.coverage.*
"$bin/coverage" report --data-file="$at/.coverage"
