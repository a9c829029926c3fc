#!/bin/bash
# Fuzzes: run.sh TARGET [SECONDS [LIBFUZZER-OPTION...]], from anywhere. One core; 240 seconds of its
# time, which other work on the machine makes longer, not fewer.
#
# What it learns is kept in /tmp/domcheck-fuzz/TARGET, and what fails in crash-* beside. BAZEL is
# the Bazel to build with, ./bazelw unless told otherwise. RESULTS.md tells of long runs.
set -eu

target=$1
seconds=${2:-240}
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.."
root=$PWD
${BAZEL:-./bazelw} build --config=fuzzer "//checker/quality/fuzz:${target}_fuzzer" //checker/quality/fuzz:dictionary
bin=$(${BAZEL:-./bazelw} info --config=fuzzer bazel-bin 2> /dev/null)

# Targets of what reads files write them to memory where there is such a folder. To remember where
# each piece of memory was asked for takes a tenth of the time; the last two callers will do.
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
# libFuzzer counts the time that passes; its own end at SIGINT tells what it did.
spent=0
while now=$(ps -o cputimes= -p "$fuzzer") && ((spent = now, spent < seconds)); do
  sleep 2
done
kill -INT "$fuzzer" 2> /dev/null || true
wait "$fuzzer" && status=0 || status=$?
echo "$target: $spent s of a processor" >&2
exit "$status"
