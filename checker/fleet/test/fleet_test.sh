#!/bin/bash
PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 checker/fleet/test/fleet_test.py
