#!/bin/bash
# The hook of .pre-commit-hooks.yaml: runs the domcheck of the release that the hook's revision is.
#
# pre-commit clones this repository at the revision; the release is downloaded once, from where the
# clone came from, into the clone. DOMCHECK_RELEASES names another place: the URL of a folder with a
# folder for each version (v0.2.0).
set -u

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd) || exit 2
version=$(sed -nE 's/.*kVersion = "([^"]+)".*/\1/p' "$here/checker/base/version.h")
releases=${DOMCHECK_RELEASES-}
if [[ -z $releases ]]; then
  origin=$(git -C "$here" remote get-url origin) || exit 2
  origin=${origin%.git}
  [[ $origin != git@*:* ]] || origin=https://$(sed 's/^git@//; s/:/\//' <<< "$origin")
  releases=$origin/releases/download
fi
program=$(sh "$here/checker/ci/download.sh" "$releases/v$version" "$here/.domcheck-$version") || exit 2
exec "$program" check "$@"
