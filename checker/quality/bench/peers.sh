#!/bin/bash
# Times domcheck beside xmllint (which only parses), as whole processes, in turns, in one run.
#
#   checker/quality/bench/peers.sh [--guests N] [--rounds N] [--quick] [PROGRAM]
#
# Prints a table of medians and ratios, instructions if valgrind is installed, and the peak memory
# of domcheck for a tenth of the guests and for all of them. PROGRAM is a domcheck; without one, an
# optimized one is built. --guests is the number of copies of the guests in testdata/guests (2000),
# without large.xml, which is timed alone; --rounds is the number of runs (15); --quick only shows
# that everything runs. Exits with 0 whatever the ratios are, and with 2 if it cannot measure.
#
# Needs bash, coreutils, python3 and xmllint (libxml2-utils); valgrind and libvirt's schema (package
# libvirt0) for their rows.
set -u

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.." && pwd) || exit 2
guests=2000 rounds=15 single_rounds=200 program=
usage() {
  sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" | sed '/^set -u/d' >&2
  exit 2
}
while (($#)); do
  case $1 in
    --guests | --rounds)
      [[ ${2-} =~ ^[1-9][0-9]*$ ]] || usage
      printf -v "${1#--}" %s "$2"
      shift
      ;;
    --quick) guests=40 rounds=1 single_rounds=2 ;;
    -*) usage ;;
    *) program=$(realpath -- "$1") || exit 2 ;;
  esac
  shift
done
for tool in python3 xmllint; do
  command -v "$tool" > /dev/null || { echo "peers.sh: $tool is missing" >&2 && exit 2; }
done
if [[ -z $program ]]; then
  (cd "$root" && ./bazelw build //checker:domcheck) >&2 || exit 2
  program=$(cd "$root" && ./bazelw info bazel-bin 2> /dev/null)/checker/domcheck
fi
[[ -x $program ]] || { echo "peers.sh: $program is no program" >&2 && exit 2; }

work=$(mktemp -d) || exit 2
trap 'rm -rf -- "$work"' EXIT
python3 - "$program" "$root/testdata" "$work" "$guests" "$rounds" "$single_rounds" << 'END'
import errno, os, shutil, statistics, subprocess, sys, time

program, testdata, work = sys.argv[1:4]
count, rounds, single_rounds = map(int, sys.argv[4:])
document = os.path.join(testdata, "hosts/debian-12/x86_64-kvm-q35.xml")
folder = os.path.join(testdata, "guests")
xmllint = [shutil.which("xmllint"), "--noout"]
check = [program, "check", "--caps", document]
null = os.open(os.devnull, os.O_RDWR)
quiet = [(os.POSIX_SPAWN_DUP2, null, stream) for stream in (0, 1, 2)]


def give_up(message):
    sys.exit(print("peers.sh: " + message, file=sys.stderr) or 2)


def run(command):
    """Returns the seconds of the wall clock and of the processors."""
    begin = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - begin
    # domcheck exits with 1 because some of the guests have findings.
    if os.waitstatus_to_exitcode(status) not in ((0,) if command[0] == xmllint[0] else (0, 1)):
        give_up("failed: " + " ".join(command[:6]))
    return seconds, usage.ru_utime + usage.ru_stime


def compare(what, ours, theirs, times, target=None):
    """Runs both in turns, each first as often as second, and prints a row."""
    runs = {0: [], 1: []}
    for number in range(-1, times):
        for which in (0, 1) if number % 2 else (1, 0):
            measured = run((ours, theirs)[which])
            if number >= 0:  # the first runs fill the caches
                runs[which].append(measured)
    wall = [[seconds for seconds, _ in runs[which]] for which in (0, 1)]
    cpu = [statistics.median(used for _, used in runs[which]) for which in (0, 1)]
    median = [statistics.median(seconds) for seconds in wall]
    print(f"| {what} | {1e3 * median[0]:.2f} | {1e3 * median[1]:.2f} "
          f"| **{median[0] / median[1]:.2f}** | {min(wall[0]) / min(wall[1]):.2f} "
          f"| {cpu[0] / cpu[1]:.2f} | {target or '-'} |", flush=True)


def instructions(command):
    """Returns the millions of instructions of the whole process."""
    ended = subprocess.run([valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null"] + command,
                           stdin=null, stdout=null, stderr=subprocess.PIPE, check=False)
    collected = [line for line in ended.stderr.decode().splitlines() if "Collected" in line]
    return int(collected[0].split()[-1]) // 10**6 if collected else give_up("valgrind failed")


def copies(name, originals, number_of_copies):
    """Makes a folder of copies of the originals, by turns; returns the names."""
    copied = os.path.join(work, name)
    names = [f"{copied}/{number:06}.xml" for number in range(number_of_copies)]
    os.mkdir(copied)
    for number, copy in enumerate(names):
        shutil.copyfile(originals[number % len(originals)], copy)
    return copied, names


def peak_kib(guests):
    """Returns the peak memory after a folder's guests, read while domcheck waits at a pipe."""
    pipe = guests + "-last.xml"
    os.mkfifo(pipe)
    child = subprocess.Popen(check + [guests, pipe], stdout=null, stderr=null)
    while True:
        try:
            writer = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            break
        except OSError as error:
            if error.errno != errno.ENXIO or child.poll() is not None:
                give_up("domcheck ended early")
            time.sleep(0.001)
    with open(f"/proc/{child.pid}/status", encoding="ascii") as status:
        peak = next(line for line in status if line.startswith("VmHWM")).split()[1]
    os.write(writer, b"<domain/>")
    os.close(writer)
    child.wait()
    os.remove(pipe)
    return int(peak)


originals = sorted(os.path.join(folder, name) for name in os.listdir(folder)
                   if name.endswith(".xml"))
if not originals:
    give_up("there are no guests in " + folder)
web_server = os.path.join(folder, "web-server.xml")
large = os.path.join(folder, "large.xml")
usual = [name for name in originals if name != large]
compatible = [name for name in usual if os.path.getsize(name) < 2048 and
              subprocess.run(check + ["--fail-on", "warning", name], stdout=null,
                             stderr=null).returncode == 0]

print("| in ms, medians | domcheck check | xmllint --noout | ratio | of the fastest runs "
      "| of processor time | to reach |")
print("|---|---|---|---|---|---|---|")
small, small_names = copies("compatible", compatible, count)
for folder, names, what, targets in (
        (small, small_names, f"{count:,} small guests", (0.6, 0.36)),
        (*copies("all", usual, count), f"{count:,} guests of all kinds, findings in most", (0, 0))):
    compare(what + ", 1 thread", check + ["--jobs", "1", folder], xmllint + names, rounds,
            targets[0])
    compare(what + ", 2 threads", check + ["--jobs", "2", folder], xmllint + names, rounds,
            targets[1])
everyone = folder
schema = "/usr/share/libvirt/schemas/domain.rng"
if os.path.exists(schema):
    compare("small guests, 1 thread, beside `xmllint --relaxng domain.rng`",
            check + ["--jobs", "1", small], xmllint + ["--relaxng", schema] + small_names,
            max(rounds // 5, 1), 0.12)
compare("`large.xml`, 3,000 lines", check + [large], xmllint + [large], single_rounds)
compare("1 guest, 1 document", check + [web_server], xmllint + [web_server], single_rounds, 1.5)
compare("1 guest, `@debian-12` (10 documents)",
        [program, "check", "--caps", "@debian-12", web_server], xmllint + [web_server],
        single_rounds)

valgrind = shutil.which("valgrind")
if valgrind:
    print("\n| million instructions | domcheck check | --syntax-only | ratio | xmllint --noout |")
    print("|---|---|---|---|---|")
    for what, folder in (("small guests", small), ("guests of all kinds", everyone)):
        names = sorted(os.path.join(folder, name) for name in os.listdir(folder))[:2000]
        listed = os.path.join(work, "names")
        with open(listed, "w", encoding="utf-8") as file:
            file.write("\n".join(names))
        ours = check + ["--jobs", "1", "--files-from", listed]
        counts = [instructions(command) for command in
                  (ours, ours + ["--syntax-only"], xmllint + names)]
        print(f"| {len(names):,} {what} | {counts[0]:,} | {counts[1]:,} "
              f"| **{counts[0] / counts[1]:.2f}** | {counts[2]:,} |", flush=True)
if os.path.exists("/proc/self/status"):
    some, names_of_some = copies("some", usual, max(count // 10, 1))
    print(f"\nPeak memory of domcheck: {peak_kib(some):,} KiB for {len(names_of_some):,} guests, "
          f"{peak_kib(everyone):,} KiB for {count:,}.")
END
