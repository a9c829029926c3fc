#!/bin/bash
# Captures the domainCapabilities documents of this machine as virsh prints
# them, one file for each combination of architecture, domain type and machine.
#
#   capture.sh [FOLDER]
#
# The default FOLDER is a folder beside this script named after the running
# system (debian-12). Missing packages are installed if the machine has apt, and
# only listed otherwise.
#
# libvirt's QEMU driver runs inside virsh (qemu:///embed) with its own state
# folder, so no daemon is needed, and a running one is neither used nor changed.
# If /dev/kvm does not work, the kvm documents are not changed.
#
# Exit status: 0 if all were captured, 1 if some were not (each is listed), 2 if
# none could be.
set -euo pipefail
export LC_ALL=C

# The documents to capture: file name, domain type, architecture, machine.
documents=(
  'x86_64-kvm-pc                kvm   x86_64   pc'
  'x86_64-kvm-q35               kvm   x86_64   q35'
  'x86_64-kvm-microvm           kvm   x86_64   microvm'
  'x86_64-qemu-pc               qemu  x86_64   pc'
  'x86_64-qemu-q35              qemu  x86_64   q35'
  'x86_64-qemu-microvm          qemu  x86_64   microvm'
  'aarch64-qemu-virt            qemu  aarch64  virt'
  'riscv64-qemu-virt            qemu  riscv64  virt'
  'ppc64-qemu-pseries           qemu  ppc64    pseries'
  's390x-qemu-s390-ccw-virtio   qemu  s390x    s390-ccw-virtio'
)

# Debian's names. swtpm and the firmware packages decide what the documents state
# about TPMs and firmware; libvirt finds them by itself.
packages=(
  libvirt-clients libvirt-daemon-system
  qemu-system-x86 qemu-system-arm qemu-system-misc qemu-system-ppc
  ovmf qemu-efi-aarch64 swtpm swtpm-tools
)

# The first probe starts every emulator once, which takes far less than this.
probe_seconds=300

say() { printf 'capture.sh: %s\n' "$*" >&2; }

install_packages() {
  if ! command -v dpkg-query > /dev/null; then
    command -v virsh > /dev/null && return
    say "virsh is missing; install what this system calls: ${packages[*]}"
    exit 2
  fi
  local missing=() package
  for package in "${packages[@]}"; do
    # shellcheck disable=SC2016  # ${Status} is dpkg's, not the shell's.
    [[ $(dpkg-query -W -f='${Status}' "$package" 2> /dev/null) == *' installed' ]] ||
      missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  say "installing: ${missing[*]}"
  local as_root=()
  ((EUID == 0)) || as_root=(sudo)
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${missing[@]}" >&2; then
    say "could not install: ${missing[*]}"
    exit 2
  fi
}

state=        # libvirt's state folder for this run
virsh_pid=    # the running virsh
partial=      # the document being written

# Ends only processes that this run started: the virsh that it waits for, and
# the emulators that libvirt was probing. Those are identified by the pid files
# in the state folder and by that folder's name on their command lines.
cleanup() {
  local file pid
  if [[ -n $virsh_pid ]]; then
    kill "$virsh_pid" 2> /dev/null || true
    wait "$virsh_pid" 2> /dev/null || true
  fi
  if [[ -n $state ]]; then
    for file in "$state"/lib/qemu/qmp-*/qmp.pid; do
      [[ -r $file ]] || continue
      pid=$(< "$file")
      if tr '\0' ' ' < "/proc/$pid/cmdline" 2> /dev/null | grep -qF "$state"; then
        kill "$pid" 2> /dev/null || true
      fi
    done
    rm -rf "$state"
  fi
  [[ -z $partial ]] || rm -f "$partial"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# ask FILE VIRSH-ARGUMENT...: writes virsh's standard output to FILE.
# virsh runs in the background, so that a signal is handled at once.
ask() {
  local file=$1 status=0
  shift
  timeout "$probe_seconds" \
    virsh --quiet -c "qemu:///embed?root=$state" "$@" > "$file" &
  virsh_pid=$!
  wait "$virsh_pid" || status=$?
  virsh_pid=
  return "$status"
}

if (($# > 1)) || [[ ${1-} == -* ]]; then
  say "usage: capture.sh [FOLDER]"
  exit 2
fi
install_packages
if (($#)); then
  folder=$1
else
  # shellcheck disable=SC1091
  system=$(. /etc/os-release && printf '%s-%s' "$ID" "${VERSION_ID:-unknown}")
  folder=$(dirname -- "${BASH_SOURCE[0]}")/$system
fi
mkdir -p -- "$folder"
state=$(mktemp -d "${TMPDIR:-/tmp}/domcheck-capture.XXXXXX")

ask "$state/version" version || { say "libvirt does not answer"; exit 2; }
sed -n 's/^/capture.sh: /p' "$state/version" >&2

failed=()
for row in "${documents[@]}"; do
  read -r name type arch machine <<< "$row"
  if [[ $type == kvm && ! (-r /dev/kvm && -w /dev/kvm) ]]; then
    say "$name: /dev/kvm is missing or not open to this user"
    failed+=("$name")
    continue
  fi
  # Write to a temporary file in the same folder and rename it, so that no reader
  # sees and no interrupted run leaves an incomplete document.
  partial=$(mktemp "$folder/.$name.XXXXXX")
  if ask "$partial" domcapabilities \
      --virttype "$type" --arch "$arch" --machine "$machine" &&
    grep -q '^</domainCapabilities>' "$partial"; then
    chmod 644 "$partial"
    mv -f -- "$partial" "$folder/$name.xml"
    say "$name: written"
  else
    rm -f -- "$partial"
    failed+=("$name")
  fi
  partial=
done

if ((${#failed[@]})); then
  say "not captured: ${failed[*]}"
  exit 1
fi
