#!/bin/sh
# Makes an environment of its own for the real server software: tools/set_up_adk.sh .venv-adk python
set -eu
folder=$1
python=$2
echo "Installing google-adk into $folder (a few minutes the first time)"
"$python" -m venv --clear "$folder"
"$folder/bin/python" -m pip install --disable-pip-version-check --quiet "google-adk>=1.20"
