#!/bin/bash
# run_test.sh TEST.py [SEED]: over the program and the documents of testdata.
exec /usr/bin/python3 "checker/properties/$1" checker/domcheck testdata "${@:2}"
