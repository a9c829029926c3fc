"""Sets up the host of this test in the same way on every machine.

In the test's own folders (in_namespace.sh) it creates files for disks and a hook, and replaces all
installed firmware with one. It hides IOMMU, SEV and SGX, and KVM if that does not work.
"""
import fcntl
import json
import os
import subprocess

from verdicts import guest_table

IMAGES = "/var/lib/libvirt/images"
FIRMWARE_CODE = f"{IMAGES}/code.fd"
SECURE_FIRMWARE_CODE = f"{IMAGES}/code.secure.fd"
FIRMWARE_VARIABLES = f"{IMAGES}/vars.fd"
DESCRIPTORS = "/etc/qemu/firmware"
INSTALLED_DESCRIPTORS = "/usr/share/qemu/firmware"
FLASH_SIZE = 256 * 1024
DISK_SIZE = 1024 * 1024
KVM = "/dev/kvm"
KVM_CREATE_VM = 0xAE01  # linux/kvm.h

# The hook stores the XML that libvirt passes to it before a guest starts, by the guest's name.
PREPARED = "/run/prepared"
HOOK = f"""#!/bin/sh
[ "$2" = prepare ] && cat > {PREPARED}/"$1".xml
exit 0
"""


def furnish_host():
    """Sets up the host. Must run before libvirtd starts."""
    os.makedirs(PREPARED)
    os.makedirs("/etc/libvirt/hooks")
    with open("/etc/libvirt/hooks/qemu", "w", encoding="utf-8") as file:
        file.write(HOOK)
        os.fchmod(file.fileno(), 0o755)
    os.makedirs(IMAGES, exist_ok=True)
    # These flash images contain no code, since guests are started paused and never run.
    for path in (FIRMWARE_CODE, SECURE_FIRMWARE_CODE, FIRMWARE_VARIABLES):
        _make_file(path, FLASH_SIZE)
    os.symlink("/usr/bin/qemu-system-x86_64", f"{IMAGES}/emulator")
    _install_firmware()
    # Without an IOMMU, libvirt can pass no PCI device to a guest.
    if os.path.exists("/sys/kernel/iommu_groups"):
        _mount("-t", "tmpfs", "tmpfs", "/sys/kernel/iommu_groups")
    for device in ("/dev/sev", "/dev/sgx_vepc"):
        _hide(device)
    if not _kvm_works():
        _hide(KVM)


def _hide(device):
    """Makes the device read-only even for root, which is all that libvirt checks."""
    if os.path.exists(device):
        _make_file(f"{IMAGES}/nothing", 0)
        _mount("--bind", f"{IMAGES}/nothing", device)
        _mount("-o", "remount,bind,ro", device)


def _kvm_works():
    """If KVM does not work, libvirt must not find it, or it would probe QEMU at every call."""
    try:
        kvm = os.open(KVM, os.O_RDWR)
    except OSError:
        return False
    try:
        os.close(fcntl.ioctl(kvm, KVM_CREATE_VM, 0))
    except OSError:
        return False
    finally:
        os.close(kvm)
    return True


def words(guest):
    """Returns the values of the guest's $WORDs."""
    return {
        "disk": f"<source file='{_disk(guest)}'/>",
        "overlay": f"<source file='{_overlay(guest)}'/>",
        "usb": "<address bus='9' device='9'/>",
        "pci": "<address domain='0' bus='9' slot='9' function='0'/>",
        "external": f"<backend type='external'><source type='unix' mode='connect' "
        f"path='{IMAGES}/tpm.sock'/></backend>",
        "bare": guest_table.BARE,
        "code": FIRMWARE_CODE,
        "own_code": _own_code(guest),
        "nvram": f"<nvram template='{FIRMWARE_VARIABLES}'/>",
    }


def make_files(guest):
    """Creates the files that the guest writes. Guests share none, since QEMU locks them."""
    if "$own_code" in guest.elements:
        _make_file(_own_code(guest), FLASH_SIZE)
    if "$disk" in guest.elements:
        _make_file(_disk(guest), DISK_SIZE)
    if "$overlay" in guest.elements:
        with open(_overlay(guest), "wb") as file:
            file.write(_qcow2(_disk(guest).encode(), DISK_SIZE))


def _disk(guest):
    return f"{IMAGES}/{guest.file_name}.raw"


def _own_code(guest):
    return f"{IMAGES}/{guest.file_name}.fd"


def _overlay(guest):
    return f"{IMAGES}/{guest.file_name}.qcow2"


def _make_file(path, size):
    with open(path, "wb") as file:
        file.truncate(size)


def _mount(*arguments):
    subprocess.run(["mount", *arguments], check=True)


def _install_firmware():
    """Installs one firmware, and hides each of the machine's with an empty descriptor."""
    os.makedirs(DESCRIPTORS, exist_ok=True)
    for folder in (DESCRIPTORS, INSTALLED_DESCRIPTORS):
        for name in os.listdir(folder) if os.path.exists(folder) else ():
            _make_file(f"{DESCRIPTORS}/{name}", 0)
    for name, code, features, machines in (
        ("50-secure", SECURE_FIRMWARE_CODE, ["requires-smm", "secure-boot"], ["pc-q35-*"]),
        ("60-plain", FIRMWARE_CODE, [], ["pc-q35-*", "pc-i440fx-7.*"]),
    ):
        with open(f"{DESCRIPTORS}/{name}.json", "w", encoding="utf-8") as file:
            json.dump(_descriptor(code, features, machines), file)


def _descriptor(code, features, machines):
    def flash(path):
        return {"filename": path, "format": "raw"}

    return {
        "description": "Made up for a test",
        "interface-types": ["uefi"],
        "mapping": {
            "device": "flash",
            "executable": flash(code),
            "nvram-template": flash(FIRMWARE_VARIABLES),
        },
        "targets": [{"architecture": "x86_64", "machines": machines}],
        "features": features,
        "tags": [],
    }


def _qcow2(backing, size):
    """Returns an empty QEMU image of version 2 over the raw file `backing`."""
    cluster, header = 65536, 72
    fields = [
        (b"QFI\xfb", 4), (2, 4), (header, 8), (len(backing), 4), (16, 4), (size, 8),
        (0, 4),  # no encryption
        (1, 4), (3 * cluster, 8),  # the table of guest clusters, with one entry
        (cluster, 8), (1, 4),  # the table of reference counts, one cluster long
        (0, 4), (0, 8),  # no snapshots
    ]
    head = b"".join(v if isinstance(v, bytes) else v.to_bytes(n, "big") for v, n in fields)
    where_the_counts_are = (2 * cluster).to_bytes(8, "big")
    counts = b"\0\1" * 4  # the four clusters of the file
    clusters = (head + backing, where_the_counts_are, counts, b"")
    return b"".join(content.ljust(cluster, b"\0") for content in clusters)
