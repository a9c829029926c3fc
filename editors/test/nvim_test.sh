#!/bin/bash
# Tests a guest in Neovim, as a person would work: see nvim_test.lua.
set -u
. editors/test/client.sh

export WORK=$work PLUGIN=$PWD/editors/nvim
nvim --version | head -1
timeout 50 nvim --headless -u NONE -i NONE -S editors/test/nvim_test.lua || fail "status $?"
expect_servers_gone
exit "$failed"
