#!/usr/bin/env python3
"""cut.py [ROOT]: makes the hosts that ship inside domcheck, from captures of real ones.

A shipped host states what its *software* offers. A capture also states what the machine offered that
it was taken from. CUTS lists that; it is left out, and so is unknown. The rest of a capture stays,
byte for byte.

Reads testdata/ below ROOT, the root of this repository, and writes checker/hosts/shipped/NAME.
"""

import json
import pathlib
import re
import sys

# Where a document states what depends on the machine, as paths of element names, with their name= in
# brackets where that matters; the domain type for which it does, or all; what that is in the words of
# `domcheck caps @NAME`, or empty where another row has said it; and why.
CUTS = [
    ("cpu/mode/blockers", "all", "which processor models are usable",
     "why a model is not usable on the processor; see USABLE"),
    ("cpu/mode[host-model]/*", "all", "host-model",
     "the processor of the machine, as libvirt describes it"),
    ("features/hyperv", "kvm", "KVM's hyperv features",
     "the kernel's KVM and the processor offer the enlightenments"),
    ("features/sev", "all", "SEV", "an AMD processor with SEV"),
    ("features/sgx", "all", "SGX", "an Intel processor with SGX"),
    ("features/tdx", "all", "TDX", "an Intel processor with TDX"),
    ("features/s390-pv", "all", "s390-pv", "an IBM Z machine with protected virtualization"),
    ("features/launchSecurity", "all", "", "any of the four before"),
    ("devices/hostdev/enum[pciBackend]", "all", "how PCI devices are passed through",
     "empty without an IOMMU"),
    ("devices/hostdev/enum[iommufd]", "all", "", "needs a kernel with iommufd"),
    ("vcpu", "kvm", "KVM's maximum of vcpus", "the kernel's KVM has a maximum of its own"),
]

# Which named processor models there are is the software's matter, and stays. Which of them are usable
# is the processor's.
USABLE = re.compile(r"(?<=<model usable=')(yes|no)(?=')")

# In capabilities.xml, the host itself: all but the architecture of its processor.
HOST = """  <host>
    <cpu>
      <arch>x86_64</arch>
    </cpu>
  </host>
"""

# The hosts, and the folders of testdata that their captures lie in. Debian 13 and forky were
# captured without KVM. Their kvm documents are made from those for emulation, which libvirt fills
# from the same probe of the same emulator: in Debian 12's captures, the two differ in nothing that
# is not cut or named in as_kvm.
HOSTS = [
    {"name": "debian-12", "description": "Debian 12 (bookworm)", "libvirt": "9.0.0",
     "hypervisor": "7.2.22", "captures": ["hosts/debian-12", "captures/debian-12"]},
    {"name": "debian-13", "description": "Debian 13 (trixie)", "libvirt": "11.3.0",
     "hypervisor": "10.0", "captures": ["captures/debian-13"]},
    {"name": "debian-forky", "description": "Debian forky (testing)", "libvirt": "12.8.0",
     "hypervisor": "11.1", "captures": ["captures/debian-forky"]},
]

NAME = re.compile(r"<[^>]*\bname='([^']*)'")


def matches(path, pattern):
    """Reports whether a path of (element, name) fits a pattern of CUTS."""
    parts = pattern.split("/")
    return len(path) == len(parts) and all(
        part in ("*", element, f"{element}[{name}]") for part, (element, name) in zip(parts, path))


def cut(text, patterns):
    """Returns a document without the elements that fit a pattern. libvirt writes an element that has
    others in it over several lines, and any other on one line."""
    kept, path, end = [], [], None
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if end is not None:
            end = None if line.rstrip() == end else end
            continue
        if stripped.startswith("</"):
            path.pop()
        elif stripped.startswith("<"):
            element = re.match(r"<([\w-]+)", stripped)[1]
            name = NAME.match(stripped)
            path.append((element, name[1] if name else None))
            is_one_line = stripped.endswith("/>") or f"</{element}>" in stripped
            is_cut = any(matches(path[1:], pattern) for pattern in patterns)
            if is_cut and not is_one_line:
                end = line[:len(line) - len(line.lstrip())] + f"</{element}>"
            if is_cut or is_one_line:
                path.pop()
            if is_cut:
                continue
        kept.append(line)
    return "".join(kept)


def cut_document(text):
    domain_type = re.search(r"<domain>(\w+)</domain>", text)[1]
    text = USABLE.sub("unknown", text)
    return cut(text, {path for path, where, _, _ in CUTS if where in ("all", domain_type)})


def as_kvm(text):
    """Returns a document for emulation as it is for KVM, which passes the processor through."""
    return text.replace("<domain>qemu</domain>", "<domain>kvm</domain>").replace(
        "    <mode name='host-passthrough' supported='no'/>\n",
        "    <mode name='host-passthrough' supported='yes'>\n"
        "      <enum name='hostPassthroughMigratable'>\n"
        "        <value>on</value>\n        <value>off</value>\n"
        "      </enum>\n    </mode>\n")


def cut_machines(text, kvm_archs):
    """Returns capabilities.xml with HOST, and with the type kvm for the architectures given."""
    text = re.sub(r"  <host>\n.*?\n  </host>\n", lambda _: HOST, text, flags=re.S)
    text = re.sub(r" *<uuid>[^<]*</uuid>\n", "", text)
    for arch in kvm_archs:
        text = re.sub(
            rf"(<arch name='{arch}'>(?:(?!</arch>).)*?\n( *)<domain type='qemu'/>\n)(?!\s*<domain type='kvm')",
            r"\1\2<domain type='kvm'/>\n", text, flags=re.S)
    return text


def make(host, testdata):
    """Returns the files of a shipped host: a dict from name to content."""
    captured = {path.name: path.read_text(encoding="utf-8")
                for folder in host["captures"] for path in sorted((testdata / folder).glob("*.xml"))}
    machines = captured.pop("capabilities.xml")
    made = {}
    for name, text in captured.items():
        made[name] = cut_document(text)
        if name.startswith("x86_64-qemu-"):
            made.setdefault(name.replace("-qemu-", "-kvm-"), cut_document(as_kvm(text)))
    kvm_archs = sorted({name.split("-")[0] for name in made if "-kvm-" in name})
    kvm_archs += ["i686"] if "x86_64" in kvm_archs else []
    files = dict(made, **{"capabilities.xml": cut_machines(machines, kvm_archs)})
    documents = [{"file": name, "arch": re.search("<arch>(.*)</arch>", text)[1],
                  "virttype": re.search("<domain>(.*)</domain>", text)[1],
                  "machine": re.search("<machine>(.*)</machine>", text)[1]}
                 for name, text in sorted(made.items())]
    left_out = ", ".join(words for _, _, words, _ in CUTS if words)
    index = {"version": 1, "host": host["description"], "libvirt": host["libvirt"],
             "hypervisor": host["hypervisor"], "leftOut": left_out, "documents": documents}
    files["index.json"] = json.dumps(index, indent=2) + "\n"
    return files


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    for host in HOSTS:
        folder = root / "checker/hosts/shipped" / host["name"]
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, content in make(host, root / "testdata").items():
            (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
