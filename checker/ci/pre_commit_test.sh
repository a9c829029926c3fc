#!/bin/bash
# Runs the hook of .pre-commit-hooks.yaml with pre-commit, in a repository of guests: it accepts a
# commit with a guest that fits, and refuses one with a guest that does not. The release comes from a
# server on this machine; then the same with the hook that runs the domcheck that is installed.
set -u

work=$TEST_TMPDIR
guests=$PWD/testdata/guests
program=$PWD/checker/domcheck
export PRE_COMMIT_HOME=$work/store HOME=$work GIT_CONFIG_NOSYSTEM=1
export GIT_{AUTHOR,COMMITTER}_NAME=test GIT_{AUTHOR,COMMITTER}_EMAIL=test@example.com
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
git config --global init.defaultBranch main
git config --global protocol.file.allow always
failed=0
fail() {
  echo "FAILED: $*"
  failed=1
}

# The repository that the hook comes from.
mkdir -p "$work/domcheck/checker/ci" "$work/domcheck/checker/base" || exit 2
cp -L .pre-commit-hooks.yaml "$work/domcheck" || exit 2
cp -L checker/ci/{download,pre_commit}.sh "$work/domcheck/checker/ci" || exit 2
cp -L checker/base/version.h "$work/domcheck/checker/base" || exit 2
version=$("$program" --version | cut -d' ' -f2)
/usr/bin/python3 -B checker/ci/release_server.py "$program" "$work/server" &
server=$!
trap 'kill "$server"' EXIT
for ((i = 0; i < 100; ++i)); do [[ -e $work/server ]] && break || sleep 0.1; done
export DOMCHECK_RELEASES=$(< "$work/server")/owner/domcheck/releases/download
[[ $version == 0.2.0 ]] || sed -i "s/\"$version\"/\"0.2.0\"/" "$work/domcheck/checker/base/version.h"
(cd "$work/domcheck" && git init -q && git add . && git commit -q -m "hook") || exit 2
revision=$(git -C "$work/domcheck" rev-parse HEAD)

mkdir -p "$work/templates/guests" && cd "$work/templates" && git init -q || exit 2
cat > .pre-commit-config.yaml << END_OF_CONFIG
repos:
  - repo: file://$work/domcheck
    rev: $revision
    hooks:
      - id: domcheck
        files: ^guests/
        args: [--caps, "@debian-12"]
END_OF_CONFIG
echo '<notes/>' > notes.xml
cp "$guests/web-server.xml" "guests/web server.xml"
pre-commit validate-manifest "$work/domcheck/.pre-commit-hooks.yaml" || fail "the manifest is not valid"
pre-commit validate-config || fail "the configuration is not valid"
pre-commit install > "$work/log" 2>&1 || fail "install: $(cat "$work/log")"

git add .
git commit -q -m "a guest that fits" > "$work/log" 2>&1 ||
  fail "the commit is refused: $(cat "$work/log")"
grep -q '^domcheck\.*Passed$' "$work/log" || fail "the hook did not run: $(cat "$work/log")"

cp "$guests/legacy-ide.xml" guests
git add .
if git commit -q -m "a guest that does not" > "$work/log" 2>&1; then
  fail "the commit goes through: $(cat "$work/log")"
fi
grep -q '^domcheck\.*Failed$' "$work/log" || fail "the hook did not fail: $(cat "$work/log")"
grep -q "^guests/legacy-ide.xml:23:30: error: disk bus 'ide' is not offered .*\[disk-bus\]$" "$work/log" ||
  fail "the finding is not told: $(cat "$work/log")"
compgen -G "$PRE_COMMIT_HOME/repo*/.domcheck-0.2.0/bin/domcheck" > /dev/null ||
  fail "the release is not kept beside the hook"
# Without the server, what was downloaded still serves; the installed one needs no server at all.
kill "$server"
trap - EXIT
if git commit -q -m "again" > "$work/log" 2>&1; then fail "the commit goes through: $(cat "$work/log")"; fi
grep -q "^guests/legacy-ide.xml:23:30: error: " "$work/log" || fail "without a server: $(cat "$work/log")"
sed -i 's/id: domcheck$/id: domcheck-system/' .pre-commit-config.yaml && git add .
if PATH=$(dirname "$program"):$PATH git commit -q -m "again" > "$work/log" 2>&1; then
  fail "the commit goes through: $(cat "$work/log")"
fi
grep -q "^guests/legacy-ide.xml:23:30: error: " "$work/log" || fail "installed: $(cat "$work/log")"
grep -q "web server" "$work/log" && fail "a guest was checked that the commit does not change"
exit "$failed"
