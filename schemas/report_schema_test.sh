#!/bin/bash
# Runs report_schema_test.py with Debian's Python, which has python3-jsonschema.
exec /usr/bin/python3 schemas/report_schema_test.py
