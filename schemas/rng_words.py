"""Reads the words of a RELAX NG schema: which attributes and elements may be in an element, and
which values are closed sets. Order, number and alternatives are left aside."""
import os
import xml.etree.ElementTree as ElementTree

RNG = "{http://relaxng.org/ns/structure/1.0}"


class Content:
    """What may be in an element. `attributes` has the closed set of values, or None, by name;
    `children` the set of patterns by name; `values` those of the text, None for any. `expressions`
    has the regular expression of an attribute's values, by name, if they have one."""

    def __init__(self):
        self.attributes, self.children, self.values, self.expressions = {}, {}, None, {}


class Expression(str):
    """A regular expression, among values."""


def _name_of(pattern):
    """Returns the name of an element or attribute pattern; None for one in a namespace of its own,
    and for a pattern of any name."""
    name = pattern.get("name")
    if name is None:
        child = pattern.find(RNG + "name")
        name = child.text.strip() if child is not None else None
    return None if name is None or ":" in name or pattern.get("ns") else name


def _closed_set(allowed):
    is_open = any(value is None or isinstance(value, Expression) for value in allowed)
    return None if is_open else sorted(allowed)


class Schema:
    def __init__(self, path):
        self._defines, self._starts, self._files = {}, [], set()
        self._load(os.path.realpath(path))

    def root(self, name):
        """Returns the patterns of the root element."""
        found = {}
        for start in self._starts:
            self._collect(start, found, {}, set(), set())
        return frozenset(found[name])

    def content(self, patterns):
        """Returns what may be in an element for which these patterns stand."""
        children, attributes, values, seen = {}, {}, set(), set()
        for pattern in patterns:
            for part in pattern:
                if part.tag != RNG + "name":
                    self._collect(part, children, attributes, values, seen)
        content = Content()
        content.children = {name: frozenset(found) for name, found in children.items()}
        content.values = _closed_set(values) if values else None
        for name, found in attributes.items():
            allowed = set()
            for attribute in found:
                parts = [part for part in attribute if part.tag != RNG + "name"]
                if not parts:
                    allowed.add(None)
                for part in parts:
                    self._collect(part, {}, {}, allowed, set())
            content.attributes[name] = _closed_set(allowed)
            if len(allowed) == 1 and isinstance(min(allowed, key=str), Expression):
                content.expressions[name] = min(allowed, key=str)
        return content

    def _load(self, path):
        if path in self._files:
            return
        self._files.add(path)
        self._read(ElementTree.parse(path).getroot(), os.path.dirname(path))

    def _read(self, grammar, folder):
        for part in grammar:
            if part.tag == RNG + "include":
                self._load(os.path.join(folder, part.get("href")))
                # What an <include> contains replaces the definitions of the same name.
                for define in part.iter(RNG + "define"):
                    self._defines[define.get("name")] = [define]
            elif part.tag == RNG + "define":
                self._defines.setdefault(part.get("name"), []).append(part)
            elif part.tag == RNG + "start":
                self._starts.append(part)
            elif part.tag == RNG + "div":
                self._read(part, folder)

    def _collect(self, pattern, children, attributes, values, seen):
        """Adds what `pattern` allows. None among the values means any text."""
        tag = pattern.tag[len(RNG):] if pattern.tag.startswith(RNG) else ""
        if tag == "element":
            name = _name_of(pattern)
            if name:
                children.setdefault(name, set()).add(pattern)
        elif tag == "attribute":
            name = _name_of(pattern)
            if name:
                attributes.setdefault(name, []).append(pattern)
        elif tag == "value":
            values.add((pattern.text or "").strip())
        elif tag in ("data", "text", "empty"):
            parameters = pattern.findall(RNG + "param")
            if len(parameters) == 1 and parameters[0].get("name") == "pattern":
                values.add(Expression(parameters[0].text.strip()))
            elif tag != "empty":
                values.add(None)
        elif tag == "ref":
            name = pattern.get("name")
            if name in seen:
                return
            seen.add(name)
            for define in self._defines.get(name, []):
                for part in define:
                    self._collect(part, children, attributes, values, seen)
        elif tag not in ("param", "name", "anyName", "nsName", "except"):
            for part in pattern:
                self._collect(part, children, attributes, values, seen)
