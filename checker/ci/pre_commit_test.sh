#!/bin/bash
# Runs the hook of .pre-commit-hooks.yaml with pre-commit, in a repository of guests: it accepts a
# commit with a guest that fits, and refuses one with a guest that does not. It downloads nothing:
# the hook runs the installed domcheck.
set -u

work=$TEST_TMPDIR
guests=$PWD/testdata/guests
PATH=$PWD/checker:$PATH
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
mkdir "$work/domcheck" && cp -L .pre-commit-hooks.yaml "$work/domcheck" || exit 2
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
grep -q "web server" "$work/log" && fail "a guest was checked that the commit does not change"
exit "$failed"
