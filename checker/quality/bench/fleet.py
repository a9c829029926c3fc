#!/usr/bin/env python3
"""Times `domcheck fleet` of the same guests against 1 document, 30, and 1,000 of these 30 contents.

  checker/quality/bench/fleet.py PROGRAM [--guests N] [--rounds N]

Runs them in turns, with one thread; prints medians, the fastest runs, ratios and peak memory.
The guests are copies of those of testdata/guests that are under 2 KiB; most do not fit the host.
Each of the 30 contents is the captured q35 document without one of the values that it lists. The
exit status is that of the measurement, whatever its result.
"""
import argparse
import os
import re
import shutil
import statistics
import tempfile
import time

parser = argparse.ArgumentParser(usage=__doc__)
parser.add_argument("program")
parser.add_argument("--guests", type=int, default=20000)
parser.add_argument("--rounds", type=int, default=9)
options = parser.parse_args()
program = os.path.abspath(options.program)
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
folder = os.path.join(root, "testdata/guests")
with open(os.path.join(root, "testdata/hosts/debian-12/x86_64-kvm-q35.xml"), encoding="utf-8") as file:
    document = file.read()
values = list(re.finditer(r"\n *<value>.*?</value>", document))
contents = [document[:value.start()] + document[value.end():] for value in values[:30]]
null = os.open(os.devnull, os.O_RDWR)


def run(*command):
    """Returns the seconds and the peak memory in KiB."""
    command = [program, *command]
    begin = time.perf_counter()
    child = os.posix_spawn(program, command, os.environ, file_actions=[
        (os.POSIX_SPAWN_DUP2, null, stream) for stream in (0, 1, 2)])
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit("failed: " + " ".join(command))
    return seconds, usage.ru_maxrss


with tempfile.TemporaryDirectory() as work:
    small = [path for path in (os.path.join(folder, name) for name in sorted(os.listdir(folder)))
             if path.endswith(".xml") and os.path.getsize(path) < 2048]
    guests = os.path.join(work, "guests")
    os.mkdir(guests)
    for number in range(options.guests):
        shutil.copyfile(small[number % len(small)], "%s/%06d.xml" % (guests, number))
    hosts = {}
    for count in (1, 30, 1000):
        hosts[count] = os.path.join(work, "hosts%d" % count)
        os.mkdir(hosts[count])
        for number in range(count):
            with open("%s/kvm%04d.xml" % (hosts[count], number), "w", encoding="utf-8") as file:
                file.write(contents[number % len(contents)])
    runs = {count: [] for count in hosts}
    for number in range(-1, options.rounds):
        for count, path in hosts.items():
            measured = run("fleet", "--jobs", "1", "--hosts", path, guests)
            if number >= 0:  # the first run only warms up
                runs[count].append(measured)
    print("| documents | median, ms | fastest, ms | to the one before | of the fastest | KiB |\n"
          "|---|---|---|---|---|---|")
    before = None
    for count, measured in runs.items():
        now = [statistics.median(seconds for seconds, _ in measured), min(measured)[0]]
        ratios = ["%.2f" % (mine / its) for mine, its in zip(now, before)] if before else ["-", "-"]
        print("| %d | %s | %s | %d |" % (
            count, " | ".join("%.0f" % (1e3 * seconds) for seconds in now), " | ".join(ratios),
            max(memory for _, memory in measured)))
        before = now
