#!/usr/bin/env python3
"""Times one edit of a long guest in `domcheck lsp` beside `domcheck check` of it, in turns.

  checker/quality/bench/editing.py PROGRAM [--changes N]

Prints medians in milliseconds of: `domcheck check` as a process; the same less the start of a
process (that of a guest of one line); an edit, from the last byte sent to the last byte of the
diagnostics read. Then makes N edits (100000) and prints the server's memory on the way. The exit
status is that of the measurement, whatever its result.
"""
import argparse
import json
import os
import statistics
import subprocess
import time

parser = argparse.ArgumentParser(usage=__doc__)
parser.add_argument("program")
parser.add_argument("--changes", type=int, default=100000)
options = parser.parse_args()
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
guest = os.path.join(root, "testdata/guests/large.xml")
small = os.path.join(root, "testdata/guests/byte-order-mark.xml")
document = os.path.join(root, "testdata/hosts/debian-12/x86_64-kvm-q35.xml")
URI = "file:///large.xml"

server = subprocess.Popen([options.program, "lsp", "--caps", document], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE)


def write(method, params, **more):
    content = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
    server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
    server.stdin.flush()


def read():
    length = int(server.stdout.readline().split(b":")[1])
    server.stdout.readline()
    return server.stdout.read(length)


def edit(version, begin, end, text):
    write("textDocument/didChange", {
        "textDocument": {"uri": URI, "version": version},
        "contentChanges": [{"range": {"start": {"line": 1, "character": begin},
                                      "end": {"line": 1, "character": end}}, "text": text}]})
    return read()


def check(name):
    begin = time.perf_counter()
    subprocess.run([options.program, "check", "--caps", document, name], stdout=subprocess.DEVNULL,
                   check=False)
    return time.perf_counter() - begin


def memory():
    with open(f"/proc/{server.pid}/status", encoding="ascii") as status:
        return int(next(line for line in status if line.startswith("VmRSS")).split()[1])


write("initialize", {"processId": os.getpid(), "capabilities": {}}, id=1)
read()
write("initialized", {})
with open(guest, encoding="utf-8") as file:
    write("textDocument/didOpen", {"textDocument": {
        "uri": URI, "languageId": "xml", "version": 0, "text": file.read()}})
findings = read()
checks, starts, edits = [], [], []
for number in range(100):
    checks.append(check(guest))
    starts.append(check(small))
    time_before = time.perf_counter()
    published = edit(number + 1, 0, number % 2, " " if number % 2 == 0 else "")
    edits.append(time.perf_counter() - time_before)
    assert len(json.loads(published)["params"]["diagnostics"]) == len(
        json.loads(findings)["params"]["diagnostics"])
whole, start, change = (1e3 * statistics.median(times) for times in (checks, starts, edits))
print(f"check: {whole:.2f} ms, without the start {whole - start:.2f} ms; an edit: {change:.2f} ms, "
      f"{change / whole:.2f} and {change / (whole - start):.2f} times that")
for number in range(options.changes + 1):
    if number % (options.changes // 5) == 0:
        print(f"after {number:,} edits: {memory():,} KiB", flush=True)
    edit(1000 + number, 0, number % 2, " " if number % 2 == 0 else "")
write("shutdown", None, id=2)
read()
write("exit", None)
server.wait()
