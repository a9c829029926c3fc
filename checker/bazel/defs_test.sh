#!/bin/bash
# Builds the example workspace like a repository that already has a domcheck.
set -u
# shellcheck source=checker/bazel/example_workspace.sh
source checker/bazel/example_workspace.sh
make_workspace
base=$work/base

# run_tests LOG TARGET...: returns Bazel's exit status; the log holds what people see.
run_tests() {
  local log=$1
  inner_bazel "$base" test --test_output=errors --keep_going \
    --build_event_json_file="$work/events" "${@:2}" > "$log" 2>&1
}

# expect_results RESULT...: compares with the lines of test_results, in any order.
expect_results() {
  local got
  got=$(test_results "$work/events" | sort)
  [[ $got == "$(printf '%s\n' "$@" | sort)" ]] || fail "results are: $got"
}

# All tests that are not manual pass.
run_tests "$work/log" //... || fail "bazel test //...: exit status $?: $(cat "$work/log")"
expect_results "//:guests_test PASSED run" "//:ledger_test PASSED run" "//:web_test PASSED run" \
  "//:known_old_disk_test PASSED run" "//:configured_old_disk_test PASSED run"

# The guest that does not fit fails its test, with the finding in the log and in test.xml.
run_tests "$work/log" //:old_disk_test //:web_test
[[ $? == 3 ]] || fail "a failing test is exit status 3 of bazel: $(cat "$work/log")"
expect_results "//:old_disk_test FAILED run" "//:web_test PASSED local"
grep -q "^broken/old-disk.xml:11:30: error: disk bus 'ide' is not offered .*\[disk-bus\]$" "$work/log" ||
  fail "the log does not tell the finding: $(cat "$work/log")"
xml=$base/execroot/templates/bazel-out/k8-fastbuild/testlogs/old_disk_test/test.xml
grep -q '<failure type="error" message="disk bus' "$xml" || fail "test.xml: $(cat "$xml")"

# A changed guest is checked again, and no other.
sed -i "s/bus='virtio'/bus='ide'/" "$workspace/guests/web.xml"
run_tests "$work/log" //:web_test //:ledger_test
expect_results "//:web_test FAILED run" "//:ledger_test PASSED local"
sed -i "s/bus='ide'/bus='virtio'/" "$workspace/guests/web.xml"

# A test run by hand, with a further option.
inner_bazel "$base" run //:old_disk_test -- --format jsonl > "$work/out" 2> "$work/log"
[[ $? == 1 && $(tail -n 1 "$work/out") == '{"domain":"broken/old-disk.xml",'*'"rule":"disk-bus",'* ]] ||
  fail "bazel run: $(cat "$work/out" "$work/log")"

# Mistakes are reported when the workspace is read: no host, a host in two folders.
cp "$workspace/hosts/lab/pc.xml" "$workspace/other-pc.xml"
cat >> "$workspace/BUILD" << 'END'

domain_compatibility_test(
    name = "no_host_test",
    guests = ["guests/web.xml"],
)

filegroup(
    name = "scattered",
    srcs = [
        "hosts/lab/q35.xml",
        "other-pc.xml",
    ],
)

domain_compatibility_test(
    name = "scattered_test",
    guests = ["guests/web.xml"],
    caps = ["scattered"],
)
END
run_tests "$work/log" //:no_host_test //:scattered_test
grep -q "no host given: name capabilities documents in caps" "$work/log" || fail "$(cat "$work/log")"
grep -q "//:scattered is one host: its documents must lie in one folder" "$work/log" ||
  fail "$(cat "$work/log")"
exit "$failed"
