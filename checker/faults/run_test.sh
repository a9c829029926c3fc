#!/bin/bash
# run_test.sh TEST.py: runs it over the program and the documents of testdata.
exec /usr/bin/python3 "checker/faults/$1" checker/domcheck testdata
