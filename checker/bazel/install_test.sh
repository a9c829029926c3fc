#!/bin/bash
# Installs as users do, tests what was installed, and removes it.
set -u

work=$TEST_TMPDIR
failed=0
fail() {
  echo "FAILED: $*"
  failed=1
}

# run_install ARGUMENT...: installs as bazel run does, from a folder of the caller.
run_install() {
  BUILD_WORKING_DIRECTORY=$work ./install "$@" > "$work/log" 2>&1
}

run_install --prefix "$work/usr" || fail "exit status $?: $(cat "$work/log")"
[[ $(< "$work/log") == "installed $work/usr/bin/domcheck" ]] || fail "it says $(cat "$work/log")"
expected="./bin/domcheck
./share/bash-completion/completions/domcheck
./share/doc/domcheck/LICENSE
./share/doc/domcheck/NOTICE
./share/doc/domcheck/README.md
./share/doc/domcheck/RULES.md
./share/domcheck/schemas/domaincapabilities.xsd
./share/domcheck/schemas/report-line.schema.json
./share/domcheck/schemas/report.schema.json
./share/fish/vendor_completions.d/domcheck.fish
./share/man/man1/domcheck.1
./share/zsh/site-functions/_domcheck"
files=$(cd "$work/usr" && find . -type f | LC_ALL=C sort)
[[ $files == "$expected" ]] || fail "installed are $files"
[[ -z $(find "$work/usr" -type l) ]] || fail "links are installed"
[[ $(stat -c %a "$work/usr/bin/domcheck" "$work/usr/share/man/man1/domcheck.1") == 755$'\n'644 ]] ||
  fail "the modes are wrong"

# The program works there without the build's files; man finds the page, and shells find their
# completion.
program=$work/usr/bin/domcheck
cp -L testdata/guests/legacy-ide.xml "$work"
(cd "$work" && env -i "$program" check --caps @debian-12 legacy-ide.xml > out)
[[ $? == 1 && $(< "$work/out") == *"[disk-bus]"* ]] || fail "it says $(cat "$work/out")"
libraries=$(ldd "$program")
[[ $libraries == *libstdc++* && $libraries != *san.so* ]] &&
  fail "it is not the program that users install"
MANPATH=$work/usr/share/man man -w domcheck > "$work/out" 2>&1 || fail "man: $(cat "$work/out")"
[[ $(bash -c ". '$work/usr/share/bash-completion/completions/domcheck'; complete -p domcheck") == *_domcheck* ]] ||
  fail "bash does not complete"
[[ $(zsh -fc "fpath=('$work/usr/share/zsh/site-functions' \$fpath); autoload -Uz compinit && compinit -u -D
    print \$_comps[domcheck]") == _domcheck ]] || fail "zsh does not complete"
[[ $(XDG_DATA_DIRS=$work/usr/share HOME=$work fish --no-config -c "complete -C 'domcheck che'") == check* ]] ||
  fail "fish does not complete"

# A second time, over the first. A relative prefix is relative to the caller's folder.
run_install --prefix=usr || fail "over itself: $(cat "$work/log")"
[[ $(cd "$work/usr" && find . -type f | LC_ALL=C sort) == "$expected" ]] || fail "files are left over"

# Into a package's folder.
DESTDIR=$work/package run_install --prefix /usr || fail "DESTDIR: $(cat "$work/log")"
[[ -x $work/package/usr/bin/domcheck ]] || fail "DESTDIR is not heeded"

# Removed again; files of others stay.
: > "$work/usr/bin/other"
run_install --prefix "$work/usr" --uninstall || fail "uninstall: $(cat "$work/log")"
[[ $(cd "$work/usr" && find .) == $'.\n./bin\n./bin/other' ]] || fail "left: $(find "$work/usr")"

for arguments in "" "--prefix" "--perfix $work/usr"; do
  # shellcheck disable=SC2086
  run_install $arguments
  [[ $? == 2 && $(< "$work/log") == *"usage: "* ]] || fail "'$arguments': $(cat "$work/log")"
done
exit "$failed"
