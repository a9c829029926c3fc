#!/bin/sh
# download.sh URL DIR: downloads the program of a release for this machine into DIR, after it compared
# the archive with the release's SHA256SUMS, and prints the program's path. URL is the folder of the
# release, which has both. What DIR has already is not downloaded again.
set -eu
url=${1%/} dir=$2
program=$dir/bin/domcheck
if [ ! -x "$program" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  fetch() {
    if command -v curl > /dev/null; then
      curl --fail --silent --show-error --location --retry 3 --output "$work/$1" "$url/$1"
    else
      wget -q -O "$work/$1" "$url/$1"
    fi || { echo "domcheck: cannot download $url/$1" >&2; exit 2; }
  }
  fetch SHA256SUMS
  system=linux-$(uname -m)
  archive=$(sed -nE "s/^[0-9a-f]{64}  (domcheck-[0-9][0-9.]*-$system[.]tar[.]gz)\$/\1/p" "$work/SHA256SUMS")
  if [ -z "$archive" ]; then
    echo "domcheck: the release at $url has no archive for $system" >&2
    exit 2
  fi
  fetch "$archive"
  if ! (cd "$work" && grep "  $archive\$" SHA256SUMS | sha256sum -c - > /dev/null 2>&1); then
    echo "domcheck: $url/$archive is not what SHA256SUMS of the release says" >&2
    exit 2
  fi
  mkdir -p "$dir"
  tar -xzf "$work/$archive" -C "$dir" --strip-components=1
fi
echo "$program"
