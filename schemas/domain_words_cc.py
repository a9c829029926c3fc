"""Writes domain_words.txt as the tables of capsmodel/vocabulary.h: domain_words_cc.py TABLE OUT"""
import sys

import domain_words
import since_mark
import word_index


class Writer:
    def __init__(self, table):
        self.kinds, self.releases = table.kinds(), table.releases
        self.number_of = {kind: number for number, kind in enumerate(self.kinds)}
        self.lists = {}  # the name of each constant list, by its rows
        self.lines = []

    def list_of(self, word, names, rows):
        """Returns a WordList of the rows, which are written once however often they occur."""
        if not rows:
            return "{}"
        key = (word, tuple(rows))
        if key not in self.lists:
            name = f"k{word}{len(self.lists)}"
            self.lines.append(f"constexpr {word} {name}[] = {{\n" +
                              "".join(f"    {row},\n" for row in rows) + "};")
            self.lists[key] = "{%s, %d}" % (name, len(rows))
            slots = word_index.index(names)
            if slots:
                self.lines.append(f"constexpr uint8_t {name}Slots[] = {{{', '.join(map(str, slots))}}};")
                self.lists[key] = "{%s, %d, %sSlots, %d}" % (name, len(rows), name, len(slots) - 1)
        return self.lists[key]

    def values(self, values):
        names = [value.text for value in values or []]
        return self.list_of("ValueWord", names, ['{"%s", %s}' % (value.text, since_mark.as_cc(value.since))
                                          for value in values or []])

    def content(self, kind):
        attributes = self.list_of("AttributeWord", list(kind.attributes), [
            '{"%s", %s, %s, %s, %s}' % (word.name, since_mark.as_cc(word.since), self.values(word.values),
                                        str(word.ignores_others).lower(),
                                        str(word.ignores_case).lower())
            for word in kind.attributes.values()])
        children = self.list_of("ElementWord", list(kind.children), [
            '{"%s", %s, &kContents[%d]}' % (word.name, since_mark.as_cc(word.since),
                                            self.number_of[word.kind])
            for word in kind.children.values()])
        marks = (kind.is_anything, kind.refuses_others, kind.is_namespaced)
        return "    {%s, %s, %s, %s}," % (attributes, children, self.values(kind.values),
                                          ", ".join(str(mark).lower() for mark in marks))

    def text(self):
        contents = [self.content(kind) for kind in self.kinds]
        return "\n".join([
            "// Made from schemas/domain_words.txt by schemas/domain_words_cc.py.",
            '#include "capsmodel/vocabulary.h"', "", "namespace domcheck {", "namespace {", "",
            f"extern const ElementContent kContents[{len(contents)}];", "", *self.lines,
            f"constexpr ElementContent kContents[{len(contents)}] = {{", *contents, "};", "",
            "}  // namespace", "",
            "const ElementContent& DomainContent() { return kContents[0]; }",
            "LibvirtRelease NewestRelease() { return {%d, %d}; }" % self.releases[-1], "",
            "}  // namespace domcheck", ""])


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        table = domain_words.Table(file.read())
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write(Writer(table).text())


if __name__ == "__main__":
    sys.exit(main())
