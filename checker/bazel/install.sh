#!/bin/bash
# bazel run //:install -- --prefix DIR [--uninstall]
#
# Installs domcheck, its manual page, the completion of bash, zsh and fish, its documentation and
# the schemas of its reports below DIR; with --uninstall, removes them. With DESTDIR set, everything
# goes below $DESTDIR instead, as for a package that will be unpacked to /.
set -u

usage="usage: bazel run //:install -- --prefix DIR [--uninstall]"
die() {
  echo "install: $*" >&2
  exit 2
}

# Bazel starts programs among their files; BUILD_WORKING_DIRECTORY is the caller's folder.
caller=${BUILD_WORKING_DIRECTORY:-$PWD}
unset BUILD_WORKING_DIRECTORY
if [[ -d ${BASH_SOURCE[0]}.runfiles/domcheck ]]; then
  cd -- "${BASH_SOURCE[0]}.runfiles/domcheck" || exit 2
fi
[[ -x checker/domcheck ]] || die "run it with bazel run"

prefix=
action=install_file
while (($#)); do
  case $1 in
    --prefix)
      (($# > 1)) || die "--prefix takes a folder; $usage"
      prefix=$2
      shift
      ;;
    --prefix=*) prefix=${1#*=} ;;
    --uninstall) action=remove_file ;;
    --help | -h)
      echo "$usage"
      exit
      ;;
    *) die "there is no option '$1'; $usage" ;;
  esac
  shift
done
[[ $prefix ]] || die "name the folder to install to; $usage"
destdir=${DESTDIR-}
[[ -z $destdir || $destdir == /* ]] || destdir=$caller/$destdir
[[ $prefix == /* ]] || prefix=$caller/$prefix
root=$destdir${prefix%/}

made=$(mktemp -d) || exit 2
trap 'rm -rf "$made"' EXIT

# install_file SOURCE FILE MODE: FILE is relative to the prefix. The file is replaced in one step,
# which does not disturb a running domcheck.
install_file() {
  if ! { mkdir -p -- "$(dirname -- "$root/$2")" && cp -- "$1" "$root/$2.new" &&
    chmod "$3" -- "$root/$2.new" && mv -f -- "$root/$2.new" "$root/$2"; }; then
    rm -f -- "$root/$2.new"
    die "cannot install $root/$2"
  fi
}

# remove_file SOURCE FILE MODE: also removes the folders that become empty, up to the prefix.
remove_file() {
  local folder=$2
  rm -f -- "$root/$2" || die "cannot remove $root/$2"
  while folder=$(dirname -- "$folder") && [[ $folder != . ]]; do
    rmdir -- "$root/$folder" 2> /dev/null || break
  done
}

# put SOURCE FILE [MODE]
put() {
  "$action" "$1" "$2" "${3:-644}"
}

# make FILE ARGUMENT...: writes what domcheck prints to a file in the temporary folder.
make() {
  checker/domcheck "${@:2}" > "$made/$1" || die "domcheck ${*:2} failed"
}

make domcheck.1 manual
make bash completion bash
make zsh completion zsh
make fish completion fish
put checker/domcheck bin/domcheck 755
put "$made/domcheck.1" share/man/man1/domcheck.1
put "$made/bash" share/bash-completion/completions/domcheck
put "$made/zsh" share/zsh/site-functions/_domcheck
put "$made/fish" share/fish/vendor_completions.d/domcheck.fish
put LICENSE share/doc/domcheck/LICENSE
put NOTICE share/doc/domcheck/NOTICE
put README.md share/doc/domcheck/README.md
put rules/RULES.md share/doc/domcheck/RULES.md
for schema in schemas/*.xsd schemas/*.schema.json; do
  put "$schema" "share/domcheck/$schema"
done
if [[ $action == install_file ]]; then
  echo "installed $root/bin/domcheck"
fi
