"""Tests domcheck fetch when libvirt fails: in_namespace.sh fetch_faults_test.py DOMCHECK.

In every case the host folder must be the complete old or new one, with no other file left beside
it.
"""
import contextlib
import glob
import os
import re
import signal
import socket
import sys
import threading
import unittest

from fetch_case import ALL, DOMCHECK, NEW, FetchCase
from fetch_case import fetch_command, finish, machines, read_index, run, start, tree
from libvirt_proxy import LibvirtProxy


class AskFaultsTest(FetchCase):
    """Faults of libvirt, of its socket and of its library."""

    def test_libvirtd_ends_half_way(self):
        for name, end in (("killed", signal.SIGKILL), ("terminated", signal.SIGTERM)):
            with self.subTest(name), LibvirtProxy(f"{self.root}/proxy", hold_after=20) as proxy:
                fetch = start(fetch_command(*ALL, uri=proxy.uri))
                proxy.wait_until_held()
                self.libvirtd.libvirtd.send_signal(end)
                self.assert_refused(
                    finish(fetch), 2, f"{proxy.uri}: error: went away while it was asked: "
                )
            self.libvirtd.stop()
            self.libvirtd.start()
        self.assert_fetched(run(fetch_command(*ALL, *NEW)))

    def test_connection_ends_half_way(self):
        # Repeat this, because libvirt's client has lost races here.
        for documents in (0, 20, *(1,) * 20):
            with self.subTest(documents), LibvirtProxy(
                f"{self.root}/proxy", hold_after=documents
            ) as proxy:
                fetch = start(fetch_command(*ALL, uri=proxy.uri))
                proxy.wait_until_held()
                proxy.reset()
                self.assert_refused(finish(fetch), 2, "went away while it was asked: ")

    def test_libvirtd_hangs_half_way(self):
        with LibvirtProxy(f"{self.root}/proxy", hold_after=20) as proxy:
            fetch = start(fetch_command(*ALL, "--timeout", "3", uri=proxy.uri))
            proxy.wait_until_held()
            self.libvirtd.libvirtd.send_signal(signal.SIGSTOP)
            self.addCleanup(self.libvirtd.libvirtd.send_signal, signal.SIGCONT)
            proxy.release()
            self.assert_refused(
                finish(fetch),
                2,
                f"{proxy.uri}: error: did not answer within 3 seconds; --timeout gives it longer, "
                "--arch, --virttype and --machine ask for less",
            )

    def test_signals_while_libvirt_is_asked(self):
        for end in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
            with self.subTest(end), LibvirtProxy(f"{self.root}/proxy", hold_after=5) as proxy:
                fetch = start(fetch_command(*ALL, uri=proxy.uri))
                proxy.wait_until_held()
                fetch.send_signal(end)
                self.assertEqual(finish(fetch).returncode, -end)
                self.assertEqual(tree(self.folder), self.before)

    def test_sockets_of_all_kinds(self):
        says = {
            "silent": None,
            "letters": b"A" * 4096,
            "web": b"HTTP/1.1 400 Bad Request\r\n\r\n",
            "short": b"\0\0\0\4",
            "zeros": b"\0" * 4096,
            "closed": b"",
        }
        with contextlib.ExitStack() as stack:

            def listen(name):
                listener = stack.enter_context(socket.socket(socket.AF_UNIX))
                listener.bind(name)
                listener.listen(0)
                return listener

            def say(listener, said):
                client = stack.enter_context(listener.accept()[0])
                if said is not None:
                    client.sendall(said)
                    client.shutdown(socket.SHUT_WR)

            speakers = []
            for name, said in says.items():
                speakers.append(threading.Thread(target=say, args=(listen(name), said)))
                speakers[-1].start()
            listen("full")  # never accepts, and its queue of one is full
            stack.enter_context(socket.socket(socket.AF_UNIX)).connect("full")
            listen("refusing").close()
            with open("file", "w", encoding="utf-8"):
                pass
            self.before = tree(self.folder)
            fetches = {}
            for name in (*says, "full", "refusing", "file", "absent"):
                uri = f"qemu+unix:///system?socket={self.folder}/{name}"
                fetches[name] = uri, start(fetch_command("--timeout", "2", uri=uri))
            for name, (uri, fetch) in fetches.items():
                with self.subTest(name):
                    fetch = finish(fetch)
                    if name in ("silent", "full"):
                        message = "did not answer within 2 seconds; --timeout gives it longer"
                    else:
                        message = "cannot be connected to: "
                        self.assertIn(
                            f"; see whether 'virsh -c {uri} list' works: libvirtd or virtqemud "
                            "must run there and let you in\n",
                            fetch.stderr,
                        )
                    self.assert_refused(fetch, 2, f"{uri}: error: {message}")
            for speaker in speakers:
                speaker.join()

    def test_library_is_not_there(self):
        (library,) = glob.glob("/usr/lib/*/libvirt.so.0")
        (other,) = glob.glob("/usr/lib/*/libz.so.1")
        empty = f"{self.root}/empty"
        with open(empty, "w", encoding="utf-8"):
            pass
        for instead, message in (
            (empty, "libvirt's library is needed to ask a live host: install the package libvirt0"),
            (other, "libvirt.so.0 is too old: it has no virInitialize"),
        ):
            # Other processes still see the library.
            mounted = f'mount --bind {instead} {library} && exec "$@"'
            under = ("unshare", "--mount", "bash", "-c", mounted, "bash")
            self.assert_refused(
                run([*under, *fetch_command(*ALL, *NEW)]), 2, f"qemu:///system: error: {message}"
            )
            check = run([*under, DOMCHECK, "check", "--caps", "host", "--severity",
                         "no-document=note", self.guest])
            self.assertEqual((check.returncode, check.stderr), (0, ""))

    def test_one_document_cannot_be_had(self):
        left_out = "pc-q35-6.2"
        replace = (left_out.encode(), b"pc-q35-x.y")
        with LibvirtProxy(f"{self.root}/proxy", replace=replace) as proxy:
            fetch = run(fetch_command(*ALL, uri=proxy.uri))
        self.assertEqual(fetch.returncode, 2)
        self.assertRegex(
            fetch.stderr, rf"^{re.escape(proxy.uri)}: error: qemu x86_64 {left_out}: .*x\.y.*\n$"
        )
        self.assertRegex(fetch.stdout, r"^host: \d+ documents of .*; 1 could not be had\n$")
        index = read_index("host")
        self.assertEqual(len(index["problems"]), 1)
        self.assertNotIn(left_out, machines("host"))
        self.assertGreater(len(machines("host")), 20)
        self.assertEqual(os.listdir("."), ["host"])

        self.put_old_host("host")
        with LibvirtProxy(f"{self.root}/proxy", replace=replace) as proxy:
            fetch = run(fetch_command(*ALL, "--machine", left_out, uri=proxy.uri))
        self.assert_refused(fetch, 2, "gives no domain capabilities: ")

    def test_one_architecture_is_not_described(self):
        with LibvirtProxy(f"{self.root}/proxy", replace=(b"i686", b"i68x")) as proxy:
            fetch = run(fetch_command("--virttype", "qemu", uri=proxy.uri))
        self.assertEqual((fetch.returncode, fetch.stderr), (0, ""))
        self.assertRegex(
            fetch.stdout,
            r"^host: \d+ documents of .*; its libvirt lists i686, but does not describe it \(.+\)\n$",
        )
        index = read_index("host")
        self.assertEqual([one["arch"] for one in index["undescribed"]], ["i686"])
        self.assertEqual(index["problems"], [])
        self.assertGreater(len(machines("host")), 20)

        # It has to be described if it was asked for.
        self.put_old_host("host")
        with LibvirtProxy(f"{self.root}/proxy2", replace=(b"i686", b"i68x")) as proxy:
            fetch = run(fetch_command("--virttype", "qemu", "--arch", "i686", "--arch", "x86_64",
                                      uri=proxy.uri))
        self.assertEqual(fetch.returncode, 2)
        self.assertIn(f"{proxy.uri}: error: qemu i686 ", fetch.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
