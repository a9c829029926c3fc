#!/bin/bash
# Fuzzes one target: run.sh TARGET [SECONDS [LIBFUZZER-OPTION...]], from any folder. SECONDS (240)
# counts the time of one core, so that other work on the machine does not shorten the run.
#
# The corpus that it collects and inputs that fail (crash-*) stay in /tmp/domcheck-fuzz/TARGET.
# BAZEL names the Bazel to build with (./bazelw). RESULTS.md has the results of long runs.
set -eu

target=$1
seconds=${2:-240}
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.."
root=$PWD
${BAZEL:-./bazelw} build --config=fuzzer "//checker/quality/fuzz:${target}_fuzzer" //checker/quality/fuzz:dictionary
bin=$(${BAZEL:-./bazelw} info --config=fuzzer bazel-bin 2> /dev/null)

# Targets that need files write them to memory if there is a folder for that. Recording where memory
# is allocated takes a tenth of the time; two callers are enough.
[[ ! -w /dev/shm ]] || export TMPDIR=/dev/shm
export ASAN_OPTIONS=malloc_context_size=2

# The fuzzer works in an empty folder, so that relative paths that it invents lead nowhere.
mkdir -p "/tmp/domcheck-fuzz/$target/corpus" "/tmp/domcheck-fuzz/$target/empty"
cd "/tmp/domcheck-fuzz/$target/empty"
"$bin/checker/quality/fuzz/${target}_fuzzer" -dict="$bin/checker/quality/fuzz/guest.dict" \
  -timeout=60 -max_len=8192 -print_final_stats=1 \
  -artifact_prefix="/tmp/domcheck-fuzz/$target/" "${@:3}" \
  "/tmp/domcheck-fuzz/$target/corpus" "$root/testdata/fuzz/$target" < /dev/null &
fuzzer=$!
trap 'kill -INT $fuzzer 2> /dev/null' INT TERM
# libFuzzer uses the wall clock, so count the processor's time here. On SIGINT, libFuzzer prints its
# result.
spent=0
while now=$(ps -o cputimes= -p "$fuzzer") && ((spent = now, spent < seconds)); do
  sleep 2
done
kill -INT "$fuzzer" 2> /dev/null || true
wait "$fuzzer" && status=0 || status=$?
echo "$target: $spent s of a processor" >&2
exit "$status"
