"""Runs the steps of action.yml as GitHub's runner does: under bash, with the environment that the
step states, the inputs filled in.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

import release_server

PROGRAM = os.path.abspath("checker/domcheck")
GUESTS = os.path.abspath("testdata/guests")


def load_action():
    with open("action.yml", encoding="utf-8") as file:
        return yaml.safe_load(file)


def check_shape(action):
    """Fails on what GitHub refuses, and on an input that no step reads."""
    assert {"name", "description", "inputs", "outputs", "runs"} == set(action)
    assert action["runs"]["using"] == "composite"
    steps = action["runs"]["steps"]
    for step in steps:
        assert ("run" in step) != ("uses" in step), step
        assert "run" not in step or step["shell"] == "bash", step
        assert "uses" not in step or re.fullmatch(r"[\w-]+/[\w/-]+@\S+", step["uses"]), step
        # The shell would run an input that is part of a script.
        assert "${{" not in step.get("run", ""), step
    expressions = re.findall(r"\$\{\{(.*?)\}\}", json.dumps([steps, action["outputs"]]))
    used = set(re.findall(r"\binputs\.([\w-]+)", " ".join(expressions)))
    assert used == set(action["inputs"]), used ^ set(action["inputs"])
    names = {step["id"] for step in steps if "id" in step}
    assert set(re.findall(r"\bsteps\.(\w+)\.", " ".join(expressions))) <= names
    for name, one in action["inputs"].items():
        assert set(one) == {"description", "default"} and isinstance(one["default"], str), name


def evaluate(text, inputs, outputs, github):
    """Returns `text` with its expressions replaced: a || b, of inputs, of outputs of steps, and of
    what GitHub knows of the run."""
    def value(match):
        for term in match.group(1).split("||"):
            path = term.strip().split(".")
            if path[0] == "inputs":
                found = inputs[path[1]]
            elif path[0] == "github":
                found = github.get(".".join(path[1:]), "")
            else:
                assert path[0] == "steps" and path[2] == "outputs", term
                found = outputs.get(path[1], {}).get(path[3], "")
            if found:
                return found
        return ""
    return re.sub(r"\$\{\{(.*?)\}\}", value, text)


class Run:
    """One use of the action: its steps up to the one called `last`."""

    def __init__(self, action, folder, action_path=".", last="check", github=(), **given):
        inputs = {name: one["default"] for name, one in action["inputs"].items()}
        inputs.update({name.replace("_", "-"): value for name, value in given.items()})
        assert set(inputs) == set(action["inputs"]), given
        self.outputs, self.text, self.status, self.path = {}, "", 0, ""
        self.github = {"event_name": "push", **dict(github)}
        action_path = os.path.abspath(action_path)
        self.summary = os.path.join(folder, "summary.md")
        for step in action["runs"]["steps"]:
            if step.get("if") == "${{ inputs.program == '' }}":
                if inputs["program"]:
                    continue
            else:
                assert "if" not in step or "uses" in step, step
            if "run" in step:
                self.run_step(step, inputs, folder, action_path)
            if step.get("id") == last or self.status:
                break

    def run_step(self, step, inputs, folder, action_path):
        files = {name: os.path.join(folder, name) for name in ("script", "output", "path")}
        with open(files["script"], "w", encoding="utf-8") as script:
            script.write(step["run"])
        open(files["output"], "w").close()
        open(files["path"], "w").close()
        environment = {name: evaluate(text, inputs, self.outputs, self.github)
                       for name, text in step.get("env", {}).items()}
        run = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", files["script"]], cwd=folder,
            env={"PATH": os.environ["PATH"], "GITHUB_OUTPUT": files["output"],
                 "GITHUB_PATH": files["path"], "RUNNER_TEMP": os.path.join(folder, "runner temp"),
                 "GITHUB_STEP_SUMMARY": self.summary, "GITHUB_ACTION_PATH": action_path,
                 **environment},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.status, self.text = run.returncode, run.stdout
        if step.get("id") == "get":
            with open(files["path"], encoding="utf-8") as path:
                self.path = path.read()
            self.got = self.text
        with open(files["output"], encoding="utf-8") as output:
            self.outputs[step.get("id")] = dict(line.rstrip("\n").split("=", 1) for line in output)


def main():
    action = load_action()
    check_shape(action)
    with tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR")) as folder:
        # A repository with a guest that fits, one that does not, and a name that shells split.
        guests = os.path.join(folder, "my $(guests); x")
        os.mkdir(guests)
        shutil.copy(os.path.join(GUESTS, "web-server.xml"), guests)
        run = Run(action, folder, program=PROGRAM, caps="@debian-12", paths="my $(guests); x")
        assert run.status == 0 and run.outputs["check"] == {"exit-status": "0"}, run.text
        assert run.text == "", run.text

        shutil.copy(os.path.join(GUESTS, "legacy-ide.xml"), guests)
        run = Run(action, folder, program=PROGRAM, caps="@debian-12\n@debian-12/x86_64-kvm-q35.xml\n",
                  sarif_file="out put.sarif")
        assert run.status == 1 and run.outputs["check"] == {"exit-status": "1"}, run.text
        assert run.text.startswith("::error file=my $(guests); x/legacy-ide.xml,line=23,col=30,"), run.text
        assert run.text.count("::error ") == 4, run.text  # two findings on two hosts
        with open(os.path.join(folder, "out put.sarif"), encoding="utf-8") as file:
            results = json.load(file)["runs"][0]["results"]
        assert [result["ruleId"] for result in results if result["level"] == "error"] == ["disk-bus"] * 4
        with open(run.summary, encoding="utf-8") as file:
            summary = file.read()
        assert "incompatible" in summary and "disk-bus" in summary, summary

        run = Run(action, folder, program=PROGRAM, caps="@debian-12", fail_on="never",
                  args="--disable=disk-bus\n--verbose")
        assert run.status == 0 and "::error" not in run.text, run.text

        # The repository's settings apply if the inputs are empty.
        with open(os.path.join(folder, ".domcheck.cfg"), "w", encoding="utf-8") as config:
            config.write("caps = @debian-12\nfail-on = never\n")
        run = Run(action, folder, program=PROGRAM)
        assert run.status == 0 and "::error" in run.text, run.text

        run = Run(action, folder, program=PROGRAM, fail_on="nevr")
        assert run.status == 2 and run.outputs["check"] == {"exit-status": "2"}, run.text
        assert "did you mean 'never'" in run.text, run.text

        check_download(action, folder)
        check_pull_request(action)


def check_download(action, folder):
    """The release of the action's own revision, from a server in GitHub's place."""
    with release_server.serve(PROGRAM) as (server, release, asked):
        github = {"server_url": server, "action_repository": "owner/domcheck", "action_ref": "v0.2.0"}
        run = Run(action, folder, github=github)
        assert run.status == 0 and "::error" in run.text, run.text
        assert run.outputs["check"] == {"exit-status": "0"}, run.text
        assert run.got.startswith("::add-matcher::/") and run.got.endswith(
            "/checker/ci/problem-matcher.json\n"), run.got
        matcher = run.got.split("::add-matcher::")[1].strip()
        assert json.load(open(matcher, encoding="utf-8"))["problemMatcher"]
        assert run.path == os.path.join(folder, "runner temp/domcheck/bin\n"), run.path
        assert [os.path.basename(path) for path in asked] == [
            "SHA256SUMS", release_server.NAME + ".tar.gz"], asked
        # Once is enough for a job.
        Run(action, folder, github=github)
        assert len(asked) == 2, asked

        def refused(message, **changes):
            shutil.rmtree(os.path.join(folder, "runner temp"), ignore_errors=True)
            run = Run(action, folder, github={**github, **changes})
            assert run.status == 2 and message in run.text and "check" not in run.outputs, run.text

        refused("use the action at a release, such as @v0.2.0 (not 'main')", action_ref="main")
        refused("cannot download " + server + "/owner/domcheck/releases/download/v0.3.0/SHA256SUMS",
                action_ref="v0.3.0")
        with open(os.path.join(release, release_server.NAME + ".tar.gz"), "ab") as archive:
            archive.write(b"x")
        refused("is not what SHA256SUMS of the release says")
        with open(os.path.join(release, "SHA256SUMS"), "w", encoding="utf-8") as sums:
            sums.write("0" * 64 + "  domcheck-0.2.0-linux-pdp11.tar.gz\n")
        refused("has no archive for linux-")


def check_pull_request(action):
    """A request that silences its own findings, and writes through a link."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR")) as folder:
        def git(*arguments):
            return subprocess.run(
                ["git", "-c", "user.name=test", "-c", "user.email=test@example.com", *arguments],
                cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()

        def write_config(text):
            with open(os.path.join(folder, ".domcheck.cfg"), "w", encoding="utf-8") as config:
                config.write(text)

        git("init", "-q")
        shutil.copy(os.path.join(GUESTS, "legacy-ide.xml"), folder)
        write_config("caps = @debian-12\nseverity = disk-bus=warning\n")
        git("add", ".")
        git("commit", "-q", "-m", "base")
        pull = {"event_name": "pull_request", "event.pull_request.base.sha": git("rev-parse", "HEAD")}
        write_config("disable = disk-bus\n")
        victim = os.path.join(folder, "victim")
        os.symlink(victim, os.path.join(folder, ".domcheck-base.cfg"))
        run = Run(action, folder, program=PROGRAM, github=pull)
        assert run.status == 0 and run.text.count("::warning ") == 2, run.text
        assert not os.path.lexists(victim)
        assert not os.path.lexists(os.path.join(folder, ".domcheck-base.cfg"))
        # A branch without settings.
        git("rm", "-q", "--cached", ".domcheck.cfg")
        git("commit", "-q", "-m", "without")
        pull["event.pull_request.base.sha"] = git("rev-parse", "HEAD")
        run = Run(action, folder, program=PROGRAM, caps="@debian-12", github=pull)
        assert run.status == 1 and run.text.count("::error ") == 2, run.text
        # A push is trusted, and so is a configuration that is named.
        run = Run(action, folder, program=PROGRAM, caps="@debian-12")
        assert run.status == 0 and "::error" not in run.text, run.text
        run = Run(action, folder, program=PROGRAM, caps="@debian-12", config=".domcheck.cfg", github=pull)
        assert run.status == 0 and "::error" not in run.text, run.text
        run = Run(action, folder, program=PROGRAM, caps="@debian-12", config="none")
        assert run.status == 1, run.text


if __name__ == "__main__":
    sys.exit(main())
