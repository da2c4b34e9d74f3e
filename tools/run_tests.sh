#!/bin/sh
# Runs the tests in several processes side by side and adds up what they cover: tools/run_tests.sh .venv/bin
set -eu
bin=$1
at=$(mktemp -d)
trap 'rm -rf "$at"' EXIT

run() {
    name=$1
    shift
    COVERAGE_FILE="$at/.coverage.$name" "$bin/coverage" run -m pytest -q "$@" > "$at/$name.txt" 2>&1 &&
        touch "$at/$name.passed"
}
show() {
    if [ -f "$at/$1.passed" ]; then
        grep -E "^[0-9]+ passed" "$at/$1.txt"
    else
        cat "$at/$1.txt"
        failed=1
    fi
}

# What computes, beside two that mostly wait: for processes, lines and terminals.
failed=0
run studio tests/studio tests/intents &
run surfaces tests/agent/surfaces &
run others tests --ignore=tests/studio --ignore=tests/intents --ignore=tests/agent/surfaces || true
wait
for name in studio surfaces others; do show "$name"; done
if [ "$failed" = 1 ]; then exit 1; fi
"$bin/coverage" combine -q --data-file="$at/.coverage" "$at"/.coverage.*
"$bin/coverage" report --data-file="$at/.coverage"
