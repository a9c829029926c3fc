#!/bin/bash
# Runs a Python test of real libvirt: in_namespace.sh TEST.py [ARGUMENT...]
#
# The test gets mounts and processes of its own. libvirt's folders are empty there, so that it
# may start libvirtd, install hooks and define guests, while nothing on the machine sees it; and
# whatever it started ends with it. Without root it is root in a user namespace of its own.
set -eu

if [[ ${1-} != --inside ]]; then
  map_user=()
  ((EUID == 0)) || map_user=(--map-root-user)
  exec unshare "${map_user[@]}" --mount --propagation private --pid --fork --mount-proc \
    --kill-child bash "$0" --inside "$@"
fi
shift

for folder in /run /etc/libvirt /etc/systemd/system /var/lib/libvirt /var/cache/libvirt \
  /var/log/libvirt; do
  mount -t tmpfs -o mode=755 tmpfs "$folder"
done
PYTHONPATH=checker/libvirt/test PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$@"
