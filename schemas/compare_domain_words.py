"""Compares domain_words.txt with libvirt's schema: compare_domain_words.py [SCHEMA RELEASE]

Without arguments, takes the schema of the libvirt that is installed. Prints each word that one of
them has and the other should have, and exits with 1 if there is any. When a new libvirt is out, its
differences are what to add to the table."""
import ctypes
import os
import re
import sys

import domain_words
import rng_words
import since_mark

SCHEMA = "/usr/share/libvirt/schemas/domain.rng"


def installed_release():
    number = ctypes.c_ulong()
    ctypes.CDLL("libvirt.so.0").virGetVersion(ctypes.byref(number), None, None)
    return number.value // 1000000, number.value // 1000 % 1000


class Comparison:
    def __init__(self, schema, release):
        self.schema, self.release = schema, release
        self.differences, self.compared = [], set()

    def words(self, path, known, found):
        """Compares the names of the table, with their Since, with those of the schema."""
        for name, since in known.items():
            if since.is_unlisted:
                continue
            is_known = since.is_known_to(self.release)
            if is_known is True and name not in found:
                self.differences.append(f"{path}/{name} is not in the schema")
            if is_known is False and name in found:
                self.differences.append(f"{path}/{name} is in the schema, and older than stated")
        for name in sorted(set(found) - set(known)):
            self.differences.append(f"{path}/{name} is missing in the table")

    def values(self, path, known, found):
        if (known is None) != (found is None):
            self.differences.append(f"{path}: only one side has a closed set of values")
        elif known is not None:
            self.words(path + "=", {value.text: value.since for value in known}, found)

    def attribute(self, path, attribute, found, expression):
        if not attribute.ignores_case:
            self.values(path, attribute.values, found)
            return
        for text in (value.text for value in attribute.values):
            for written in (text, text.lower(), text.upper()):
                if not expression or not re.fullmatch(expression, written):
                    self.differences.append(f"{path}={written} is not in the schema")

    def kinds(self, kind, patterns, path):
        if (kind, patterns) in self.compared or kind.is_anything:
            return
        self.compared.add((kind, patterns))
        content = self.schema.content(patterns)
        self.values(path, kind.values, content.values)
        self.words(path + "/@", {name: word.since for name, word in kind.attributes.items()},
                   content.attributes)
        # The schema's reader leaves namespaces out.
        self.words(path, {name: word.since for name, word in kind.children.items()
                          if not word.kind.is_namespaced}, content.children)
        for name, attribute in kind.attributes.items():
            if name in content.attributes:
                self.attribute(f"{path}/@{name}", attribute, content.attributes[name],
                               content.expressions.get(name))
        for name, child in kind.children.items():
            if name in content.children:
                self.kinds(child.kind, content.children[name], f"{path}/{name}")


def compare(text, schema, release):
    """Returns the differences, as sentences, and the number of elements compared."""
    table = domain_words.Table(text)
    comparison = Comparison(schema, release)
    comparison.kinds(table.root, schema.root("domain"), "domain")
    return comparison.differences, len(comparison.compared)


def main():
    with open(os.path.join(os.path.dirname(__file__), "domain_words.txt"), encoding="utf-8") as file:
        text = file.read()
    path = sys.argv[1] if len(sys.argv) > 1 else SCHEMA
    release = since_mark.release(sys.argv[2]) if len(sys.argv) > 2 else installed_release()
    differences, elements = compare(text, rng_words.Schema(path), release)
    print("".join(line + "\n" for line in differences), end="")
    print(f"{elements} elements compared with libvirt {release[0]}.{release[1]}, "
          f"{len(differences)} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
