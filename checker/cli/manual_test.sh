#!/bin/bash
# Formats the manual page as man does. Expects no warnings, and all commands and options.
set -u

domcheck=checker/domcheck
page=$TEST_TMPDIR/domcheck.1
failed=0
fail() {
  echo "FAILED: $*"
  failed=1
}

"$domcheck" manual > "$page" || fail "domcheck manual: exit status $?"
warnings=$(groff -man -Tutf8 -ww -z "$page" 2>&1)
[[ -z $warnings ]] || fail "groff warns: $warnings"
warnings=$(man --warnings -l -Tutf8 "$page" 2>&1 > /dev/null)
[[ -z $warnings ]] || fail "man warns: $warnings"

# As a wide terminal shows it, without bold and the like: lines are not broken.
text=$(groff -man -Tascii -P-cbou -rLL=1000n "$page" 2> /dev/null | tr -s ' ')
for section in NAME SYNOPSIS DESCRIPTION COMMANDS 'EXIT STATUS' FILES ENVIRONMENT EXAMPLES 'SEE ALSO'; do
  grep -qx "$section" <<< "$text" || fail "there is no section $section"
done
[[ $text == *"domcheck - check libvirt guests against what a host offers"* ]] || fail "no name"

# Every command of --help, every option of the command's --help with its description's last word.
commands=0 options=0
while read -r command; do
  ((++commands))
  grep -qE "^ *domcheck $command( |$)" <<< "$text" || fail "there is no command $command"
  while read -r option; do
    ((++options))
    grep -qE "^ *(-[a-z], )?$option( [A-Z]|$| )" <<< "$text" || fail "$command: there is no option $option"
  done < <("$domcheck" "$command" --help | grep -oE '^  (-[a-z] \[ )?--[a-z-]+' | grep -oE -- '--[a-z-]+')
done < <("$domcheck" --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
((commands >= 5 && options >= 20)) || fail "only $commands commands and $options options were looked for"
echo "$commands commands, $options options"
exit "$failed"
