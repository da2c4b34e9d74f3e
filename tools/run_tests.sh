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

# What understands language costs about as much to test as all the rest together.
run words tests/intents tests/test_names.py &
words=$!
rest=
for room in tests/agent tests/studio tests/tools; do
    if [ -d "$room" ]; then rest="$rest $room"; fi
done
code=0
# shellcheck disable=SC2086 # several folders
run deeds $rest || code=1
show deeds "$code"
other=0
wait "$words" || other=1
show words "$other"
if [ "$code$other" != 00 ]; then exit 1; fi
"$bin/coverage" combine -q --data-file="$at/.coverage" "$at"/.coverage.*
"$bin/coverage" report --data-file="$at/.coverage"
