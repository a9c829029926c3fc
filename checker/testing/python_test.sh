#!/bin/bash
# Runs a test written in Python, python_test.sh TEST.py [ARGUMENT...], with Debian's Python, which
# has python3-jsonschema. It leaves no compiled modules behind: the files here are links into the
# source tree.
exec /usr/bin/python3 -B "$@"
