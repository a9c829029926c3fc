#!/bin/bash
# Tests that domcheck opens and fetches nothing that a document references, in any way that XML has,
# and runs no program. strace lists the files, sockets and programs that it opens or runs.
set -euo pipefail
domcheck=$PWD/checker/domcheck
export LC_ALL=C
unset BUILD_WORKING_DIRECTORY
cd "$TEST_TMPDIR"
touch secret.xml secret.dtd secret.xsd secret.xsl secret.txt

traced() {
  strace -f -qq -e trace=%file,%network,execve -o calls "$@" > out 2> err < "${input:-/dev/null}" || true
  [[ -s calls ]]
}
fail() {
  echo "$1" >&2
  cut -c1-200 calls >&2
  exit 1
}

# Checks that strace shows these calls if a program makes them.
traced cat secret.txt
grep -q 'secret' calls || fail "strace does not show the files that a program opens"
traced bash -c 'exec 3<> /dev/tcp/127.0.0.1/9'
grep -q 'socket(' calls || fail "strace does not show the sockets that a program opens"

points='xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns="" xsi:schemaLocation="urn:a secret.xsd http://localhost/secret secret.xsd"
  xsi:noNamespaceSchemaLocation="secret.xsd" xml:base="http://localhost/secret/"'
inside='<?xml-stylesheet type="text/xsl" href="secret.xsl"?>
  <?xml-model href="secret.xsd"?><xi:include href="secret.xml"/>
  <xi:include href="secret.txt" parse="text"/><a xlink:href="secret.xml"
  xmlns:xlink="http://www.w3.org/1999/xlink" xlink:type="simple" xlink:show="embed"/>'
begin() { printf '<?xml version="1.0"?>\n%s\n' '<?xml-stylesheet href="secret.xsl"?>'; }

{ begin; echo "<domain type='kvm' $points>$inside</domain>"; } > guest-points.xml
{ begin; echo "<domainCapabilities $points>$inside</domainCapabilities>"; } > caps-points.xml
for root in domain domainCapabilities; do
  {
    echo "<!DOCTYPE $root SYSTEM 'secret.dtd' [<!ENTITY a SYSTEM 'secret.txt'>"
    echo "<!ENTITY % b SYSTEM 'http://localhost/secret'> %b;]><$root>&a;</$root>"
  } > "$root-external.xml"
  echo "<$root/><!DOCTYPE $root SYSTEM 'secret.dtd'>" > "$root-late.xml"
  echo "<$root><!doctype a SYSTEM 'secret.dtd'><!ENTITY a SYSTEM 'secret.txt'>&a;</$root>" > "$root-inside.xml"
  echo "<!-- --><?p?><!DOCTYPE $root PUBLIC '-' 'file:secret.dtd'><$root/>" > "$root-public.xml"
  iconv -t UTF-16 "$root-external.xml" > "$root-utf16.xml"
  { printf '\xef\xbb\xbf'; cat "$root-external.xml"; } > "$root-bom.xml"
done
echo "<domainCapabilities/>" > plain-caps.xml
echo "<domain type='kvm'/>" > plain-guest.xml
mkdir -p host
cp domainCapabilities-external.xml host/capabilities.xml
cp plain-caps.xml host/

for guest in *.xml; do
  for command in "check --caps plain-caps.xml $guest" "check --caps $guest plain-guest.xml" \
    "caps $guest" "fix --unsafe --caps plain-caps.xml $guest" "check --caps host $guest"; do
    # The inputs themselves, whose names have no "secret", are opened.
    [[ $guest == secret* ]] && continue
    traced "$domcheck" $command
    [[ -s out || -s err ]] || fail "domcheck $command tells nothing"
    ! grep -q 'secret' calls || fail "domcheck $command opens what the document points to"
    ! grep -q 'socket(' calls || fail "domcheck $command opens a socket"
    [[ $(grep -c 'execve(' calls) == 1 ]] || fail "domcheck $command runs a program"
    ! grep -E 'O_WRONLY|O_RDWR|O_CREAT|unlink|rename' calls | grep -v /dev/ || fail "domcheck $command writes"
  done
done

# Each dangerous document is rejected, with the position of the declaration.
for guest in domain-*.xml; do
  "$domcheck" check --caps plain-caps.xml "$guest" > out && fail "$guest is not refused"
  grep -Eq ":[0-9]+:[0-9]+: error: an? (document type|entity) declaration is not allowed here" out ||
    fail "$guest: $(cat out)"
done
for caps in domainCapabilities-*.xml; do
  "$domcheck" check --caps "$caps" plain-guest.xml 2> err && fail "$caps is not refused"
  grep -Eq ":[0-9]+:[0-9]+: error: a document type declaration is not allowed here" err ||
    fail "$caps: $(cat err)"
done
echo passed
