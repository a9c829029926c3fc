#!/bin/bash
exec /usr/bin/python3 checker/cli/completion_test.py
