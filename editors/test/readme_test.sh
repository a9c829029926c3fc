#!/bin/bash
exec /usr/bin/python3 editors/test/readme_test.py
