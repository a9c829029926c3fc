"""Makes a fleet of testdata and runs domcheck on it, for the tests of domcheck fleet."""
import glob
import hashlib
import json
import os
import shutil
import subprocess

DOMCHECK = os.path.abspath("checker/domcheck")
TESTDATA = os.path.abspath("testdata")
FORMATS = ("text", "json", "jsonl", "csv", "sarif", "html")
SCHEDULERS = ("TEST_SHARD_", "TEST_TOTAL_SHARDS", "JOB_COMPLETION", "SLURM_")


def environment(**variables):
    """Returns this process's environment without a scheduler's variables, and with `variables`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SCHEDULERS)}
    return {**kept, **variables}


def run(*arguments, cwd=None, env=None, stdin=b""):
    """Returns exit status, standard output and standard error, the last as text."""
    result = subprocess.run([DOMCHECK, *arguments], cwd=cwd, env=env or environment(), input=stdin,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    return result.returncode, result.stdout, result.stderr.decode("utf-8", "surrogateescape")


def write(path, content):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def read(path):
    with open(path, "rb") as file:
        return file.read()


def copy(source, target):
    """Testdata may be a tree of links to files that cannot be written."""
    write(target, read(source))


def store_host(source, folder, hostname):
    """Stores the documents in `source` as `domcheck fetch` does: by content, with an index."""
    documents = []
    for path in sorted(glob.glob(os.path.join(source, "*.xml"))):
        content = read(path)
        name = hashlib.sha256(content).hexdigest()[:32] + ".xml"
        write(os.path.join(folder, name), content)
        arch, virttype, machine = os.path.basename(path)[:-len(".xml")].split("-", 2)
        documents.append({"file": name, "arch": arch, "virttype": virttype, "machine": machine})
    write(os.path.join(folder, "index.json"), json.dumps(
        {"host": hostname, "fetched": "2026-01-02T03:04:05Z", "documents": documents}))


def make_hosts(folder):
    """Hosts of many kinds, most of them with twins: rules' documents, folders, fetched folders."""
    for number, caps in enumerate(sorted(glob.glob(TESTDATA + "/rules/*/caps.xml"))):
        rule = os.path.basename(os.path.dirname(caps))
        for twin in range(1 + number % 3):
            copy(caps, f"{folder}/{rule}-{twin}.xml")
    debian = TESTDATA + "/hosts/debian-12"
    for name in ("node-1", "node-2"):
        for path in glob.glob(debian + "/*.xml"):
            copy(path, f"{folder}/{name}/{os.path.basename(path)}")
    for name in ("fetched-1", "fetched-2"):
        store_host(debian, f"{folder}/{name}", name + ".example.org")
    some = read(TESTDATA + "/rules/disk-bus/caps.xml")
    for name in (b"no\xffutf", b"c1\xc2\x85", b"a,\"b\"", b"new\nline"):
        write(os.fsencode(folder) + b"/" + name + b".xml", some)
    write(os.fsencode(folder) + b"/broken\xff\n.xml", some[:-30])


def make_guests(folder):
    """Writes guests of all sorts below `folder`, and files that are not guests."""
    for path in glob.glob(TESTDATA + "/guests/*.xml"):
        copy(path, f"{folder}/guests/{os.path.basename(path)}")
    for path in glob.glob(TESTDATA + "/rules/*/*.xml"):
        rule, name = path.split(os.sep)[-2:]
        if name in ("ok.xml", "bad.xml"):
            copy(path, f"{folder}/rules/{rule}/{name}")
    # Names that a report must make legible, each with a finding.
    legacy = read(TESTDATA + "/guests/legacy-ide.xml")
    for name in (b"new\nline", "\N{PILE OF POO}\N{RIGHT-TO-LEFT OVERRIDE}".encode(), b"no\xff\xfeutf",
                 b"c1\xc2\x85", b"=1+1", b"a,\"b\"", b"<script>&amp;", b"esc\x1b[31m"):
        write(os.fsencode(folder) + b"/names/" + name + b".xml", legacy)
    # Files that are not guests, one of them not even text; and XML that is not a <domain>.
    write(f"{folder}/broken/cut-short.xml", legacy[:len(legacy) // 2])
    write(f"{folder}/broken/not-utf-8.xml", legacy.replace(b"<name>", b"<name>\xff\xfe\x85"))
    write(f"{folder}/broken/unknown-entity.xml", legacy.replace(b"<name>", b"<name>&nothing;"))
    write(f"{folder}/broken/empty.xml", b"")
    write(f"{folder}/broken/zeros.xml", bytes(1000))
    write(f"{folder}/broken/other-encoding.xml",
          b"<?xml version='1.0' encoding='EBCDIC-CP-US'?>\n<domain type='kvm'/>\n")
    write(f"{folder}/other/network.xml", b"<network><name>default</name></network>\n")
    write(f"{folder}/other/pool.xml", b"<pool type='dir'/>\n")
    write(f"{folder}/other/notes.txt", b"no guest\n")
    os.symlink("nowhere.xml", f"{folder}/broken/dangling.xml")


def shards(folder, count, *arguments, cwd=None):
    """Writes the reports of `count` shards to `folder`; returns their paths and exit statuses."""
    shutil.rmtree(folder, ignore_errors=True)
    paths, statuses = [], []
    for number in range(1, count + 1):
        status, out, _ = run("fleet", *arguments, "--format", "jsonl", "--shard",
                             f"{number}/{count}", cwd=cwd)
        paths.append(f"{folder}/{number}.jsonl")
        statuses.append(status)
        write(paths[-1], out)
    return paths, statuses


def lines(report):
    """Returns the lines of a report in JSON Lines: the head, the guests, the summary."""
    head, *guests, last = map(json.loads, report.decode().splitlines())
    return head, guests, last["summary"]
