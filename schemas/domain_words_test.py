"""Tests that domain_words.txt agrees with the schema of the libvirt that is installed, that the
comparison notices each kind of difference, and that the table's form is checked."""
import unittest

import compare_domain_words
import domain_words
import rng_words

with open("schemas/domain_words.txt", encoding="utf-8") as file:
    TEXT = file.read()
SCHEMA = rng_words.Schema(compare_domain_words.SCHEMA)
RELEASE = compare_domain_words.installed_release()


def differences(text):
    return compare_domain_words.compare(text, SCHEMA, RELEASE)[0]


def changed(before, after):
    assert TEXT.count(before) == 1, before
    return TEXT.replace(before, after)


class DomainWordsTest(unittest.TestCase):
    def test_agrees(self):
        found, elements = compare_domain_words.compare(TEXT, SCHEMA, RELEASE)
        self.assertEqual(found, [])
        self.assertGreater(elements, 500)

    def test_notices(self):
        for before, after, difference in (
                ("\n  genid\n", "\n", "domain/genid is missing in the table"),
                ("\n  genid\n", "\n  genid\n  gneid\n", "domain/gneid is not in the schema"),
                ("\n  genid\n", "\n  genid{99.0}\n",
                 "domain/genid is in the schema, and older than stated"),
                ("\n  @id\n", "\n", "domain/@/id is missing in the table"),
                ("\n  @id\n", "\n  @id = a b\n",
                 "domain/@id: only one side has a closed set of values"),
                ("@offset = absolute{8.4} localtime", "@offset = absolute{8.4}",
                 "domain/clock/@offset=/localtime is missing in the table"),
                ("(in any case) KiB", "(in any case) KiBi KiB", "domain/memory/@unit=KiBi is not in the schema"),
                ("@offset = absolute{8.4}", "@offset = absolute{8.4} wall",
                 "domain/clock/@offset=/wall is not in the schema")):
            self.assertIn(difference, differences(changed(before, after)))

    def test_unlisted_words_are_in_no_schema(self):
        self.assertEqual(differences(changed("\n  genid\n", "\n  genid\n  gneid{unlisted}\n")), [])

    def test_checks_its_form(self):
        for before, after, error in (
                ("\n  genid\n", "\n  genid\n  genid\n", "'genid' is there twice"),
                ("\n  genid\n", "\n  genid: nothing\n", "there is no section [nothing]"),
                ("\n  genid\n", "\n  genid (refuse others)\n", "'(refuse others)' is not a mark"),
                ("\n  @id\n", "\n  @id (anything)\n", "'(anything)' is not a mark of it"),
                ("\n  genid\n", "\n  <genid>\n", "neither an element, an attribute nor values"),
                ("\n  genid\n", "\n  genid{>9.1}\n", "no schema of 9.1"),
                ("@offset = absolute{8.4}", "@offset = absolute{", "'absolute{' is not a value")):
            with self.assertRaisesRegex(domain_words.Error, r"^line \d+: ") as raised:
                domain_words.Table(changed(before, after))
            self.assertIn(error, str(raised.exception))

    def test_since(self):
        root = domain_words.Table(TEXT).root
        exact = root.attributes["type"].values[1].since  # hvf{8.1}
        self.assertEqual([exact.is_known_to(release) for release in ((8, 0), (8, 1), (9, 0))],
                         [False, True, True])
        shim = root.children["os"].kind.children["shim"].since  # shim{>10.7}
        self.assertEqual([shim.is_known_to(release) for release in ((10, 7), (11, 0), (11, 3))],
                         [False, None, True])


if __name__ == "__main__":
    unittest.main()
