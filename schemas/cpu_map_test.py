"""Compares cpu_map.txt with the CPU map of the libvirt that is installed, and tests its reader."""
import unittest

import compare_domain_words
import cpu_map

FOLDER = "/usr/share/libvirt/cpu_map"
RELEASE = compare_domain_words.installed_release()
KINDS = {"x86_64": "x86", "ppc64": "ppc64", "aarch64": "arm"}  # libvirt's name for the architectures

with open("schemas/cpu_map.txt", encoding="utf-8") as file:
    TEXT = file.read()


def differences(text):
    """Returns the differences from the installed map, as sentences, and the number of models."""
    found, models = [], 0
    for one in cpu_map.Table(text).maps:
        installed = cpu_map.InstalledMap(FOLDER, KINDS[one.architectures[0]])
        for what, known, there in (("feature", one.features, installed.features),
                                   ("model", {model.name: model.since
                                              for model in one.models.values()}, installed.models)):
            found += [f"{what} {name} is missing" for name in there if name not in known]
            found += [f"{what} {name} is not installed" for name, since in known.items()
                      if since.is_known_to(RELEASE) and name not in there]
            found += [f"{what} {name} is older than stated" for name, since in known.items()
                      if since.is_known_to(RELEASE) is False and name in there]
        for name, (vendor, features) in installed.models.items():
            model = one.models.get(name)
            if model is None:
                continue
            models += 1
            if model.vendor != vendor:
                found.append(f"model {name} is of {vendor}")
            found += [f"model {name} lacks {feature}" for feature in model.features() - features
                      if not feature.startswith("vmx-")]
            found += [f"model {name} has {feature}" for feature in features - model.features()
                      if feature not in ("mpx", "intel-pt")]
    return found, models


class CpuMapTest(unittest.TestCase):
    def test_agrees(self):
        found, models = differences(TEXT)
        self.assertEqual(found, [])
        self.assertGreater(models, 70)

    def test_notices(self):
        for before, after, difference in (
                ("  pentium: 486 +cx8", "  pentium (AMD): 486 +cx8", "model pentium is of None"),
                ("  pentium: 486 +cx8", "  pentium: 486", "model pentium has cx8"),
                ("  pentium: 486", "  pentium: 486 +aes", "model pentium lacks aes"),
                ("  pentium3: pentium2 +sse\n", "  pentium3: pentium2\n",
                 "model pentium3 has sse"),
                ("  POWER6 (IBM):\n", "", "model POWER6 is missing"),
                ("  POWER6 (IBM):\n", "  POWER6 (IBM):\n  POWER5 (IBM):\n",
                 "model POWER5 is not installed"),
                ("  POWER6 (IBM):\n", "  POWER6{99.0} (IBM):\n", "model POWER6 is older than stated"),
                ("  3dnow 3dnowext ", "  3dnow ", "feature 3dnowext is missing")):
            self.assertEqual(TEXT.count(before), 1, before)
            text = TEXT.replace(before, after)
            if "feature" in difference:
                text = text.replace(" +3dnowext", "").replace(" -3dnowext", "")
            self.assertIn(difference, differences(text)[0])

    def test_checks_its_form(self):
        for before, after, error in (
                ("  POWER6 (IBM):\n", "  POWER6 (IBM)\n", "it is not a new model"),
                ("  POWER6 (IBM):\n", "  POWER6 (IBM):\n  POWER6 (IBM):\n", "it is not a new model"),
                ("  POWER6 (IBM):\n", "  POWER6 (IBM): POWER5\n", "'POWER5' is neither a model above"),
                ("  POWER6 (IBM):\n", "  POWER6 (IBM): +aes\n", "'+aes' is neither a model above"),
                ("  3dnow 3dnowext ", "  3dnow 3dnow{ext ", "'3dnow{ext' is not a feature")):
            with self.assertRaisesRegex(cpu_map.Error, r"^line \d+: ") as raised:
                cpu_map.Table(TEXT.replace(before, after))
            self.assertIn(error, str(raised.exception))


if __name__ == "__main__":
    unittest.main()
