"""Tests that domcheck and its second opinion agree on 100,000 generated pairs of documents.

second_opinion_test.py DOMCHECK TESTDATA [SEED]
"""

import collections
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import generate
import second_opinion
from asked import Guest
from stated import Capabilities

GUESTS, DOCUMENTS = 1000, 100


def opinions(domcheck, folder, guests, documents):
    """Returns domcheck's opinions, in the order of guests and then of documents."""
    command = [domcheck, "check", "--format", "jsonl"]
    # The second opinion is about capabilities.
    command += [f"--disable={rule}" for rule in (
        "unknown-element", "unknown-attribute", "unknown-value", "newer-than-host")]
    for number in range(len(documents)):
        command += ["--caps", "host%d.xml" % number]
    command += ["guest%d.xml" % number for number in range(len(guests))]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8") as run:
        for line in run.stdout:
            result = json.loads(line)
            if "findings" in result:
                yield (result["verdict"], result["asked"], result["unknown"], sorted(
                    ((finding["rule"], finding["severity"], finding["value"], finding["path"])
                     for finding in result["findings"]), key=repr))
    assert run.returncode in (0, 1), run.returncode


def main():
    domcheck, testdata = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2]
    dice = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20261129)
    explained = subprocess.run([domcheck, "explain", "--all", "--format", "json"], check=True,
                               stdout=subprocess.PIPE, encoding="utf-8").stdout
    rules = json.loads(explained)["rules"]
    texts = generate.captured(testdata)
    words = generate.vocabulary(texts)
    guests = [generate.guest(dice, rules, words) for _ in range(GUESTS)]
    documents = [generate.document(dice, texts, words) for _ in range(DOCUMENTS)]

    seen, pairs, disagreements = collections.Counter(), 0, []
    asked = [Guest(text, rules) for text in guests]
    stated = [Capabilities(text) for text in documents]
    with tempfile.TemporaryDirectory() as folder:
        for kind, texts in (("guest", guests), ("host", documents)):
            for number, text in enumerate(texts):
                pathlib.Path(folder, "%s%d.xml" % (kind, number)).write_text(text, encoding="utf-8")
        for number, opinion in enumerate(opinions(domcheck, folder, guests, documents)):
            guest, host = divmod(number, DOCUMENTS)
            second = second_opinion.check(asked[guest], stated[host])
            pairs += 1
            seen[second[0]] += 1
            seen.update(finding[0] + " " + finding[1] for finding in second[3])
            if opinion != second and len(disagreements) < 5:
                disagreements.append((guests[guest], documents[host], opinion, second))
    for guest, document, opinion, second in disagreements:
        print("disagreement:", guest, document, opinion[:3], second[:3], sep="\n")
        print("only domcheck:", [finding for finding in opinion[3] if finding not in second[3]])
        print("only second:  ", [finding for finding in second[3] if finding not in opinion[3]])
    print(pairs, "pairs:", dict(sorted(seen.items())))
    assert not disagreements
    assert pairs == GUESTS * DOCUMENTS, pairs
    # Agreement proves something only if the generator reaches all rules and answers. What types of
    # guest a host has, only its capabilities.xml says.
    never = [rule["id"] for rule in rules if rule.get("element") is not None
             and rule["id"] != "domain-type"
             and not any(rule["id"] + " " + severity in seen for severity in ("error", "warning"))]
    assert not never, "never found: %s" % never


if __name__ == "__main__":
    main()
