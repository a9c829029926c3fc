#!/bin/bash
# Runs the README's two commands in /root/domcheck and reports on them; run.sh runs it in a new
# system. Exits with 0 if both commands succeed and nothing is left running or enabled.
set -u
cd /root/domcheck || exit 2
failed=0

installed() { dpkg-query -W -f '${Installed-Size}\n' | awk '{ kb += $1 } END { print NR, int(kb / 1024) }'; }
# What starts with the machine, by systemd or System V: as enabled in /etc, and as packages other
# than systemd's own ship it.
services() {
  find /etc/systemd /usr/lib/systemd/system /etc/rc[2-5].d -type l \
    \( -path '*.wants/*' -o -path '*.requires/*' -o -path '*.d/S*' \) 2> /dev/null | sort |
    while IFS= read -r link; do
      [[ $link != /usr/* ]] || dpkg -S "$link" 2> /dev/null | grep -qvE '^(systemd|udev|dbus)[-:]' ||
        continue
      echo "$link"
    done
}

# step NAME COMMAND...: runs it; sets `took` to its seconds and `grew` to the packages and MB that
# it installed.
step() {
  local name=$1 before after begin=$SECONDS
  shift
  read -ra before <<< "$(installed)"
  echo "== $name: $*"
  "$@" || { echo "== $name FAILED"; failed=1; }
  took=$((SECONDS - begin))
  read -ra after <<< "$(installed)"
  grew="$((after[0] - before[0])) packages, $((after[1] - before[1])) MB"
  echo "== $name: $took s, $grew"
}

services > /tmp/services.before
step "first command" ./bazelw run //checker:domcheck -- \
  check --caps @debian-13 testdata/guests/web-server.xml
row="| $1 | $grew, $took s "
step "tests of the lower layers" ./bazelw test //capsmodel/... //rules/...
row+="| $grew, $took s "
step "second command" ./bazelw test //...
row+="| $grew, $took s "
bazel shutdown

services > /tmp/services.after
if ! enabled=$(diff /tmp/services.before /tmp/services.after | sed -n 's/^> //p') || [[ $enabled ]]; then
  echo "== services that start with the machine now:"
  echo "$enabled"
  failed=1
fi
left=$(ps -e -o args= 2> /dev/null | grep -vE '^(ps|grep|bash|/bin/bash) ')
if [[ $left ]]; then
  echo "== processes left:"
  echo "$left"
  failed=1
fi
echo "$row| $([[ $failed == 0 ]] && echo passed || echo FAILED) |"
exit "$failed"
