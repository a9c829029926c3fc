"""Types command lines into bash, zsh and fish, and compares what the shells complete them to.

bash and zsh run on a terminal, where the test presses Tab; fish prints its completions itself.
"""
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile

DOMCHECK = os.path.abspath("checker/domcheck")

# The text after "domcheck ", the completed last word, and the shells (default: all).
ROWS = [
    ("che", "check"),
    ("expl", "explain"),
    ("--vers", "--version"),
    ("check --no-c", "--no-config"),
    ("check --form", "--format"),
    ("check --format jun", "junit"),
    ("check --format=jun", "--format=junit"),
    ("check --fail-on nev", "never"),
    ("check --disable disk-b", "disk-bus"),
    ("check --severity disk-b", "disk-bus=", ("bash", "zsh")),
    ("check --severity disk-bus=w", "disk-bus=warning"),
    ("check --output checks", "checkstyle="),
    ("check --output checkstyle=one-g", "checkstyle=one-guest.xml"),
    ("check --caps @debian-12/s39", "@debian-12/s390x-qemu-s390-ccw-virtio.xml"),
    ("check --caps=@debian-12/s39", "--caps=@debian-12/s390x-qemu-s390-ccw-virtio.xml"),
    ("check --caps one-h", "one-host.xml"),
    ("check --caps @debian-12 -v one-g", "one-guest.xml"),
    ("caps @debian-12/x86_64-kvm-mic", "@debian-12/x86_64-kvm-microvm.xml"),
    ("caps --format jso", "jsonl"),
    ("explain disk-b", "disk-bus"),
    ("explain disk-bus graphics-t", "graphics-type"),
    ("completion fi", "fish"),
]

START = {
    "bash": "PS1=; bind 'set enable-bracketed-paste off'; source {script}\n",
    "zsh": "PS1=; autoload -Uz compinit; compinit -u -D; source {script}\n",
}
SHELL = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}


def on_terminal(shell, script, rows):
    """What the shell makes of each row when a tab is pressed behind it."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="dumb", HISTFILE="")
        os.execvp(SHELL[shell][0], SHELL[shell])
    # A function in place of the program prints its arguments.
    typed = START[shell].format(script=script) + "domcheck() { printf '<%s>' \"$@\"; echo; }\n"
    typed += "".join(f"domcheck {row}\t\n" for row in rows) + "exit\n"
    seen = b""
    # A terminal's line buffer is small until the shell reads: no more than a line ahead of it.
    for line in typed.splitlines(keepends=True):
        os.write(terminal, line.encode())
        answer = re.compile(rb"\r\n<[^\r]*>\r\n" if line.startswith("domcheck ") else rb"\n")
        start = len(seen)
        while not answer.search(seen[start:]):
            try:
                is_ready = select.select([terminal], [], [], 10)[0]
                read = os.read(terminal, 65536) if is_ready else b""
            except OSError:  # the shell has gone
                read = b""
            if not read:
                break
            seen += read
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    told = re.findall(r"^<(.*)>\r$", seen.decode(errors="replace"), re.M)
    return [arguments.split("><")[-1] for arguments in told]


def in_fish(script, rows):
    completed = []
    for row in rows:
        command = ["fish", "--no-config", "-c", f"source {script}; complete -C 'domcheck {row}'"]
        out = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
        words = [line.split("\t")[0] for line in out.splitlines()]
        completed.append(words[0] if len(words) == 1 else str(words))
    return completed


def main():
    wrong = 0
    with tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR")) as folder:
        os.environ["HOME"] = folder
        for name in ("one-guest.xml", "one-host.xml"):
            open(os.path.join(folder, name), "w").close()
        os.chdir(folder)
        for shell in ("bash", "zsh", "fish"):
            with open("script", "w") as script:
                subprocess.run([DOMCHECK, "completion", shell], stdout=script, check=True)
            expected = {row[0]: row[1] for row in ROWS if shell in (row[2:] or [[shell]])[0]}
            rows = list(expected)
            got = in_fish("./script", rows) if shell == "fish" else on_terminal(shell, "./script", rows)
            if len(got) != len(rows):
                wrong += 1
                print(f"{shell}: {len(got)} answers for {len(rows)} lines: {got}")
            for row, word in zip(rows, got):
                if word != expected[row]:
                    wrong += 1
                    print(f"{shell}: 'domcheck {row}' became '{word}', not '{expected[row]}'")
    return wrong


if __name__ == "__main__":
    sys.exit(min(main(), 1))
