#!/bin/sh
# Makes an environment of its own for the real server software: tools/set_up_adk.sh .venv-adk python [constraints.txt]
# With a file of constraints the versions in it are installed, without one the newest that fit.
set -eu
folder=$1
python=$2
locked=${3:-}
echo "Installing google-adk into $folder (a few minutes the first time)"
"$python" -m venv --clear "$folder"
"$folder/bin/python" -m pip install --disable-pip-version-check --quiet ${locked:+--constraint "$locked"} "google-adk>=1.20"
