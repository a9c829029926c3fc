"""Runs domcheck fleet and domcheck merge: every shard and every form of the report."""
import csv
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

from fleet_case import (DOMCHECK, FORMATS, TESTDATA, copy, environment, lines, make_guests,
                        make_hosts, read, run, shards, store_host, write)

LEGACY = TESTDATA + "/guests/legacy-ide.xml"
WEB = TESTDATA + "/guests/web-server.xml"
CAPS = TESTDATA + "/rules/graphics-type/caps.xml"  # no spice
OTHER_CAPS = TESTDATA + "/rules/disk-bus/caps.xml"


class FleetCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))
        self.addCleanup(shutil.rmtree, self.folder, True)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def fleet(self, *arguments, **more):
        return run("fleet", *arguments, cwd=self.folder, **more)

    def merge(self, *arguments, **more):
        return run("merge", *arguments, cwd=self.folder, **more)

    def hosts(self, **documents):
        """Makes a folder of these hosts, each of a document's content or path."""
        for name, content in documents.items():
            write(self.path("hosts", name + ".xml"),
                  content if isinstance(content, bytes) else read(content))
        return self.path("hosts")


class WholeFleet(unittest.TestCase):
    """Many hosts and guests, made once: no test changes them."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        make_hosts(cls.folder + "/hosts")
        make_guests(cls.folder + "/fleet")
        cls.guests = ["--hosts", "hosts", "fleet"]

    def domcheck(self, *arguments, **more):
        return run(*arguments, cwd=self.folder, **more)

    def test_the_fleet_is_of_all_sorts(self):
        status, out, err = self.domcheck("fleet", *self.guests, "--format", "jsonl")
        head, guests, summary = lines(out)
        self.assertEqual(status, 2, err)  # some guests cannot be read
        self.assertGreater(len(head["kinds"]), 60)
        self.assertGreater(len(head["hosts"]), len(head["kinds"]) + 50)
        self.assertGreater(len(guests), 180)
        self.assertEqual(summary["guests"], len(guests))
        self.assertEqual(summary["skipped"], 3)
        self.assertEqual(len(head["problems"]), 1)
        self.assertGreaterEqual(summary["invalid"], 6)
        self.assertGreater(summary["runOnSome"], 100)
        self.assertGreater(summary["runOnNone"], 5)
        kind_of = {host: number for number, hosts in enumerate(head["kinds"]) for host in hosts}
        by_name = {name: kind_of[at] for at, name in enumerate(head["hosts"])}
        self.assertEqual(by_name["node-1"], by_name["node-2"])
        self.assertEqual(by_name["fetched-1"], by_name["fetched-2"])
        self.assertNotEqual(by_name["graphics-type-0"], by_name["node-1"])
        self.assertEqual(
            [bytes.fromhex(guest["guestBytes"]) for guest in guests if "guestBytes" in guest],
            [b"fleet/names/no\xff\xfeutf.xml"])

    def test_shards_merged_are_the_whole(self):
        wholes = {}
        options = ((), ("--require", "all", "--place"))
        for option in options:
            for name in FORMATS:
                wholes[option, name] = self.domcheck("fleet", *self.guests, "--format", name,
                                                     *option)[:2]
                self.assertGreater(len(wholes[option, name][1]), 100)
        for count in (1, 2, 3, 7):
            paths, statuses = shards(self.folder + "/shards", count, *self.guests, cwd=self.folder)
            self.assertEqual(set(statuses) - {0, 2}, set())
            for option in options:
                for name in FORMATS:
                    with self.subTest(count=count, format=name, option=option):
                        merged = self.domcheck("merge", *paths, "--format", name, *option)
                        self.assertEqual(merged[2], "")  # the shards reported the hosts' problems
                        self.assertEqual(merged[0], wholes[option, name][0])
                        self.assert_same(merged[1], wholes[option, name][1])

    def assert_same(self, one, other):
        if one != other:
            at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b),
                      min(len(one), len(other)))
            self.fail(f"differ at byte {at}: {one[at - 60:at + 60]!r} {other[at - 60:at + 60]!r}")

    def test_each_guest_is_in_one_shard(self):
        whole = [guest["guest"] for guest in
                 lines(self.domcheck("fleet", *self.guests, "--format", "jsonl")[1])[1]]
        paths, _ = shards(self.folder + "/seven", 7, *self.guests, cwd=self.folder)
        parts = [[guest["guest"] for guest in lines(read(path))[1]] for path in paths]
        self.assertEqual(sorted(sum(parts, [])), sorted(whole))
        self.assertTrue(all(parts), [len(part) for part in parts])
        for number, path in enumerate(paths, 1):
            self.assertEqual(lines(read(path))[0]["shard"], f"{number}/7")

    def test_order_of_the_shards_and_number_of_threads(self):
        whole = self.domcheck("fleet", *self.guests, "--format", "html", "--jobs", "1")
        self.assertEqual(self.domcheck("fleet", *self.guests, "--format", "html", "--jobs", "4"),
                         whole)
        paths, _ = shards(self.folder + "/five", 5, *self.guests, cwd=self.folder)
        chosen = random.Random(5)
        for _ in range(5):
            chosen.shuffle(paths)
            self.assert_same(self.domcheck("merge", *paths, "--format", "html")[1], whole[1])
        for name in FORMATS:
            one, four = (self.domcheck("fleet", *self.guests, "--format", name, "--shard", "2/3",
                                       "--jobs", jobs) for jobs in "14")
            self.assertEqual(one, four, name)

    def test_schedulers_say_which_shard(self):
        paths, _ = shards(self.folder + "/three", 3, *self.guests, cwd=self.folder)
        for number, path in enumerate(paths):
            status_file = self.folder + "/sharded"
            for variables in (
                    {"TEST_SHARD_INDEX": str(number), "TEST_TOTAL_SHARDS": "3",
                     "TEST_SHARD_STATUS_FILE": status_file},
                    {"JOB_COMPLETION_INDEX": str(number), "JOB_COMPLETIONS": "3"},
                    {"SLURM_ARRAY_TASK_ID": str(number), "SLURM_ARRAY_TASK_COUNT": "3",
                     "SLURM_ARRAY_TASK_MIN": "0"},
                    {"SLURM_ARRAY_TASK_ID": str(number + 1), "SLURM_ARRAY_TASK_COUNT": "3",
                     "SLURM_ARRAY_TASK_MIN": "1"}):
                with self.subTest(**variables):
                    _, out, _ = self.domcheck("fleet", *self.guests, "--format", "jsonl",
                                              env=environment(**variables))
                    self.assert_same(out, read(path))
                    self.assertEqual(os.path.exists(status_file), "TEST_SHARD_INDEX" in variables)
                    if os.path.exists(status_file):
                        os.remove(status_file)
        status, out, err = self.domcheck("fleet", *self.guests,
                                         env=environment(JOB_COMPLETION_INDEX="1"))
        self.assertEqual((status, out), (2, b""))
        self.assertIn("JOB_COMPLETION_INDEX=1 but no JOB_COMPLETIONS", err)
        # The command line overrides the environment.
        _, out, _ = self.domcheck("fleet", *self.guests, "--format", "jsonl", "--shard", "2/3",
                                  env=environment(JOB_COMPLETION_INDEX="7"))
        self.assert_same(out, read(paths[1]))

    def test_a_report_of_a_shard_says_so(self):
        _, out, _ = self.domcheck("fleet", *self.guests, "--shard", "2/3")
        self.assertIn(b"\nthis is shard 2/3: ", out)
        _, out, _ = self.domcheck("fleet", *self.guests, "--shard", "1/1")
        self.assertEqual(out, self.domcheck("fleet", *self.guests)[1])

    def test_part_of_the_shards_is_no_report(self):
        paths, _ = shards(self.folder + "/four", 4, *self.guests, cwd=self.folder)
        other, _ = shards(self.folder + "/two", 2, *self.guests, cwd=self.folder)
        twice = self.folder + "/twice.jsonl"
        write(twice, read(paths[0]) + read(paths[1]))
        cut = self.folder + "/cut.jsonl"
        write(cut, b"".join(read(paths[3]).splitlines(True)[:-1]))
        for reports, message in (
                (paths[:2] + paths[3:], "four/1.jsonl:1:1: error: it is of 4 shards, of which 3/4 "
                                        "is missing: name"),
                (paths[1:2], "four/2.jsonl:1:1: error: it is of 4 shards, of which 1/4 and 2 more "
                             "are missing: name"),
                (paths + paths[2:3], "four/3.jsonl:1:1: error: it is shard 3/4, as "),
                (paths[:3] + other[1:], "two/2.jsonl:1:1: error: it is of 2 shards, but "),
                ([twice] + paths[1:], f"{twice}:"),
                (paths[:3] + [cut], "the report ends without a summary: it was cut short")):
            for name in ("text", "html"):
                html = self.folder + "/merged"
                status, _, err = self.domcheck("merge", *reports, "--output", f"{name}={html}")
                self.assertEqual(status, 2)
                self.assertIn(message, err)
                self.assertFalse(os.path.exists(html))

    def test_what_is_read_by_others(self):
        status, out, _ = self.domcheck("fleet", *self.guests, "--format", "json", "--place")
        report = json.loads(out)
        self.assertEqual(report["summary"]["exitStatus"], status)
        _, out, _ = self.domcheck("fleet", *self.guests, "--format", "csv", "--place")
        rows = list(csv.reader(io.StringIO(out.decode())))
        self.assertEqual(rows[0], ["guest", "host"])
        self.assertEqual(len(rows) - 1, sum(len(guest["runsOn"]) for guest in report["guests"]))
        for guest in report["guests"]:
            self.assertEqual(guest["runs"], len(guest["runsOn"]))
            self.assertLess(set(guest["runsOn"]), set(report["hosts"]))
            self.assertEqual(guest.get("invalid", False), guest["guest"].startswith(
                ("fleet/broken/", "fleet/rules/unreadable/bad", "fleet/rules/xml-syntax/bad")))


class Hosts(FleetCase):
    def test_a_broken_host_is_named_left_out_and_counted(self):
        hosts = self.hosts(a=CAPS, b=CAPS, broken=b"<domainCapabilities>", c=OTHER_CAPS)
        copy(WEB, self.path("web.xml"))
        status, out, err = self.fleet("--hosts", hosts, "web.xml")
        self.assertEqual(status, 2)
        self.assertEqual(err.count("\n"), 1, err)
        self.assertTrue(err.startswith(hosts + "/broken.xml:1:"), err)
        self.assertIn(b"\n1 guest on 3 hosts of 2 kinds: ", out)
        self.assertIn(b"\n1 host left out\n", out)
        _, out, _ = self.fleet("--hosts", hosts, "web.xml", "--format", "jsonl")
        head, _, summary = lines(out)
        self.assertEqual((head["hosts"], head["kinds"]), (["a", "b", "c"], [[0, 1], [2]]))
        self.assertEqual([problem + "\n" for problem in head["problems"]], [err])
        self.assertEqual(summary["exitStatus"], 2)
        # A shard's problem is one of the whole run, and is in the run's report.
        paths, statuses = shards(self.path("shards"), 2, "--hosts", hosts, "web.xml",
                                 cwd=self.folder)
        self.assertEqual(statuses, [2, 2])
        self.assertEqual(self.merge(*paths)[:2], self.fleet("--hosts", hosts, "web.xml")[:2])

    def test_two_hosts_of_one_name(self):
        hosts = self.hosts(a=CAPS, b=CAPS)
        write(self.path("more", "a.xml"), read(OTHER_CAPS))
        write(self.path("hosts", "b", "q35.xml"), read(OTHER_CAPS))
        write(self.path("more", "c.xml"), read(OTHER_CAPS))
        copy(WEB, self.path("web.xml"))
        status, out, err = self.fleet("--hosts", hosts, "--hosts", "more", "web.xml", "--format",
                                      "jsonl")
        self.assertEqual(status, 2)
        self.assertEqual(lines(out)[0]["hosts"], ["c"])
        for name in "ab":
            self.assertIn(f"there are two hosts called '{name}'", err)
        write(self.path("third", "a.xml"), read(CAPS))
        _, _, err = self.fleet("--hosts", hosts, "--hosts", "more", "--hosts", "third", "web.xml")
        self.assertIn("there are 3 hosts called 'a': the others are more/a.xml and third/a.xml; "
                      "all are left out", err)

    def test_no_hosts(self):
        os.makedirs(self.path("empty", ".git"))
        write(self.path("empty", "README"), "none")
        copy(WEB, self.path("web.xml"))
        for arguments, message in (
                (("--hosts", "empty"), "empty: error: no host is in this folder"),
                (("--hosts", "nowhere"), "nowhere: error: "),
                (("--hosts", "web.xml"), "web.xml: error: "),
                ((), "no hosts given: name a folder of them with --hosts DIR"),
                (("--hosts",), "--hosts"),
                (("--hosts", ""), "error")):
            status, out, err = self.fleet(*arguments[:1], *arguments[1:], *(
                ["web.xml"] if len(arguments) != 1 else []))
            self.assertEqual((status, out), (2, b""), arguments)
            self.assertIn(message, err)
        # An empty folder is a problem even beside one that has hosts.
        status, out, err = self.fleet("--hosts", "empty", "--hosts", self.hosts(a=CAPS), "web.xml")
        self.assertEqual(status, 2)
        self.assertIn(b"1 guest on 1 host of 1 kind: ", out)

    def test_a_fetched_host_and_an_empty_one(self):
        store_host(TESTDATA + "/hosts/debian-12", self.path("hosts", "kvm01"), "elsewhere")
        store_host(TESTDATA + "/hosts/debian-12", self.path("hosts", "kvm02"), "other")
        shutil.copytree(TESTDATA + "/hosts/debian-12", self.path("hosts", "kvm03"))
        os.makedirs(self.path("hosts", "nothing"))
        copy(TESTDATA + "/guests/arm-server.xml", self.path("arm.xml"))
        status, out, err = self.fleet("--hosts", "hosts", "arm.xml", "--format", "jsonl")
        head, guests, _ = lines(out)
        self.assertEqual(head["hosts"], ["kvm01", "kvm02", "kvm03"])
        self.assertEqual(head["kinds"], [[0, 1], [2]])  # other file names: another class
        self.assertEqual(guests[0]["runs"], 3, guests)
        self.assertEqual(status, 2)
        self.assertIn("hosts/nothing", err)


class Options(FleetCase):
    def setUp(self):
        super().setUp()
        self.hosts(a=CAPS, b=CAPS, c=OTHER_CAPS)
        web = read(WEB).replace(b"pc-q35-7.2", b"q35")  # every host has the alias
        spice = web.replace(b"type='vnc'", b"type='spice'")
        self.assertNotEqual(web, spice)
        write(self.path("web.xml"), web)
        write(self.path("spice.xml"), spice)

    def test_required(self):
        runs = {guest["guest"]: guest["runs"] for guest in lines(
            self.fleet("--hosts", "hosts", "web.xml", "spice.xml", "--format", "jsonl")[1])[1]}
        self.assertEqual(runs, {"web.xml": 3, "spice.xml": 1})
        for required, few in (("any", 0), ("1", 0), ("2", 1), ("3", 1), ("all", 1), ("4", 2),
                              ("18446744073709551615", 2)):
            arguments = ("--hosts", "hosts", "web.xml", "spice.xml", "--require", required)
            status, out, err = self.fleet(*arguments, "--format", "jsonl")
            self.assertEqual((status, err), (int(few > 0), ""), required)
            self.assertEqual(lines(out)[2]["tooFew"], few)
            text = self.fleet(*arguments)[1].decode()
            names = {0: "", 1: "1 guest on fewer hosts than required: spice.xml",
                     2: "2 guests on fewer hosts than required: web.xml, spice.xml"}[few]
            self.assertEqual("on fewer hosts than required" in text, few > 0)
            self.assertIn(names + "\n", text)
        paths, statuses = shards(self.path("shards"), 3, "--hosts", "hosts", "web.xml", "spice.xml",
                                 "--require", "all", cwd=self.folder)
        self.assertEqual(sorted(statuses), [0, 0, 1])
        # --require applies to the whole, not to the parts.
        self.assertEqual(self.merge(*paths)[0], 0)
        self.assertEqual(self.merge(*paths, "--require", "all")[0], 1)

    def test_bad_usage(self):
        paths, _ = shards(self.path("shards"), 1, "--hosts", "hosts", "web.xml", cwd=self.folder)
        for option, value in (("--require", "al"), ("--require", "ALL"), ("--require", "0"),
                              ("--require", "-1"), ("--require", "2 "), ("--require", ""),
                              ("--require", "18446744073709551616"), ("--format", "htm"),
                              ("--format", ""), ("--output", "html"), ("--output", "html="),
                              ("--output", "pdf=x"), ("--hots", "x")):
            for command in (self.fleet, self.merge):
                inputs = paths if command == self.merge else ("--hosts", "hosts", "web.xml")
                status, out, err = command(*inputs, f"{option}={value}")
                self.assertEqual((status, out), (2, b""), (option, value, err))
                self.assertIn(option if value != "x" else "hots", err)
        for shard in ("0/3", "4/3", "1", "1/", "/3", "1/0", "a/b", "1/3/3", "-1/3", " 1/3", "1/3 ",
                      "1.0/3", "", "1/18446744073709551616"):
            status, out, err = self.fleet("--hosts", "hosts", "web.xml", f"--shard={shard}")
            self.assertEqual((status, out), (2, b""), shard)
            self.assertIn("--shard", err)
        for scheduler in ({"TEST_SHARD_INDEX": "3", "TEST_TOTAL_SHARDS": "3"},
                          {"SLURM_ARRAY_TASK_ID": "0", "SLURM_ARRAY_TASK_COUNT": "3",
                           "SLURM_ARRAY_TASK_MIN": "1"},
                          {"JOB_COMPLETION_INDEX": "x", "JOB_COMPLETIONS": "3"}):
            status, out, err = self.fleet("--hosts", "hosts", "web.xml",
                                          env=environment(**scheduler))
            self.assertEqual((status, out), (2, b""), scheduler)
            self.assertIn("--shard I/N", err)
        self.assertEqual(self.merge()[0], 2)

    def test_help(self):
        for command in (self.fleet, self.merge):
            status, out, err = command("--help")
            self.assertEqual((status, err), (0, ""))
            for word in (b"--place", b"--require all|any|N", b"--format", b"html"):
                self.assertIn(word, out)

    def test_no_guests(self):
        os.makedirs(self.path("none"))
        write(self.path("other", "network.xml"), "<network/>")
        write(self.path("list"), "")
        for arguments in ((), ("none",), ("nowhere",)):
            status, out, err = self.fleet("--hosts", "hosts", *arguments)
            self.assertEqual(status, 2, arguments)
            self.assertNotEqual(err + out.decode(), "")
        # An empty list of files is treated as `check` treats it.
        for arguments in (("fleet", "--hosts", "hosts"), ("check", "--caps", CAPS)):
            self.assertEqual(run(*arguments, "--files-from", "list", cwd=self.folder)[0], 0)
        # Only files that are not guests: an empty report, in every form, from every shard.
        for name in FORMATS:
            status, out, err = self.fleet("--hosts", "hosts", "other", "--format", name)
            self.assertEqual((status, err), (0, ""), name)
            paths, _ = shards(self.path("shards"), 3, "--hosts", "hosts", "other", cwd=self.folder)
            self.assertEqual(self.merge(*paths, "--format", name), (status, out, err))
        status, out, err = self.fleet("--hosts", "hosts", "other", "--verbose")
        self.assertIn(b"\n1 XML file that is no guest was skipped\n", out)
        self.assertEqual((status, err), (0, "other/network.xml: skipped: it is no <domain>\n"))

    def test_standard_input_and_settings(self):
        status, out, _ = self.fleet("--hosts", "hosts", "-", "--stdin-filename", "x.xml", "--format",
                                    "jsonl", stdin=read(self.path("spice.xml")))
        self.assertEqual((status, lines(out)[1][0]["guest"]), (0, "x.xml"))
        self.assertEqual(lines(out)[1][0]["runs"], 1)
        write(self.path(".domcheck.cfg"), "disable = graphics-type\n")
        _, out, err = self.fleet("--hosts", "hosts", "spice.xml", "--format", "jsonl")
        self.assertEqual((lines(out)[1][0]["runs"], err), (3, ""))
        _, out, _ = self.fleet("--hosts", "hosts", "spice.xml", "--format", "jsonl", "--no-config",
                               "--severity", "graphics-type=warning")
        self.assertEqual(lines(out)[1][0]["runs"], 3)

    def test_a_reader_that_goes_away_and_a_full_disk(self):
        write(self.path("list"), "spice.xml\n" * 5000)
        many = [DOMCHECK, "fleet", "--hosts", "hosts", "--files-from", "list"]
        for name in FORMATS:
            with subprocess.Popen([*many, "--format", name], cwd=self.folder, env=environment(),
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
                process.stdout.read(10)
                process.stdout.close()
                err = process.stderr.read()
                status = process.wait(timeout=60)
            self.assertIn(status, (3, -signal.SIGPIPE), err)
            self.assertLessEqual(err.count(b"\n"), 1, err)
        paths, _ = shards(self.path("shards"), 2, "--hosts", "hosts", "--files-from", "list",
                          cwd=self.folder)
        for arguments in (many[1:], ["merge", *paths]):
            for name in FORMATS:
                with open("/dev/full", "wb") as full:
                    result = subprocess.run([DOMCHECK, *arguments, "--format", name],
                                            cwd=self.folder, env=environment(), stdout=full,
                                            stderr=subprocess.PIPE, timeout=60)
                self.assertEqual(result.returncode, 3, name)
                self.assertEqual(result.stderr.count(b"No space left on device"), 1, result.stderr)
        status, _, err = self.fleet("--hosts", "hosts", "web.xml", "--output",
                                    "html=nowhere/report.html")
        self.assertEqual(status, 3)
        self.assertIn("nowhere/report.html: error: ", err)

    def test_several_reports_at_once(self):
        outputs = [f"--output={name}={self.path('report.' + name)}" for name in FORMATS]
        arguments = ("--hosts", "hosts", "spice.xml", "web.xml", "--place")
        self.assertEqual(self.fleet(*arguments, *outputs)[0], 0)
        for name in FORMATS:
            self.assertEqual(read(self.path("report." + name)),
                             self.fleet(*arguments, "--format", name)[1])


if __name__ == "__main__":
    sys.exit(unittest.main())
