#!/bin/bash
# Runs a session over every feature with the protocol's own packages: see session_test.mjs. npm
# fetches what the lock file names.
set -u
. editors/test/client.sh

cp -rL editors/protocol "$work/protocol" && chmod -R u+w "$work/protocol" || exit 2
cd "$work/protocol" || exit 2
if ! npm ci > "$work/log" 2>&1; then
  fail "npm: $(cat "$work/log")"
  exit 1
fi
DOMCHECK=$work/bin/domcheck GUESTS=$guests HOST_FILE=$host \
  timeout 50 node --test session_test.mjs || fail "status $?"
expect_servers_gone
exit "$failed"
