#!/bin/bash
# Shares test results through a real remote cache, nginx with WebDAV: a second, fresh output base
# gets the results of the first one from there.
set -u
# shellcheck source=checker/bazel/example_workspace.sh
source checker/bazel/example_workspace.sh
make_workspace
nginx=$(PATH=$PATH:/usr/sbin command -v nginx) || exit 2
server=
# shellcheck disable=SC2317 # called by the trap
stop() {
  if [[ $server ]]; then
    kill "$server" 2> /dev/null
    wait "$server" 2> /dev/null
  fi
  stop_bazel
}
trap stop EXIT

# start_nginx: starts it on a free port of loopback, with all its files in the test's folder.
start_nginx() {
  mkdir -p "$work/nginx/cache/ac" "$work/nginx/cache/cas" "$work/nginx/tmp" || exit 2
  for _ in {1..20}; do
    port=$((20000 + RANDOM % 12000))
    cat > "$work/nginx/nginx.conf" << END
daemon off;
master_process off;
pid $work/nginx/nginx.pid;
events {}
http {
  access_log $work/nginx/access.log;
  client_max_body_size 0;
  client_body_temp_path $work/nginx/tmp;
  proxy_temp_path $work/nginx/tmp;
  fastcgi_temp_path $work/nginx/tmp;
  uwsgi_temp_path $work/nginx/tmp;
  scgi_temp_path $work/nginx/tmp;
  server {
    listen 127.0.0.1:$port;
    root $work/nginx/cache;
    dav_methods PUT;
  }
}
END
    "$nginx" -p "$work/nginx" -e "$work/nginx/error.log" -c "$work/nginx/nginx.conf" &
    server=$!
    for _ in {1..100}; do
      kill -0 "$server" 2> /dev/null || break
      if [[ -s $work/nginx/nginx.pid ]] && (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
        return
      fi
      sleep 0.1
    done
    # The port was probably taken.
    kill "$server" 2> /dev/null
    wait "$server"
    server=
  done
  echo "nginx did not start: $(cat "$work/nginx/error.log")"
  exit 2
}

# run_tests NAME: runs all tests in an output base of that name; leaves events.NAME, execution.NAME.
run_tests() {
  inner_bazel "$work/$1" test //... --remote_cache="http://127.0.0.1:$port" \
    --build_event_json_file="$work/events.$1" --execution_log_json_file="$work/execution.$1" \
    > "$work/log.$1" 2>&1 || fail "$1: exit status $?: $(cat "$work/log.$1")"
}

start_nginx
run_tests first
run_tests second

tests=$(test_results "$work/events.first" | grep -c ' PASSED run$')
((tests >= 5)) || fail "first: $(test_results "$work/events.first")"
hits=$(test_results "$work/events.second" | grep -c ' PASSED remote$')
((hits == tests)) || fail "second: $(test_results "$work/events.second")"
grep -qE '^INFO: [0-9]+ processes: [0-9]+ remote cache hits?, [0-9]+ internal\.$' "$work/log.second" ||
  fail "not all processes of the second run were cache hits: $(cat "$work/log.second")"
grep -q '"PUT /cas/[0-9a-f]* HTTP/1.1" 201' "$work/nginx/access.log" || fail "nothing was stored"
python3 checker/bazel/execution_log_test.py "$work/execution.first" "$work/execution.second" || failed=1
exit "$failed"
