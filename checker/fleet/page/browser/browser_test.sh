#!/bin/bash
# Tests the page of a fleet's report in a real browser: see use_test.mjs and condition_test.mjs. npm
# fetches what the lock file names.
set -u

work=$TEST_TMPDIR/browser
cp -rL checker/fleet/page/browser "$work" && chmod -R u+w "$work" || exit 2
domcheck=$PWD/checker/domcheck
cd "$work" || exit 2
export HOME=$work XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache
if ! npm ci > log 2>&1; then
  echo "npm: $(cat log)"
  exit 1
fi
chromium --version 2> /dev/null || exit 2
DOMCHECK=$domcheck exec timeout 280 node --test use_test.mjs condition_test.mjs
