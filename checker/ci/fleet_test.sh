#!/bin/bash
# A shard of a Bazel test that finds which hosts can run which guests:
#
#   filegroup(
#       name = "fleet_guests",
#       srcs = glob(["guests/*.xml"]),
#   )
#   sh_test(
#       name = "fleet_test",
#       srcs = ["fleet_test.sh"],
#       args = ["$(rootpath @domcheck//checker/bazel:program)", "hosts", "$(rootpaths fleet_guests)"],
#       data = glob(["hosts/**"]) + ["fleet_guests", "@domcheck//checker/bazel:program"],
#       shard_count = 4,
#   )
#
# It fails where no host runs a guest. Make the whole report from the outputs that Bazel keeps:
#
#   for shard in bazel-testlogs/fleet_test/shard_*; do
#     python3 -m zipfile -e "$shard/test.outputs/outputs.zip" "reports/${shard##*/}"
#   done
#   domcheck merge --output html=fleet.html reports/*/fleet.jsonl
exec "$1" fleet --output "jsonl=$TEST_UNDECLARED_OUTPUTS_DIR/fleet.jsonl" --require any \
  --hosts "${@:2}"
