#!/bin/bash
# Runs a test written in Python with Debian's Python, which has python3-jsonschema. It leaves no
# compiled modules behind: the files here are links into the source tree.
exec /usr/bin/python3 -B "$1"
