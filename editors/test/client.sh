# What the tests of the clients share, to be sourced from the runfiles' root. It makes a folder
# $work with guests/web-server.xml and guests/legacy-ide.xml, a host in $host, and puts a `domcheck`
# on PATH that records the process id of each server that a client starts.
set -u

work=$TEST_TMPDIR
guests=$work/guests
host=$work/host/x86_64-kvm-q35.xml
failed=0
# An editor reads only the settings given here, and writes only below $work.
export HOME=$work/home XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data
export XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache XDG_RUNTIME_DIR=$work/run
export LC_ALL=C.UTF-8 TERM=dumb
mkdir -p "$guests" "$work/host" "$work/bin" "$work/servers" "$HOME" "$XDG_RUNTIME_DIR"
cp testdata/guests/{web-server,legacy-ide}.xml "$guests"
cp testdata/hosts/debian-12/x86_64-kvm-q35.xml "$host"
chmod u+w "$guests"/* "$host"

cat > "$work/bin/domcheck" << END_OF_PROGRAM
#!/bin/bash
[[ \$1 != lsp ]] || echo > "$work/servers/\$\$"
exec "$PWD/checker/domcheck" "\$@"
END_OF_PROGRAM
chmod +x "$work/bin/domcheck"
PATH=$work/bin:$PATH

fail() {
  echo "FAILED: $*"
  failed=1
}

# Expects that at least one server was started, and that all have ended or end within ten seconds.
expect_servers_gone() {
  local one pid deadline=$((SECONDS + 10)) count=0
  for one in "$work"/servers/*; do
    [[ -e $one ]] || continue
    pid=${one##*/}
    count=$((count + 1))
    while kill -0 "$pid" 2> /dev/null && ((SECONDS < deadline)); do
      sleep 0.05
    done
    if kill -0 "$pid" 2> /dev/null; then
      fail "server $pid is still running"
      kill -KILL "$pid"
    fi
  done
  ((count)) || fail "no server was started"
}
