"""Tests README.md and helix/languages.toml: files and names exist, and the TOML is valid."""
import json
import os
import re
import tomllib

PAGE = open("editors/README.md", encoding="utf-8").read()


def read(path):
    with open(os.path.join("editors", path), encoding="utf-8") as file:
        return file.read()


def check_helix():
    config = tomllib.loads(read("helix/languages.toml"))
    server = config["language-server"]["domcheck"]
    assert (server["command"], server["args"]) == ("domcheck", ["lsp"]), server
    assert set(server["config"]) <= {"caps", "libvirtVersion", "failOn", "disable", "severity"}, server
    (language,) = config["language"]
    assert language == {"name": "xml", "language-servers": ["domcheck"]}, language


def check_paths():
    paths = re.findall(r"/path/to/domcheck/editors/([\w/-]+)", PAGE)
    assert {"nvim", "emacs", "virsh-edit/domcheck-edit"} == set(paths), paths
    for path in paths + ["helix/languages.toml"]:
        assert os.path.exists(os.path.join("editors", path)), path


def check_names():
    lua, lisp = read("nvim/lua/domcheck.lua"), read("emacs/domcheck.el")
    assert "'DomcheckChooseHost'" in lua and ":DomcheckChooseHost" in PAGE
    for name in ("domcheck-choose-host", "domcheck-settings"):
        assert re.search(rf"^\(def\w+ {name}\b", lisp, re.M) and name in PAGE, name
    assert "domcheck.caps" in json.loads(read("vscode/package.json"))["contributes"][
        "configuration"]["properties"]
    recipe = read("virsh-edit/domcheck-edit")
    for name in set(re.findall(r"DOMCHECK_\w+", PAGE)):
        assert f"\n# {name} " in recipe, name


for check in (check_helix, check_paths, check_names):
    check()
    print(f"{check.__name__}: passed")
