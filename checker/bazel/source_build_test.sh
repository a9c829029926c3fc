#!/bin/bash
# A repository that has no domcheck builds one. The example workspace plans that build, of this tree
# itself: all labels lead somewhere. To run it takes minutes, and shows nothing that the build of this
# repository does not.
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
