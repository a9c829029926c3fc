#!/bin/bash
# Writes the page's two parts: write_page.sh BEGIN.OUT END.OUT BEGIN.HTML END.HTML STYLE.CSS SCRIPT.JS...
# The parts contain the style and the script; the page's policy allows only these, by their hashes.
set -eu

begin_out=$1 end_out=$2 begin=$3 end=$4 style=$5
shift 5
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
{ echo "'use strict';" && cat "$@"; } > "$folder/script"
cat "$style" > "$folder/style"

hash_of() {
  printf %b "$(sha256sum < "$1" | cut -c1-64 | sed 's/../\\x&/g')" | base64
}

# fill NAME FILE: copies standard input and replaces {{NAME}} by FILE's unchanged content.
fill() {
  local text before
  text=$(cat && echo .)
  before=${text%%"{{$1}}"*}
  [[ $before != "$text" ]] || { echo "there is no {{$1}}" >&2 && return 1; }
  printf %s "$before" && cat "$2"
  text=${text#*"{{$1}}"}
  printf %s "${text%.}"
}

hash_of "$folder/script" | tr -d '\n' > "$folder/script_hash"
hash_of "$folder/style" | tr -d '\n' > "$folder/style_hash"
fill "script hash" "$folder/script_hash" < "$begin" |
  fill "style hash" "$folder/style_hash" |
  fill style "$folder/style" > "$begin_out"
fill script "$folder/script" < "$end" > "$end_out"
