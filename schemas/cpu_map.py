"""Reads cpu_map.txt, whose head describes its form, and libvirt's own CPU map."""
import os
import re
import xml.etree.ElementTree as ElementTree

import since_mark

MODEL = re.compile(r"  (?P<name>\S.*?)(?P<since>\{[^}]*\})?(?: \((?P<vendor>[^)]+)\))?:(?P<rest>(?: \S+)*)$")
WORD = re.compile(r"(?P<name>[^{}\s]+)(?:\{(?P<since>[^}]*)\})?$")


class Error(Exception):
    """A line that does not have the form; the message says which."""


class Model:
    """`base` is a model above, or None; `vendor` is None if it has none."""

    def __init__(self, name, vendor, known_since, base):
        self.name, self.vendor, self.since, self.base = name, vendor, known_since, base
        self.added, self.removed = [], []

    def features(self):
        inherited = self.base.features() if self.base else set()
        return (inherited - set(self.removed)) | set(self.added)


class Map:
    """The processors of some architectures. `features` is the Since by name, `models` in their
    order by name."""

    def __init__(self, architectures):
        self.architectures, self.features, self.models = architectures, {}, {}


class Table:
    def __init__(self, text):
        self.releases, self.maps = [], []
        part, model = None, None
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith("#") or not line.strip():
                continue
            if line.startswith("releases "):
                self.releases = [since_mark.release(word) for word in line.split()[1:]]
            elif line.startswith("["):
                self.maps.append(Map(line.strip("[]").split()))
            elif not line.startswith(" "):
                part, model = line, None
            elif part == "features":
                for word in line.split():
                    match = WORD.match(word)
                    if not match:
                        raise Error(f"line {number}: '{word}' is not a feature")
                    self.maps[-1].features[match["name"]] = self._since(match["since"])
            elif line.startswith("      ") and model:
                self._add(model, line.split(), number)
            else:
                model = self._model(line, number)

    def _since(self, mark):
        return since_mark.parse(mark or "", self.releases)

    def _model(self, line, number):
        match = MODEL.match(line)
        models = self.maps[-1].models
        words = match["rest"].split() if match else []
        base = words.pop(0) if words and words[0] in models else None
        if not match or match["name"] in models:
            raise Error(f"line {number}: it is not a new model")
        known = self._since((match["since"] or "")[1:-1])
        model = Model(match["name"], match["vendor"], known, models.get(base))
        models[model.name] = model
        self._add(model, words, number)
        return model

    def _add(self, model, words, number):
        for word in words:
            if word[0] not in "+-" or word[1:] not in self.maps[-1].features:
                raise Error(f"line {number}: '{word}' is neither a model above nor a feature")
            (model.added if word[0] == "+" else model.removed).append(word[1:])


class InstalledMap:
    """The CPU map of a libvirt, for one of its architectures (x86, ppc64, arm). `features` are
    names, `models` the vendor and the features by name, in their order."""

    def __init__(self, folder, architecture):
        self._folder = folder
        self.features, self.models = set(), {}
        root = ElementTree.parse(os.path.join(folder, "index.xml")).getroot()
        for arch in root.findall("arch"):
            if arch.get("name") == architecture:
                self._read(arch)

    def _read(self, parent):
        for part in parent:
            if part.tag == "include":
                path = os.path.join(self._folder, part.get("filename"))
                self._read(ElementTree.parse(path).getroot())
            elif part.tag == "group":
                self._read(part)
            elif part.tag == "feature":
                self.features |= {one.get("name") for one in [part, *part.findall("alias")]}
            elif part.tag == "model":
                self._read_model(part)

    def _read_model(self, model):
        base = model.find("model")
        vendor, features = self.models[base.get("name")] if base is not None else (None, set())
        features = set(features)
        for feature in model.findall("feature"):
            is_removed = feature.get("removed") == "yes"
            (features.discard if is_removed else features.add)(feature.get("name"))
        own = model.find("vendor")
        self.models[model.get("name")] = (own.get("name") if own is not None else vendor, features)
