#!/bin/bash
# Fails when clang-format would change a .cc or .h file of the tree, and prints where.
#
# Looks through the source tree, to which the link to .clang-format leads, because a list of files
# would miss new folders.
set -u

root=$(dirname -- "$(readlink -f .clang-format)")
cd "$root" || exit 1
mapfile -d '' files < <(find . \( -name '*.cc' -o -name '*.h' \) -type f -print0)
echo "$(clang-format --version), ${#files[@]} files in $root"
((${#files[@]})) || exit 1
if ! printf '%s\0' "${files[@]}" | xargs -0 -n 8 -P 2 clang-format --dry-run --Werror; then
  echo "Format the tree with: clang-format -i \$(git ls-files '*.cc' '*.h')"
  exit 1
fi
