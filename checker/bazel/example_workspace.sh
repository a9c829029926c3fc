# shellcheck shell=bash disable=SC2034
# Helps tests that build testdata/bazel_workspace with their own Bazel. To be sourced in the folder
# in which Bazel starts tests. The inner Bazel ends with the test.
#
# make_workspace makes in $TEST_TMPDIR: workspace, a copy of the example; domcheck, the parts of
# this repository that others load; workspace/tools/domcheck, the program for those that build none.

work=$TEST_TMPDIR
workspace=$work/workspace
output_bases=() # of the Bazel servers that may be running
failed=0

fail() {
  echo "FAILED: $*"
  failed=1
}

make_workspace() {
  mkdir -p "$work/domcheck" "$workspace/tools" || exit 2
  cp -RL testdata/bazel_workspace/. "$workspace" || exit 2
  mkdir -p "$work/domcheck/checker" && cp -RL checker/bazel "$work/domcheck/checker" || exit 2
  touch "$work/domcheck/WORKSPACE" "$work/domcheck/checker/bazel/debian/BUILD"
  cp checker/domcheck "$workspace/tools/domcheck" || exit 2
  echo 'exports_files(["domcheck"])' > "$workspace/tools/BUILD"
}

# inner_bazel OUTPUT_BASE COMMAND ARGUMENT...: runs Bazel in the workspace, with the program from
# tools. The system's bazelrc counts, because it has the paths of Debian's Bazel.
inner_bazel() {
  local output_base=$1 command=$2 startup=()
  # As bazelw does, for Debian's Bazel 7.
  if [[ $(dpkg-query -W -f '${Version}' bazel-bootstrap 2> /dev/null) =~ ^([0-9]+)\. ]] &&
    ((BASH_REMATCH[1] >= 7)); then
    startup=(--bazelrc="$work/domcheck/checker/bazel/debian/bazel7.bazelrc")
  fi
  [[ " ${output_bases[*]} " == *" $output_base "* ]] || output_bases+=("$output_base")
  (cd "$workspace" &&
    exec env -u TEST_TMPDIR bazel "${startup[@]}" --nohome_rc --noworkspace_rc \
      --output_user_root="$work/user_root" --output_base="$output_base" --max_idle_secs=60 --host_jvm_args=-Xmx512m \
      "$command" --override_repository=domcheck="$work/domcheck" --noshow_progress \
      --@domcheck//checker/bazel:program=//tools:domcheck \
      --experimental_convenience_symlinks=ignore "${@:3}")
}

# test_results FILE: prints "TARGET STATUS WHERE" for each test of the build events. WHERE is where
# the result came from: run, local or remote.
test_results() {
  python3 - "$1" << 'END_OF_PROGRAM'
import json, sys

with open(sys.argv[1], encoding="utf-8") as events:
    for event in map(json.loads, events):
        if "testResult" not in event["id"] or "testResult" not in event:
            continue
        result = event["testResult"]
        where = "local" if result.get("cachedLocally") else "run"
        if result.get("executionInfo", {}).get("cachedRemotely"):
            where = "remote"
        print(event["id"]["testResult"]["label"], result["status"], where)
END_OF_PROGRAM
}

stop_bazel() {
  local output_base pid
  for output_base in "${output_bases[@]}"; do
    env -u TEST_TMPDIR bazel --nohome_rc --noworkspace_rc --output_user_root="$work/user_root" \
      --output_base="$output_base" shutdown > "$work/shutdown.log" 2>&1
    # If that failed, ends this server and no other.
    if pid=$(cat "$output_base/server/server.pid.txt" 2> /dev/null); then
      kill "$pid" 2> /dev/null
    fi
  done
  # Bazel's output is not writable.
  chmod -R u+w "$work" 2> /dev/null
  rm -rf "${work:?}"/*
}
trap stop_bazel EXIT
