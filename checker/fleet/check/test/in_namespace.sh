#!/bin/bash
# Runs a Python test of a cluster: in_namespace.sh TEST.py [ARGUMENT...]
#
# The test gets mounts, processes, a network and a host name of its own. So its daemons may listen
# on any port and write to /run unseen by the machine, and end with it. It requires root, or a sudo
# without a password.
set -eu

if [[ ${1-} != --inside ]]; then
  as_root=()
  ((EUID == 0)) || as_root=(sudo -n --preserve-env=TEST_TMPDIR)
  exec "${as_root[@]}" unshare --mount --propagation private --pid --fork --mount-proc --net --uts \
    --kill-child bash "$0" --inside "$@"
fi
shift

mount -t tmpfs -o mode=755 tmpfs /run
/usr/sbin/ip link set lo up
# slurmd looks for an address to listen on, and ignores the loopback's own.
/usr/sbin/ip address add 192.0.2.1/32 dev lo
PYTHONPATH=checker/fleet/test PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$@"
