#!/bin/bash
# Tests the recipe for Bazel, checker/ci/fleet_test.sh: runs a sharded test in the example workspace
# and merges the reports of its shards.
set -u
export LC_ALL=C # Bazel's order
# shellcheck source=checker/bazel/example_workspace.sh
source checker/bazel/example_workspace.sh
make_workspace
base=$work/base
logs=$base/execroot/templates/bazel-out/k8-fastbuild/testlogs
domcheck=$PWD/checker/domcheck

cp checker/ci/fleet_test.sh "$workspace"
# The recipe's comment has the targets.
sed -n 's/^#   \([a-z_]*(\|    .*,$\|)$\)/\1/p' checker/ci/fleet_test.sh >> "$workspace/BUILD"
cp -R "$workspace/hosts/lab" "$workspace/hosts/spare"
sed -i "s,<value>virtio</value>,," "$workspace"/hosts/spare/*.xml
for number in {1..24}; do
  sed "s,<name>,<name>$number-," "$workspace/guests/web.xml" > "$workspace/guests/web-$number.xml"
done

# run_fleet: runs the sharded test; returns Bazel's exit status.
run_fleet() {
  inner_bazel "$base" test --test_output=errors \
    --build_event_json_file="$work/events" //:fleet_test > "$work/log" 2>&1
}

# merged FORMAT: prints the merged report of all shards.
merged() {
  local shard
  rm -rf "$work/reports"
  for shard in "$logs"/fleet_test/shard_*; do
    python3 -m zipfile -e "$shard/test.outputs/outputs.zip" "$work/reports/${shard##*/}" ||
      fail "no outputs in $shard: $(ls -R "$shard")"
  done
  # SARIF contains the folder's name.
  (cd "$workspace" && "$domcheck" merge --require any --format "$1" "$work"/reports/*/fleet.jsonl)
}

# expect_whole STATUS: tests that the shards' reports merge to that of one run.
expect_whole() {
  local format status
  for format in text json jsonl csv sarif html; do
    (cd "$workspace" && "$domcheck" fleet --require any --format "$format" --hosts hosts guests/*.xml) \
      > "$work/whole"
    status=$?
    merged "$format" > "$work/merged"
    [[ $? == "$1" && $status == "$1" ]] || fail "$format: exit status $status"
    cmp "$work/whole" "$work/merged" || fail "$format: the merged report is another"
  done
}

run_fleet || fail "bazel test: exit status $?: $(cat "$work/log")"
[[ $(test_results "$work/events") == "$(printf '//:fleet_test PASSED run\n%.0s' 1 2 3 4)" ]] ||
  fail "results are: $(test_results "$work/events")"
expect_whole 0

# Each guest is in one shard, and no shard has all guests.
all=0
for report in "$work"/reports/*/fleet.jsonl; do
  guests=$(grep -c '^{"guest":' "$report")
  ((guests > 0 && guests < 26)) || fail "$report has $guests guests"
  all=$((all + guests))
done
[[ $all == 26 && $(cat "$work"/reports/*/fleet.jsonl | grep -o '^{"guest":"[^"]*"' | sort -u | wc -l) == 26 ]] ||
  fail "the shards have $all guests"

# A guest that no host can run fails its shard only.
cp "$workspace/broken/old-disk.xml" "$workspace/guests"
run_fleet
[[ $? == 3 ]] || fail "a failing test is exit status 3 of bazel: $(cat "$work/log")"
[[ $(test_results "$work/events" | sort | uniq -c | tr -s ' ') == \
  ' 1 //:fleet_test FAILED run'$'\n'' 3 //:fleet_test PASSED run' ]] ||
  fail "results are: $(test_results "$work/events")"
expect_whole 1
exit "$failed"
