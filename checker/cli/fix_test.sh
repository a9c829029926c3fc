#!/bin/bash
exec /usr/bin/python3 checker/cli/fix_test.py
