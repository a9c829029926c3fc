#!/bin/bash
# Tests a guest in Emacs with Eglot, as a person would work: see emacs_test.el.
set -u
. editors/test/client.sh

export WORK=$work
emacs --version | head -1
timeout 50 emacs --batch -q --eval "(package-initialize)" -L editors/emacs \
  -l editors/test/emacs_test.el -f ert-run-tests-batch-and-exit 2>&1 || fail "status $?"
# It compiles without a warning, as packages must.
cp editors/emacs/domcheck.el "$work"
emacs --batch -q --eval '(progn (package-initialize) (setq byte-compile-error-on-warn t))' \
  -f batch-byte-compile "$work/domcheck.el" || fail "it does not compile"
expect_servers_gone
exit "$failed"
