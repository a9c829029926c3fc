#!/bin/bash
# Tests that a repository without a domcheck can build one. The example workspace only analyzes the
# build, of this tree itself, which resolves all labels. The build would take minutes and repeat
# that of this repository.
set -u
# shellcheck source=checker/bazel/example_workspace.sh
source checker/bazel/example_workspace.sh
make_workspace
tree=$(dirname -- "$(readlink -f README.md)")
inner_bazel "$work/base" build --nobuild --override_repository=domcheck="$tree" \
  --@domcheck//checker/bazel:program=@domcheck//checker:domcheck //:web_test > "$work/log" 2>&1 ||
  fail "exit status $?: $(cat "$work/log")"
grep -q "^INFO: Analyzed target //:web_test" "$work/log" || fail "$(cat "$work/log")"
exit "$failed"
