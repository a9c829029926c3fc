"""Reads domain_words.txt, whose head describes its form."""
import re

import since_mark

LINE = re.compile(r"\s*(?P<attribute>@?)(?P<name>[\w.:+/-]+)(?P<since>\{[^}]*\})?"
                  r"(?: \((?P<mark>[a-z ]+)\))?(?:: (?P<kind>[\w-]+))?(?: = ?(?P<values>.*))?$")
# The marks of elements, and what each sets.
MARKS = {"anything": "is_anything", "refuses others": "refuses_others",
         "in a namespace": "is_namespaced"}
ANY_CASE = "(in any case) "
VALUE = re.compile(r"([^{}\s]+)(?:\{([^}]*)\})?$")


class Error(Exception):
    """A line that does not have the form; the message says which."""


class Value:
    def __init__(self, text, since):
        self.text, self.since = text, since


class Attribute:
    """`values` is None if any value will do."""

    def __init__(self, name, since):
        self.name, self.since = name, since
        self.values, self.ignores_others, self.ignores_case = None, False, False


class Child:
    def __init__(self, name, since, kind):
        self.name, self.since, self.kind = name, since, kind


class Kind:
    """What may be in an element. `values` are those of its text; None if any text will do."""

    def __init__(self, name):
        self.name, self.attributes, self.children, self.values = name, {}, {}, None
        self.is_anything, self.refuses_others, self.is_namespaced = False, False, False
        self.ignores_case = False  # of a section of values


class Table:
    """`root` is the kind of <domain>, `shared` the kinds of sections, `releases` the releases
    whose schemas were read, ascending."""

    def __init__(self, text):
        self.releases, self.shared, self.root = [], {}, None
        self._references = []
        self._read(text)
        for number, child, name in self._references:
            if name not in self.shared:
                raise Error(f"line {number}: there is no section [{name}]")
            section = self.shared[name]
            if isinstance(child, Child):
                child.kind = section
            else:
                child.values, child.ignores_case = section.values, section.ignores_case

    def kinds(self):
        """Returns each kind once, that of <domain> first."""
        found = [self.root]
        for kind in found:
            found += dict.fromkeys(child.kind for child in kind.children.values()
                                   if child.kind not in found)
        return found

    def _since(self, mark, number):
        try:
            return since_mark.parse(mark, self.releases)
        except ValueError as error:
            raise Error(f"line {number}: {error}") from error

    def _values(self, text, number):
        values = []
        for word in text.split():
            match = VALUE.match(word)
            if not match:
                raise Error(f"line {number}: '{word}' is not a value")
            values.append(Value(match[1], self._since(match[2], number)))
        return values

    def _read(self, text):
        stack = []  # (indent, kind), outermost first
        open_values = None  # (indent, list) that an indented line goes on with
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith("#") or not line.strip():
                continue
            if line.startswith("releases "):
                self.releases = [since_mark.release(word) for word in line.split()[1:]]
                continue
            if line == "domain":
                self.root = Kind("domain")
                stack, open_values = [(0, self.root)], None
                continue
            if re.match(r"\[[\w-]+\]$", line):
                self.shared[line[1:-1]] = Kind(line[1:-1])
                stack, open_values = [(0, self.shared[line[1:-1]])], None
                continue
            indent = len(line) - len(line.lstrip())
            if open_values and indent >= open_values[0] + 4:
                open_values[1].extend(self._values(line, number))
                continue
            while stack and stack[-1][0] >= indent:
                stack.pop()
            if not stack:
                raise Error(f"line {number}: it is in no element")
            open_values = self._read_word(line, number, indent, stack)

    def _read_word(self, line, number, indent, stack):
        parent = stack[-1][1]
        if line.strip().startswith("= "):
            text = line.strip()[2:]
            if text.startswith(ANY_CASE):
                parent.ignores_case, text = True, text[len(ANY_CASE):]
            parent.values = self._values(text, number)
            return indent, parent.values
        match = LINE.match(line)
        if not match:
            raise Error(f"line {number}: it is neither an element, an attribute nor values")
        since = self._since((match["since"] or "")[1:-1], number)
        words = parent.attributes if match["attribute"] else parent.children
        name = match["name"]
        if name in words:
            raise Error(f"line {number}: '{name}' is there twice")
        mark = match["mark"]
        if mark and (mark != "ignores others" if match["attribute"] else mark not in MARKS):
            raise Error(f"line {number}: '({mark})' is not a mark of it")
        if match["attribute"]:
            words[name] = attribute = Attribute(name, since)
            attribute.ignores_others = mark == "ignores others"
            if match["kind"]:
                self._references.append((number, attribute, match["kind"]))
            if match["values"] is None:
                return None
            attribute.values = self._values(match["values"], number)
            return indent, attribute.values
        kind = Kind(name)
        words[name] = child = Child(name, since, kind)
        if match["kind"]:
            self._references.append((number, child, match["kind"]))
            return None
        if mark:
            setattr(kind, MARKS[mark], True)
        stack.append((indent, kind))
        return None
