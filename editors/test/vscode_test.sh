#!/bin/bash
# Packages the extension for Visual Studio Code as it is published, checks the package's content,
# and runs the code in it. npm fetches what the lock file names.
set -u
. editors/test/client.sh

cp -rL editors/vscode "$work/extension" && chmod -R u+w "$work/extension" || exit 2
tests=$work/extension/test
mkdir "$work/extension/bin" && cp -L checker/domcheck_static "$work/extension/bin/domcheck" || exit 2
version=$(checker/domcheck --version | cut -d' ' -f2)
cd "$work/extension" || exit 2
if ! npm ci > "$work/log" 2>&1 || ! npm run package > "$work/log" 2>&1; then
  fail "it cannot be packaged: $(cat "$work/log")"
  exit 1
fi

# The package contains only what is needed: the manifest, the code in one file, the page, the program.
python3 - domcheck.vsix "$work/unpacked" "$version" << 'END' || fail "what is in the package"
import json, re, sys, zipfile
package = zipfile.ZipFile(sys.argv[1])
names = sorted(package.namelist())
assert names == ["[Content_Types].xml", "extension.vsixmanifest"] + [
    "extension/" + name for name in ("README.md", "bin/domcheck", "dist/extension.js", "package.json")], names
assert sum(info.compress_size for info in package.infolist()
           if info.filename != "extension/bin/domcheck") < 200_000
assert package.getinfo("extension/bin/domcheck").external_attr >> 16 & 0o100, "it cannot be run"
package.extractall(sys.argv[2])
manifest = json.loads(package.read("extension/package.json"))
assert manifest["version"] == sys.argv[3], manifest["version"]
page = package.read("extension/README.md").decode()
settings = manifest["contributes"]["configuration"]["properties"]
assert set(re.findall(r"^\| `(domcheck\.[\w.]+)`", page, re.M)) == set(settings), settings
assert all(one["markdownDescription"] for one in settings.values())
assert "onLanguage:xml" in manifest["activationEvents"]
END

# Once with the program that comes with it and nothing on PATH, once with one that records what is
# started.
own=$work/unpacked/extension/bin/domcheck
chmod +x "$own" # unzip would
node=$(command -v node)
PATH=/nonexistent "$node" "$tests/extension_test.cjs" "$work/unpacked/extension/dist/extension.js" \
  "$guests/legacy-ide.xml" || fail "the extension with its own program"
cp "$work/bin/domcheck" "$own"
node "$tests/extension_test.cjs" "$work/unpacked/extension/dist/extension.js" \
  "$guests/legacy-ide.xml" || fail "the extension"
expect_servers_gone
exit "$failed"
