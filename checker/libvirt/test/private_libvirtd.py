"""Runs a private libvirtd and virtlogd in the empty folders that in_namespace.sh creates."""
import os
import re
import subprocess
import time

SOCKET = "/run/libvirt/libvirt-sock"

# Guests run as the user of the test, without cgroups, labels and additional namespaces, which a
# container may not have.
QEMU_CONF = """user = "root"
group = "root"
dynamic_ownership = 0
remember_owner = 0
security_driver = "none"
namespaces = []
cgroup_controllers = []
"""
LIBVIRTD_CONF = """auth_unix_ro = "none"
auth_unix_rw = "none"
unix_sock_ro_perms = "0700"
unix_sock_rw_perms = "0700"
"""


def without_memory(capabilities):
    """Returns the host's capabilities without its memory: a virtual machine, as the host may be, can
    be given more at any time."""
    return re.sub(rb"<(memory|pages)\b.*</\1>", b"", capabilities)


class PrivateLibvirtd:
    """Runs from start() to stop(), or during `with PrivateLibvirtd():`.

    The daemons write libvirtd.log and virtlogd.log in `folder`.
    """

    def __init__(self, folder):
        self.folder = folder
        self.daemons = []

    def start(self):
        for path, text in (
            ("/etc/libvirt/qemu.conf", QEMU_CONF),
            ("/etc/libvirt/libvirtd.conf", LIBVIRTD_CONF),
        ):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        os.makedirs("/run/libvirt", exist_ok=True)
        self._run("/usr/sbin/virtlogd", "/run/libvirt/virtlogd-sock")
        self._run("/usr/sbin/libvirtd", SOCKET)

    @property
    def libvirtd(self):
        """Returns the Popen of libvirtd."""
        return self.daemons[-1]

    def log(self):
        """Returns libvirtd's output so far."""
        with open(f"{self.folder}/libvirtd.log", encoding="utf-8", errors="replace") as log:
            return log.read()

    def _run(self, program, socket):
        name = os.path.basename(program)
        with open(f"{self.folder}/{name}.log", "ab") as log:
            daemon = subprocess.Popen(
                [program], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/"
            )
        self.daemons.append(daemon)
        deadline = time.monotonic() + 60
        while not os.path.exists(socket):
            if daemon.poll() is not None or time.monotonic() > deadline:
                with open(f"{self.folder}/{name}.log", encoding="utf-8") as log:
                    raise RuntimeError(f"{name} does not start:\n{log.read()}")
            time.sleep(0.05)

    def restart_libvirtd(self):
        """Restarts libvirtd; guests keep running."""
        daemon = self.daemons.pop()
        daemon.terminate()
        daemon.wait(timeout=30)
        if os.path.exists(SOCKET):
            os.unlink(SOCKET)
        self._run("/usr/sbin/libvirtd", SOCKET)

    def stop(self):
        for daemon in reversed(self.daemons):
            daemon.terminate()
        for daemon in reversed(self.daemons):
            try:
                daemon.wait(timeout=30)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        self.daemons = []
        for socket in (SOCKET, "/run/libvirt/virtlogd-sock"):
            if os.path.exists(socket):
                os.unlink(socket)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
