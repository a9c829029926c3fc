#!/bin/bash
# Runs a Python test of real libvirt: in_namespace.sh TEST.py [ARGUMENT...]
#
# The test gets mounts and processes of its own. libvirt's folders are empty there, so that it
# may start libvirtd, install hooks and define guests, while nothing on the machine sees it; and
# whatever it started ends with it. It takes root, or a sudo that asks nothing: libvirtd for the
# whole host does, in a user namespace too.
set -eu

if [[ ${1-} != --inside ]]; then
  as_root=()
  ((EUID == 0)) || as_root=(sudo -n)
  exec "${as_root[@]}" unshare --mount --propagation private --pid --fork --mount-proc \
    --kill-child bash "$0" --inside "$@"
fi
shift

# What is written below /etc and /var/lib goes to memory. libvirt's own folders there are empty.
mount -t tmpfs -o mode=755 tmpfs /run
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
