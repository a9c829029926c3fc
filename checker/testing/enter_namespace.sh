# To be sourced first by a script that runs a test: moves the script into namespaces of its own.
#
# The script then runs as root, with its arguments, in its own mounts and processes (and in the
# namespaces that the array `own` adds, as options of unshare), with an empty /run in memory. The
# machine does not notice, and whatever the script starts ends with it. This needs root, or a sudo
# without a password.
set -eu

if [[ ${1-} != --inside ]]; then
  as_root=()
  ((EUID == 0)) || as_root=(sudo -n --preserve-env=TEST_TMPDIR)
  exec "${as_root[@]}" unshare --mount --propagation private --pid --fork --mount-proc "${own[@]}" \
    --kill-child bash "$0" --inside "$@"
fi
shift

mount -t tmpfs -o mode=755 tmpfs /run
