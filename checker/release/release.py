"""bazel run //:release -- --out DIR

Makes a release of the commit that is checked out, in DIR:

    domcheck-VERSION-linux-ARCH.tar.gz   the program, its manual page, completion, schemas, licenses
    domcheck_VERSION_ARCH.deb            for Debian and Ubuntu
    domcheck-VERSION-1.ARCH.rpm          for others
    domcheck-VERSION.spdx.json           what is linked into the program
    SHA256SUMS

The archive and the .rpm hold two programs: domcheck, which is linked statically and runs on any
Linux, and domcheck-libvirt, which needs a libc and can ask a live libvirt. The .deb holds the latter.

The same commit gives the same bytes, whenever and in whatever folder it is built, with the same
compiler and libraries. Nothing is written to DIR before all of it is made.
"""

import argparse
import gzip
import hashlib
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

import linked_libraries

DEB_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "ppc64le": "ppc64el", "s390x": "s390x",
                     "riscv64": "riscv64"}
SUMMARY = "checks libvirt guests against what a host offers, before they start"
DESCRIPTION = """\
domcheck checks the domain XML of libvirt guests against the domainCapabilities
of a host and reports each violation at its line and column, with the values
that the host does offer. It runs by hand, in CI, in editors, as a hook of
libvirt and over thousands of guests and hundreds of hosts."""


def run(*command, **options):
    """Runs a command and returns its output without the last line end. Ends the program if it fails."""
    result = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True,
                            check=False, **options)
    if result.returncode != 0:
        sys.exit(f"release: {command[0]} failed with exit status {result.returncode}")
    return result.stdout.rstrip("\n")


class Release:
    """What is known of the commit, and the folder in which the release is made."""

    def __init__(self, workspace, work):
        self.workspace, self.work = workspace, work
        git = ("git", "-C", workspace)
        changed = run(*git, "status", "--porcelain", "--untracked-files=no")
        self.commit = run(*git, "rev-parse", "--short=12", "HEAD") + ("-modified" if changed else "")
        self.time = int(run(*git, "log", "-1", "--format=%ct"))
        self.author = run(*git, "log", "-1", "--format=%an <%ae>")
        # dpkg-deb and rpmbuild obey this.
        self.environment = dict(os.environ, SOURCE_DATE_EPOCH=str(self.time), LC_ALL="C", TZ="UTC")
        self.architecture = platform.machine()
        self.build()
        self.version = run(self.dynamic, "--version").split()[1]
        self.name = f"domcheck-{self.version}-linux-{self.architecture}"

    def bazel(self, command, *arguments):
        flag = f'--per_file_copt=checker/base/commit[.]cc@-DDOMCHECK_COMMIT="{self.commit}"'
        return run("./bazelw", command, flag, *arguments, cwd=self.workspace, env=self.environment)

    def build(self):
        self.bazel("build", "//checker:domcheck", "//checker:domcheck_static")
        binaries = pathlib.Path(self.bazel("info", "bazel-bin"))
        self.dynamic, self.static = self.work / "domcheck-libvirt", self.work / "domcheck"
        for made, stripped in (("domcheck", self.dynamic), ("domcheck_static", self.static)):
            run("strip", "--strip-all", "-o", stripped, binaries / "checker" / made)
            stripped.chmod(0o755)
        # As //:install lays files out, below /usr.
        self.environment["DESTDIR"] = str(self.work / "installed")
        self.bazel("run", "//:install", "--", "--prefix", "/usr")
        del self.environment["DESTDIR"]
        self.installed = self.work / "installed/usr"
        self.libraries = linked_libraries.find()
        (self.installed / "share/doc/domcheck/THIRD-PARTY").write_text(
            linked_libraries.notices(self.libraries), encoding="utf-8")

    def make_archive(self, out):
        top = self.work / self.name
        shutil.copytree(self.installed, top)
        shutil.copy(self.static, top / "bin/domcheck")
        shutil.copy(self.dynamic, top / "bin/domcheck-libvirt")
        for name in ("LICENSE", "NOTICE"):
            (top / "share/doc/domcheck" / name).rename(top / name)

        def normalized(entry):
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mtime = self.time
            entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
            return entry

        with open(out / f"{self.name}.tar.gz", "wb") as file, \
                gzip.GzipFile("", "wb", 9, file, mtime=self.time) as packed, \
                tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive:
            archive.add(top, self.name, recursive=False, filter=normalized)
            for path in sorted(top.rglob("*")):
                archive.add(path, f"{self.name}/{path.relative_to(top)}", recursive=False,
                            filter=normalized)

    def make_deb(self, out):
        architecture = DEB_ARCHITECTURES[self.architecture]
        root = self.work / "deb"
        shutil.copytree(self.installed, root / "usr")
        shutil.copy(self.dynamic, root / "usr/bin/domcheck")
        share = root / "usr/share"
        (share / "zsh/site-functions").rename(share / "zsh/vendor-completions")
        doc = share / "doc/domcheck"
        (doc / "LICENSE").unlink()  # in /usr/share/common-licenses, as the policy wants
        self.write_compressed(share / "man/man1/domcheck.1.gz", (share / "man/man1/domcheck.1"))
        changes = (f"domcheck ({self.version}) unstable; urgency=medium\n\n  * See CHANGELOG.md.\n\n"
                   f" -- {self.author}  {run('date', '-u', '-R', '-d', f'@{self.time}')}\n")
        (self.work / "changelog").write_text(changes, encoding="utf-8")
        self.write_compressed(doc / "changelog.gz", self.work / "changelog")
        (doc / "copyright").write_text(
            "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
            "\nFiles: *\nCopyright: 2026 The domcheck authors\nLicense: Apache-2.0\n"
            " On Debian systems, the text is in /usr/share/common-licenses/Apache-2.0.\n"
            " What is linked in has licenses of its own, in the file THIRD-PARTY.\n", encoding="utf-8")
        # The units of the hook, where 'domcheck install-hook' writes them; they are not enabled.
        hooked = self.work / "hooked"
        run(self.dynamic, "install-hook", "--root", hooked)
        units = root / "etc/systemd/system"
        units.mkdir(parents=True)
        for unit in sorted((hooked / "etc/systemd/system").glob("domcheck-fetch.*")):
            (units / unit.name).write_text(
                unit.read_text(encoding="utf-8").replace(str(self.dynamic), "/usr/bin/domcheck"),
                encoding="utf-8")
        overrides = share / "lintian/overrides"
        overrides.mkdir(parents=True)
        (overrides / "domcheck").write_text(
            "# install-hook and uninstall-hook look for the units there.\n"
            "domcheck: systemd-service-in-odd-location\n", encoding="utf-8")
        control = root / "DEBIAN"
        control.mkdir()
        (control / "conffiles").write_text(
            "".join(f"/etc/systemd/system/{unit.name}\n" for unit in sorted(units.iterdir())))
        size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) // 1024 + 1
        symbols = run("objdump", "-T", self.dynamic)
        libc = max(re.findall(r"GLIBC_([0-9.]+)", symbols), key=lambda text: [*map(int, text.split("."))])
        (control / "control").write_text(
            f"Package: domcheck\nVersion: {self.version}\nArchitecture: {architecture}\n"
            f"Maintainer: {self.author}\nInstalled-Size: {size}\nDepends: libc6 (>= {libc})\n"
            f"Suggests: libvirt0\nSection: admin\nPriority: optional\n"
            f"Description: {SUMMARY}\n"
            + "".join(f" {line}\n" for line in DESCRIPTION.split("\n")), encoding="utf-8")
        sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n"
                for path in sorted(root.rglob("*"))
                if path.is_file() and path.relative_to(root).parts[0] == "usr"]
        (control / "md5sums").write_text("".join(sums), encoding="utf-8")
        self.normalize(root)
        run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", root,
            out / f"domcheck_{self.version}_{architecture}.deb", env=self.environment)

    def make_rpm(self, out):
        root, top = self.work / "rpm-root", self.work / "rpmbuild"
        shutil.copytree(self.installed, root / "usr")
        shutil.copy(self.static, root / "usr/bin/domcheck")
        shutil.copy(self.dynamic, root / "usr/bin/domcheck-libvirt")
        self.normalize(root)
        files = [f"/{path.relative_to(root)}" for path in sorted(root.rglob("*")) if path.is_file()]
        spec = self.work / "domcheck.spec"
        spec.write_text(
            f"Name: domcheck\nVersion: {self.version}\nRelease: 1\nSummary: {SUMMARY}\n"
            f"License: Apache-2.0\n"
            # domcheck needs nothing; what domcheck-libvirt needs is not needed to install.
            f"AutoReqProv: no\n%description\n{DESCRIPTION}\n"
            f"%install\nmkdir -p %{{buildroot}}\ncp -a {root}/. %{{buildroot}}\n"
            "%files\n" + "".join(f"{path}\n" for path in files), encoding="utf-8")
        defines = {"_topdir": top, "_rpmdir": top, "_build_name_fmt": "%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm",
                   "_buildhost": "domcheck", "use_source_date_epoch_as_buildtime": "1",
                   "clamp_mtime_to_source_date_epoch": "1", "_build_id_links": "none",
                   "__os_install_post": "%{nil}", "debug_package": "%{nil}"}
        flags = [word for name, value in defines.items() for word in ("--define", f"{name} {value}")]
        log = self.work / "rpmbuild.log"
        with open(log, "w", encoding="utf-8") as output:
            run("rpmbuild", "-bb", "--target", self.architecture, *flags, spec,
                env=self.environment, stderr=output)
        for package in top.glob("*.rpm"):
            shutil.copy(package, out)

    def write_compressed(self, path, source):
        """Writes `source` to `path` as gzip does, and removes it."""
        with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
            packed.write(source.read_bytes())
        source.unlink()

    def normalize(self, root):
        for path in (root, *root.rglob("*")):
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) and path.stat().st_mode & 0o100
                       else 0o644)
            os.utime(path, (self.time, self.time))


def main():
    parser = argparse.ArgumentParser(prog="bazel run //:release --", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, metavar="DIR", help="where to put the release")
    arguments = parser.parse_args()
    workspace = os.environ.get("BUILD_WORKSPACE_DIRECTORY")
    if not workspace:
        sys.exit("release: run it with ./bazelw run //:release -- --out DIR")
    for tool, package in (("git", "git"), ("rpmbuild", "rpm"), ("dpkg-deb", "dpkg"), ("strip", "binutils")):
        if not shutil.which(tool):
            sys.exit(f"release: {tool} is needed: install {package}")
    out = pathlib.Path(os.environ.get("BUILD_WORKING_DIRECTORY", "."), arguments.out)
    with tempfile.TemporaryDirectory() as folder:
        release = Release(pathlib.Path(workspace), pathlib.Path(folder))
        made = pathlib.Path(folder, "made")
        made.mkdir()
        release.make_archive(made)
        release.make_deb(made)
        release.make_rpm(made)
        (made / f"domcheck-{release.version}.spdx.json").write_text(
            linked_libraries.sbom(release.libraries, release.version, release.commit, release.time),
            encoding="utf-8")
        sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
                for path in sorted(made.iterdir())]
        (made / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
        out.mkdir(parents=True, exist_ok=True)
        for path in sorted(made.iterdir()):
            shutil.copy(path, out)
            print(out / path.name)


if __name__ == "__main__":
    main()
