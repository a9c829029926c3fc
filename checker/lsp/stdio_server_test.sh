#!/bin/bash
# Drives `domcheck lsp` as a process.
exec python3 checker/lsp/stdio_server_test.py checker/domcheck testdata/guests/large.xml
