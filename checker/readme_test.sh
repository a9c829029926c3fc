#!/bin/bash
exec /usr/bin/python3 checker/readme_test.py
