"""Tests the hook, installed as users do, in real runs of libvirt and QEMU (TCG)."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest

import libvirt
from private_libvirtd import PrivateLibvirtd

DOMCHECK = os.path.abspath("checker/domcheck")
HOST = "/var/lib/domcheck/host"
POLICY = "/etc/domcheck/hook.cfg"
PROGRAM = "/run/domcheck"  # a plain path, as the installation requires

GUEST = """<domain type='qemu'>
  <name>{name}</name><memory unit='MiB'>64</memory>
  <os><type arch='x86_64' machine='pc'>hvm</type></os>
  <devices><video><model type='{video}'/></video><graphics type='vnc'/></devices>
</domain>
"""


def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def virsh(*command):
    return run("virsh", "-c", "qemu:///system", *command)


def set_policy(text):
    with open(POLICY, "w", encoding="utf-8") as file:
        file.write(text)


class HookTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        libvirt.registerErrorHandler(lambda *_: None, None)
        shutil.copy(DOMCHECK, PROGRAM)
        cls.folder = tempfile.mkdtemp()
        cls.installed = run(PROGRAM, "install-hook", "--enforce")
        cls.daemon = PrivateLibvirtd(cls.folder)
        cls.daemon.start()
        fetched = run(PROGRAM, "fetch", "--out", HOST, "--arch", "x86_64", "--virttype", "qemu")
        assert fetched.returncode == 0, fetched.stderr

    @classmethod
    def tearDownClass(cls):
        cls.daemon.stop()
        shutil.rmtree(cls.folder)

    def setUp(self):
        set_policy("mode = enforce\n")
        # This host has every video model. A document without qxl represents one that does not.
        run(PROGRAM, "fetch", "--out", HOST, "--arch", "x86_64", "--virttype", "qemu")
        for name in os.listdir(HOST):
            if name in ("index.json", "capabilities.xml"):
                continue
            with open(f"{HOST}/{name}", encoding="utf-8") as file:
                text = file.read()
            with open(f"{HOST}/{name}", "w", encoding="utf-8") as file:
                file.write(text.replace("<value>cirrus</value>", ""))

    def start(self, name, video):
        """Runs `virsh start --paused` and returns the finished process."""
        self.assertEqual(self.define(name, video).returncode, 0)
        self.addCleanup(virsh, "undefine", name)
        self.addCleanup(virsh, "destroy", name)
        return virsh("start", "--paused", name)

    def start_it(self, name, video):
        """Starts a guest, which must succeed."""
        started = self.start(name, video)
        self.assertEqual(started.returncode, 0, started.stderr)

    def define(self, name, video):
        path = f"{self.folder}/{name}.xml"
        with open(path, "w", encoding="utf-8") as file:
            file.write(GUEST.format(name=name, video=video))
        return virsh("define", path)

    def state(self, name):
        return virsh("domstate", name).stdout.strip()

    def test_installs_with_what_remains_to_be_done(self):
        self.assertEqual(self.installed.returncode, 0, self.installed.stderr)
        self.assertIn("systemctl enable --now domcheck-fetch.path", self.installed.stdout)
        self.assertIn(f"domcheck fetch --out {HOST}", self.installed.stdout)

    def test_a_guest_that_fits_starts(self):
        self.start_it("fits", "vga")
        self.assertEqual(self.state("fits"), "paused")

    def test_a_guest_that_asks_for_what_the_host_lacks_does_not(self):
        started = self.start("lacks", "cirrus")
        self.assertEqual(started.returncode, 1)
        self.assertIn("'cirrus' is not offered by this host", started.stderr)
        self.assertIn("mode = enforce", started.stderr)
        self.assertEqual(self.state("lacks"), "shut off")

    def test_logging_lets_it_start(self):
        set_policy("mode = log\n")
        self.start_it("logged", "cirrus")

    def test_a_rule_that_does_not_count_lets_it_start(self):
        set_policy("mode = enforce\ndisable = video-model\n")
        self.start_it("disabled", "cirrus")

    def test_without_a_host_folder_guests_start_unless_the_policy_says_otherwise(self):
        shutil.rmtree(HOST)
        self.start_it("unchecked", "cirrus")
        set_policy("mode = enforce\nmissing-host = refuse\n")
        refused = self.start("refused", "vga")
        self.assertEqual(refused.returncode, 1)
        self.assertIn(f"domcheck fetch --out {HOST}", refused.stderr)

    def test_with_an_old_host_folder_guests_start_unless_the_policy_says_otherwise(self):
        with open(f"{HOST}/index.json", encoding="utf-8") as file:
            index = file.read()
        with open(f"{HOST}/index.json", "w", encoding="utf-8") as file:
            file.write(re.sub('"fetched": "2[0-9]{3}', '"fetched": "2001', index))
        self.start_it("stale", "cirrus")
        set_policy("mode = enforce\nstale-host = refuse\n")
        refused = self.start("too-stale", "vga")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("is older than", refused.stderr)

    def test_a_domcheck_that_is_gone_or_fails_stops_no_guest(self):
        os.rename(PROGRAM, PROGRAM + ".gone")
        self.addCleanup(os.rename, PROGRAM + ".gone", PROGRAM)
        self.start_it("gone", "cirrus")
        with open(PROGRAM, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\nkill -SEGV $$\n")
        os.chmod(PROGRAM, 0o755)
        self.addCleanup(os.unlink, PROGRAM)
        self.start_it("crashes", "cirrus")

    def test_a_running_guest_outlives_a_restart_of_libvirtd(self):
        """libvirt runs hooks with `reconnect`, where a failure would end the guest."""
        set_policy("mode = log\n")
        self.start_it("reconnected", "cirrus")
        set_policy("mode = enforce\nmissing-host = refuse\n")
        shutil.rmtree(HOST)
        self.daemon.restart_libvirtd()
        # libvirtd answers only after it has found its guests again.
        self.assertEqual(self.state("reconnected"), "paused")

    def test_restoring_is_checked_and_keeps_the_guests_xml(self):
        set_policy("mode = log\n")
        self.start_it("restored", "cirrus")
        before = re.sub(r" id='\d+'", "", virsh("dumpxml", "restored").stdout)
        image = f"{self.folder}/restored.image"
        saved = virsh("save", "restored", image)
        self.assertEqual(saved.returncode, 0, saved.stderr)
        set_policy("mode = enforce\n")
        refused = virsh("restore", "--paused", image)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("'cirrus' is not offered", refused.stderr)
        set_policy("mode = log\n")
        restored = virsh("restore", "--paused", image)
        self.assertEqual(restored.returncode, 0, restored.stderr)
        after = re.sub(r" id='\d+'", "", virsh("dumpxml", "restored").stdout)
        self.assertEqual(after, before)

    def test_two_guests_at_once(self):
        """libvirtd waits for its hooks, so a hook that calls libvirtd would never end."""
        guests = [f"twin{i}" for i in range(4)]
        for guest in guests:
            self.assertEqual(self.define(guest, "vga").returncode, 0)
            self.addCleanup(virsh, "undefine", guest)
            self.addCleanup(virsh, "destroy", guest)
        starts = [
            subprocess.Popen(
                ["virsh", "-c", "qemu:///system", "start", "--paused", guest],
                stdout=subprocess.DEVNULL,
            )
            for guest in guests
        ]
        self.assertEqual([start.wait(timeout=60) for start in starts], [0] * len(guests))


class HookAsAProgramTest(unittest.TestCase):
    """Tests that do not need libvirt."""

    def hook(self, *arguments, text="", policy=None):
        if policy is None:
            policy = os.path.join(tempfile.gettempdir(), "no-such-hook.cfg")
        return run(DOMCHECK, "hook", "--config", policy, "--", *arguments, input=text)

    def test_other_operations_end_at_once_and_read_nothing(self):
        for operation in ("start", "started", "stopped", "release", "reconnect", "attach"):
            reads, writes = os.pipe()
            with os.fdopen(writes), os.fdopen(reads) as silent:
                started = subprocess.run(
                    [DOMCHECK, "hook", "web1", operation, "begin", "-"],
                    stdin=silent,
                    capture_output=True,
                    timeout=20,
                    check=False,
                )
            self.assertEqual((started.returncode, started.stdout, started.stderr), (0, b"", b""))

    def test_prints_nothing_on_standard_output(self):
        for operation in ("prepare", "migrate", "restore"):
            for text in ("", "<domain", GUEST.format(name="g", video="cirrus")):
                done = self.hook("web1", operation, "begin", "-", text=text)
                self.assertEqual((done.returncode, done.stdout), (0, ""))
                self.assertIn("web1: not checked", done.stderr)

    def test_names_that_look_like_options(self):
        self.assertEqual(self.hook("--help", "prepare", "begin", "-").returncode, 0)

    def test_the_systems_log_is_told(self):
        """Runs the hook in its own mount namespace, with a log that the test reads."""
        script = (
            "mkdir -p /run/dev-upper /run/dev-work; "
            "mount -t overlay overlay"
            " -o lowerdir=/dev,upperdir=/run/dev-upper,workdir=/run/dev-work /dev; "
            'exec /usr/bin/python3 -c "$1" "$2"'
        )
        listener = (
            "import os, socket, subprocess, sys\n"
            "if os.path.lexists('/dev/log'): os.unlink('/dev/log')\n"
            "log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
            "log.bind('/dev/log')\n"
            "subprocess.run([sys.argv[1], 'hook', 'web1', 'prepare', 'begin', '-'],"
            " input=b'<domain/>', stderr=subprocess.DEVNULL)\n"
            "log.settimeout(10)\n"
            "print(log.recv(4096).decode())\n"
        )
        done = run("unshare", "--mount", "sh", "-c", script, "sh", listener, DOMCHECK)
        self.assertRegex(done.stdout, r"domcheck\[\d+\]: ", done.stderr)


class UnitsTest(unittest.TestCase):
    def test_systemd_understands_the_units(self):
        with tempfile.TemporaryDirectory() as root:
            installed = run(DOMCHECK, "install-hook", "--root", root, "--program", "/usr/bin/true")
            self.assertEqual(installed.returncode, 0, installed.stderr)
            units = [f"{root}/etc/systemd/system/domcheck-fetch.{kind}"
                     for kind in ("service", "path", "timer")]
            verified = run("systemd-analyze", "verify", "--man=no", *units)
            self.assertEqual((verified.returncode, verified.stderr), (0, ""))
            removed = run(DOMCHECK, "uninstall-hook", "--root", root)
            self.assertEqual(removed.returncode, 0, removed.stderr)
            self.assertEqual(os.listdir(f"{root}/etc/systemd/system"), [])


if __name__ == "__main__":
    unittest.main(verbosity=1)
