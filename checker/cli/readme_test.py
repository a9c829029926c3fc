"""Runs the examples of the README. Each line `$ domcheck ...` is followed by its output."""
import os
import re
import subprocess
import sys


def main():
    with open("README.md", encoding="utf-8") as file:
        blocks = re.findall(r"^```console\n(.*?)^```$", file.read(), re.M | re.S)
    environment = dict(os.environ, PATH=os.path.abspath("checker") + ":" + os.environ["PATH"])
    examples = [example for block in blocks for example in re.split(r"^\$ ", block, flags=re.M)[1:]]
    assert len(examples) >= 2, examples
    wrong = 0
    for example in examples:
        command, _, expected = example.partition("\n")
        assert command.startswith("domcheck "), command
        run = subprocess.run(command, shell=True, env=environment, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if run.stdout != expected:
            wrong += 1
            print(f"$ {command}\nprints\n{run.stdout}\nbut the README says\n{expected}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
