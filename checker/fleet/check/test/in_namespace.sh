#!/bin/bash
# Runs a Python test of a cluster: in_namespace.sh TEST.py [ARGUMENT...]
#
# The test's own namespace includes a network and a host name, so that daemons may listen on any
# port and write to /run.
own=(--net --uts)
source checker/testing/enter_namespace.sh

/usr/sbin/ip link set lo up
# slurmd needs an address to listen on, and ignores that of the loopback device.
/usr/sbin/ip address add 192.0.2.1/32 dev lo
PYTHONPATH=checker/fleet/check/test PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$@"
