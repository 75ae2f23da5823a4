#!/bin/sh
# The command `caseworker` of a clone, copied to .venv/bin: runs the program as it lies in the folder, wherever that is.
here=$(cd "$(dirname "$0")/../.." && pwd)
PYTHONPATH="$here${PYTHONPATH:+:$PYTHONPATH}" exec "$here/.venv/bin/python" -m ui "$@"
