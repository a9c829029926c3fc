#!/bin/bash
# Runs editors/virsh-edit/domcheck-edit with scripted editors, by itself and, if virsh is installed,
# as the editor of `virsh edit`.
set -u
. editors/test/client.sh

domcheck_edit=$PWD/editors/virsh-edit/domcheck-edit
good=$guests/web-server.xml bad=$guests/legacy-ide.xml
given=$work/virshABC123.xml
unset VISUAL EDITOR DOMCHECK_EDITOR DOMCHECK_CAPS DOMCHECK_CONFIG
cd "$work" || exit 2

# An editor that writes $FIRST the first time, then $SECOND.
cat > "$work/bin/scripted editor" << 'END_OF_EDITOR'
#!/bin/bash
[[ -e $RUNS && $SECOND ]] && FIRST=$SECOND
echo run >> "$RUNS"
[[ $FIRST == fail ]] && exit 9
cat "$FIRST" > "$2"
END_OF_EDITOR
chmod +x "$work/bin/scripted editor"
export RUNS=$work/runs
export DOMCHECK_EDITOR="env 'scripted editor' --"

# edit FIRST SECOND ANSWERS: runs the editor on a copy of the good guest.
edit() {
  rm -f "$RUNS"
  sed 's/web-server/as-given/' "$good" > "$given"
  cp "$given" "$work/original"
  FIRST=$1 SECOND=$2 "$domcheck_edit" "$given" < <(printf "$3") > "$work/out" 2>&1
  status=$?
}

# expect NAME STATUS RUNS FILE: checks what `edit` did.
expect() {
  local problem=
  ((status == $2)) || problem+=" status $status, not $2;"
  (($(wc -l < "$RUNS") == $3)) || problem+=" $(wc -l < "$RUNS") runs of the editor, not $3;"
  cmp -s "$given" "$4" || problem+=" the file is not $4;"
  [[ ! $problem ]] || fail "$1:$problem it said: $(cat "$work/out")"
}

export DOMCHECK_CAPS=@debian-12
edit "$good" "" ""
expect "a guest that fits" 0 1 "$good"

edit "$bad" "" "s\n"
expect "saved anyway" 0 1 "$bad"
grep -q "virshABC123.xml:23:30: error: disk bus 'ide' is not offered .*\[disk-bus\]$" "$work/out" ||
  fail "the finding is not told: $(cat "$work/out")"

edit "$bad" "$good" "e\n"
expect "edited again" 0 2 "$good"

edit "$bad" "" "what\na\n"
expect "abandoned" 0 1 "$work/original"

edit "$bad" "" ""
expect "nobody there to answer" 0 1 "$work/original"

edit fail "" ""
expect "the editor failed" 1 1 "$work/original"

edit "$work/original" "" ""
expect "nothing was written" 0 1 "$work/original"
[[ ! -s $work/out ]] || fail "an unchanged guest was checked: $(cat "$work/out")"

echo "<domain" > "$work/broken.xml"
edit "$work/broken.xml" "$good" "edit\n"
expect "no XML" 0 2 "$good"

DOMCHECK_CAPS=/nonexistent edit "$good" "" "abandon\n"
expect "a host that is not there" 0 1 "$work/original"

DOMCHECK_PROGRAM=/nonexistent edit "$good" "" "save\n"
expect "a program that is not there" 0 1 "$good"

DOMCHECK_CAPS=@debian-12:$PWD/other:host edit "$good" "" "a\n"
expect "two hosts, of which one is not there" 0 1 "$work/original"
grep -q "/other" "$work/out" || fail "the second host was not read: $(cat "$work/out")"

# The configuration is named, or at or above the working folder, or in the home folder; one beside
# the guest is ignored.
unset DOMCHECK_CAPS
edit "$good" "" "a\n"
expect "no host at all" 0 1 "$work/original"
grep -q "set DOMCHECK_CAPS" "$work/out" || fail "it does not say what to do: $(cat "$work/out")"
echo "caps = @debian-12" > "$work/named.cfg"
DOMCHECK_CONFIG=$work/named.cfg edit "$bad" "$good" "e\n"
expect "a named configuration" 0 2 "$good"
echo "caps = @debian-12" > "$HOME/.domcheck.cfg"
edit "$bad" "$good" "e\n"
expect "a configuration at home" 0 2 "$good"
mkdir -p "$work/repository/below"
printf 'caps = @debian-12\ndisable = %s\n' disk-bus > "$work/repository/.domcheck.cfg"
cd "$work/repository/below" || exit 2
edit "$bad" "" ""
expect "a configuration above" 0 1 "$bad"
cd "$work" || exit 2

DOMCHECK_EDITOR=/nonexistent/editor "$domcheck_edit" "$given" > "$work/out" 2>&1
(($? == 1)) || fail "an editor that is not there: $(cat "$work/out")"
(unset DOMCHECK_EDITOR && VISUAL=$domcheck_edit EDITOR="cat" "$domcheck_edit" "$given") \
  > "$work/out" 2>&1 < /dev/null || fail "\$EDITOR beside itself in \$VISUAL: $(cat "$work/out")"
cmp -s "$work/out" "$given" || fail "\$EDITOR did not run: $(cat "$work/out")"
"$domcheck_edit" --help | grep -q '^DOMCHECK_EDITOR ' || fail "no help"

# With libvirt's own client and its test driver, whose guest exists only as long as one virsh.
if ! command -v virsh > /dev/null; then
  echo "no virsh here: not tried with it"
  exit "$failed"
fi
cat > "$work/bin/to-test-machine" << 'END_OF_EDITOR'
#!/bin/bash
sed -i "s|<vcpu[^>]*>.*</vcpu>|<vcpu>$VCPUS</vcpu>|; s|</devices>|$DEVICE</devices>|" "$1"
END_OF_EDITOR
chmod +x "$work/bin/to-test-machine"
export DOMCHECK_EDITOR=to-test-machine DOMCHECK_CAPS=$work/test.xml VCPUS=3
cat > "$work/test.xml" << 'END_OF_CAPABILITIES'
<domainCapabilities>
  <domain>test</domain>
  <arch>i686</arch>
  <vcpu max='16'/>
  <devices>
    <disk supported='yes'>
      <enum name='bus'><value>virtio</value></enum>
    </disk>
  </devices>
</domainCapabilities>
END_OF_CAPABILITIES

# virsh_edit ANSWERS: edits the guest `test`, then prints it.
virsh_edit() {
  printf "$1" | VISUAL=$domcheck_edit virsh -c test:///default 'edit test; dumpxml --inactive test' \
    > "$work/out" 2>&1
}
disk="<disk type='file' device='disk'><source file='/x'/><target dev='hda' bus='ide'/></disk>"
DEVICE="" virsh_edit ""
grep -q "^Domain 'test' XML configuration edited" "$work/out" && grep -q '>3</vcpu>' "$work/out" ||
  fail "virsh edit, a guest that fits: $(cat "$work/out")"
DEVICE=$disk virsh_edit "a\n"
grep -q "disk bus 'ide' is not offered" "$work/out" || fail "virsh edit, no finding: $(cat "$work/out")"
grep -q "^Domain 'test' XML configuration not changed" "$work/out" ||
  fail "virsh edit, abandoned: $(cat "$work/out")"
DEVICE=$disk virsh_edit "s\n"
grep -q "bus='ide'" "$work/out" && grep -q "XML configuration edited" "$work/out" ||
  fail "virsh edit, saved anyway: $(cat "$work/out")"
exit "$failed"
