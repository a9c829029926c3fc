#!/bin/bash
# Makes a release twice, the second time in another folder, and tries what is in it: the programs in
# an empty root, the packages by the tools of their systems. Reads the tree itself, and builds it.
set -u

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0
fail() {
  echo "FAILED: $*"
  failed=1
}

tree=$(dirname -- "$(readlink -f README.md)")
(cd "$tree" && env -u TEST_TMPDIR ./bazelw run //:release -- --out "$work/first") > "$work/log" 2>&1 ||
  { cat "$work/log"; exit 1; }
git clone -q --no-hardlinks "$tree" "$work/elsewhere" || exit 1
# Of the same commit: what is changed and not committed is not in the clone.
if [[ -z $(git -C "$tree" status --porcelain --untracked-files=no) ]]; then
  (cd "$work/elsewhere" && env -u TEST_TMPDIR ./bazelw --output_user_root="$work/bazel" run //:release \
    -- --out "$work/second") > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
  (cd "$work/elsewhere" && ./bazelw --output_user_root="$work/bazel" shutdown)
  chmod -R u+w "$work/bazel"
  diff -r "$work/first" "$work/second" || fail "two releases of a commit differ"
fi

cd "$work/first" || exit 1
sha256sum --quiet -c SHA256SUMS || fail "SHA256SUMS is wrong"
python3 -m json.tool domcheck-*.spdx.json > /dev/null || fail "the SBOM is no JSON"

# The archive, in a root that holds nothing else.
mkdir "$work/root" && tar -xzf domcheck-*.tar.gz -C "$work/root" --strip-components=1 || exit 1
[[ -z $(find "$work/root" ! -type d ! -type f) ]] || fail "there are links in the archive"
for file in LICENSE NOTICE share/doc/domcheck/THIRD-PARTY share/man/man1/domcheck.1 \
  share/domcheck/schemas/report.schema.json; do
  [[ -s $work/root/$file ]] || fail "$file is not in the archive"
done
cp "$tree"/testdata/guests/{legacy-ide,web-server}.xml "$work/root" || exit 1
empty() { chroot "$work/root" /bin/domcheck "$@"; }
commit=$(git -C "$tree" rev-parse --short=12 HEAD)
[[ $(empty --version) == "domcheck "*" ($commit"*")" ]] || fail "--version says $(empty --version)"
empty check --caps @debian-13 /web-server.xml > "$work/out" || fail "it finds fault: $(< "$work/out")"
empty check --caps @debian-13 / > "$work/out"
[[ $? == 1 && $(< "$work/out") == *"[disk-bus]"*"2 guests: "* ]] || fail "it says $(< "$work/out")"
empty fetch --connect qemu:///system --out /host 2> "$work/out"
[[ $? == 2 && $(< "$work/out") == *"'domcheck-libvirt'"* ]] || fail "--connect says $(< "$work/out")"
"$work/root/bin/domcheck-libvirt" --version > /dev/null || fail "domcheck-libvirt does not start"

# The Debian package: what it needs, and that it comes and goes without a trace.
lintian --fail-on error domcheck_*.deb > "$work/out" 2>&1 || fail "lintian: $(< "$work/out")"
[[ $(dpkg-deb -f domcheck_*.deb Depends) == "libc6 (>= "*")" ]] || fail "it depends on more than libc"
admin=$work/admin
mkdir -p "$admin/updates" "$work/instdir" && touch "$admin/status" || exit 1
dpkg_here() {
  dpkg --admindir="$admin" --instdir="$work/instdir" --force-not-root --force-depends "$@" \
    > "$work/out" 2>&1 || fail "dpkg $*: $(< "$work/out")"
}
dpkg_here --install domcheck_*.deb
"$work/instdir/usr/bin/domcheck" check --caps @debian-13 "$tree/testdata/guests/web-server.xml" \
  > "$work/out" || fail "the installed one finds fault: $(< "$work/out")"
dpkg_here --purge domcheck
[[ -z $(find "$work/instdir" ! -type d) ]] || fail "it leaves $(find "$work/instdir" ! -type d)"

# The .rpm: its files are those of the archive, and it needs nothing.
rpm -qlp domcheck-*.rpm > "$work/out" 2>&1 && grep -qx /usr/bin/domcheck "$work/out" ||
  fail "the .rpm has no program: $(< "$work/out")"
rpm -qp --requires domcheck-*.rpm 2> /dev/null | grep -v '^rpmlib' && fail "the .rpm needs something"
mkdir "$work/rpm" && rpm2cpio domcheck-*.rpm | (cd "$work/rpm" && cpio -idm --quiet) || fail "rpm2cpio"
cmp "$work/rpm/usr/bin/domcheck" "$work/root/bin/domcheck" || fail "the .rpm has another program"

exit "$failed"
