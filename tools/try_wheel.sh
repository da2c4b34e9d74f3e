#!/bin/sh
# Builds the wheel, installs it into an empty environment, and uses it once from an empty home:
# tools/try_wheel.sh python [constraints.txt]
set -eu
python=$1
locked=${2:-}
at=$(mktemp -d)
trap 'rm -rf "$at"' EXIT

version=$(sed -n 's/^version: //p' skill.yaml)
"$python" -m pip wheel --disable-pip-version-check --quiet --no-deps --no-build-isolation --wheel-dir "$at" .
# Without a pip of its own, which takes as long as all the rest.
"$python" -m venv --without-pip "$at/venv"
"$python" -m pip --python "$at/venv/bin/python" install --disable-pip-version-check --quiet ${locked:+--constraint "$locked"} "$at"/reeltalk-*.whl
chmod -R a-w "$at"/venv/lib*/python*/site-packages
mkdir "$at/home"
cd "$at/home"
HOME=$at/home
export HOME
try() { "$at/venv/bin/reeltalk" "$@"; }
expect() {
    case "$2" in
        *"$1"*) ;;
        *) echo "expected $1 in: $2" >&2; chmod -R u+w "$at"; exit 1 ;;
    esac
}
typed=$("$at/venv/bin/python" -m zipfile --list "$at/reeltalk-$version-"*.whl | grep py.typed || true)
for package in agent intents studio; do expect "$package/py.typed " "$typed"; done
expect "reeltalk $version" "$(try --version)"
expect '"route":"export"' "$(try explain 'add music and then export it')"
expect '"route":"export"' "$(try explain '加点音乐然后导出')"
expect '"actions":[{"action":"export"}]' "$(try explain --reply 'Done! Click Export.')"
expect '"ok":true' "$(try doctor)"
expect '"state":"good"' "$(try doctor | tr '{' '\n' | grep templates)"
expect '"kind":"unreachable"' "$(try credits --backend http://127.0.0.1:9 || true)"
chmod -R u+w "$at"
