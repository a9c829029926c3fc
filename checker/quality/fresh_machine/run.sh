#!/bin/bash
# run.sh SUITE [MIRROR]
#
# Tries the README's two commands as somebody with a new machine would: in a Debian of nothing but
# the base system, which debootstrap makes in a temporary folder, with a clone of this repository.
# Then looks for services that start with the machine and for processes that were left behind. The
# last line is a row of the table in README.md here. Needs root, debootstrap and about 12 GB.
#
# KEEP_ARCHIVES=DIR keeps the downloaded packages there, for the next time. EXPIRED_MIRROR=1 takes a
# mirror whose lists have expired. AUTHORITIES=FILE takes these certificates beside Debian's, for a
# network that has its own.
set -u

suite=${1:?usage: run.sh SUITE [MIRROR]}
mirror=${2:-http://deb.debian.org/debian}
repository=$(git -C "$(dirname -- "${BASH_SOURCE[0]}")" rev-parse --show-toplevel) || exit 2

work=$(mktemp -d) || exit 2
trap 'rm -rf --one-file-system "$work"' EXIT
root=$work/root

die() {
  echo "run.sh: $*" >&2
  exit 1
}

# A suite that debootstrap is too old to know is made as the unstable one is.
scripts=/usr/share/debootstrap/scripts
script=$scripts/$suite
[[ -e $script ]] || script=$scripts/sid
debootstrap --variant=minbase --include=ca-certificates,git "$suite" "$root" "$mirror" \
  "$script" > "$work/log" 2>&1 || { tail "$work/log"; die "debootstrap failed"; }
[[ ${EXPIRED_MIRROR-} ]] && echo 'Acquire::Check-Valid-Until "false";' > "$root/etc/apt/apt.conf.d/99"
cp /etc/resolv.conf "$root/etc/resolv.conf"
if [[ ${AUTHORITIES-} ]]; then
  cp "$AUTHORITIES" "$root/usr/local/share/ca-certificates/network.crt" &&
    chroot "$root" update-ca-certificates > "$work/log" 2>&1 || die "AUTHORITIES: $(< "$work/log")"
fi
git clone -q "$repository" "$root/root/domcheck" || exit 2
cp "$(dirname -- "${BASH_SOURCE[0]}")/try.sh" "$root/root/try.sh" || exit 2

# In namespaces of its own, whose processes end with it, and with the new system as the real root.
unshare --mount --pid --fork --uts bash -c '
  root=$1 archives=$2 suite=$3
  mount --make-rprivate / && mount --bind "$root" "$root" || exit 2
  mount -t proc proc "$root/proc" && mount -t sysfs sysfs "$root/sys" || exit 2
  mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
  mount -t tmpfs tmpfs "$root/dev" && mkdir "$root/dev/pts" "$root/dev/shm" || exit 2
  for device in full null random tty urandom zero; do
    touch "$root/dev/$device" && mount --bind "/dev/$device" "$root/dev/$device" || exit 2
  done
  # Guests with a network need it; a container may not have it.
  mkdir "$root/dev/net" && mknod "$root/dev/net/tun" c 10 200 || exit 2
  mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts" || exit 2
  ln -s pts/ptmx "$root/dev/ptmx"
  for number in 0 1 2; do ln -s "/proc/self/fd/$number" "$root/dev/$(sed "s/0/stdin/; s/1/stdout/; s/2/stderr/" <<< $number)"; done
  ln -s /proc/self/fd "$root/dev/fd"
  mount -t tmpfs tmpfs "$root/run"
  if [[ $archives ]]; then
    mkdir -p "$archives/partial" && mount --bind "$archives" "$root/var/cache/apt/archives"
  fi
  hostname domcheck
  ip link set lo up 2> /dev/null
  cd "$root" && mkdir old && pivot_root . old && umount -l old && rmdir old || exit 2
  exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 bash /root/try.sh "$suite"
' - "$root" "${KEEP_ARCHIVES-}" "$suite"
