#!/bin/bash
# Runs release.py, which is beside it among Bazel's files.
cd -- "${BASH_SOURCE[0]}.runfiles/domcheck" 2> /dev/null || cd -- "$(dirname -- "$0")" || exit 2
exec /usr/bin/python3 -B checker/release/release.py "$@"
