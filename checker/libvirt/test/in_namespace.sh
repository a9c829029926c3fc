#!/bin/bash
# Runs a Python test of real libvirt: in_namespace.sh TEST.py [ARGUMENT...]
#
# libvirt's folders are empty in the test's own namespace, so that the test may start libvirtd,
# install hooks and define guests. This needs the machine's root: root in a user namespace cannot
# run libvirtd for the whole host.
own=()
source checker/testing/enter_namespace.sh

# Writes below /etc and /var/lib go to memory. libvirt's own folders there are empty.
for folder in /etc /var/lib; do
  mkdir -p "/run/overlay$folder/"{upper,work}
  mount -t overlay overlay \
    -o "lowerdir=$folder,upperdir=/run/overlay$folder/upper,workdir=/run/overlay$folder/work" \
    "$folder"
done
for folder in /etc/libvirt /etc/systemd/system /var/lib/libvirt /var/cache/libvirt \
  /var/log/libvirt; do
  mount -t tmpfs -o mode=755 tmpfs "$folder"
done
PYTHONPATH=checker/libvirt/test PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$@"
