#!/bin/bash
# Fails when a .cc or .h file of the tree is not as clang-format leaves it, and says where.
#
# Looks through the source tree, which the link to .clang-format leads to, and not through
# a list of files: a list would forget the next folder.
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
