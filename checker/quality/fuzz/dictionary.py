"""Prints words for libFuzzer's -dict: those of guests, from `domcheck explain --all --format json` on
standard input, and JSON's strings and settings of the corpus files that the arguments name."""
import json
import re
import sys

words = {"<", ">", "/>", "</", "='", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "&#", "&amp;",
         "<!-- domcheck: ignore ", "Content-Length: ", "\r\n\r\n", "\n@@ ", "\n@@\n", "ignore-file ", "because ", "\u00e9", "\U0001F600"}
for rule in json.load(sys.stdin)["rules"]:
    for key in ("id", "element", "setting", "capability", "acceptedUnlisted", "example"):
        value = rule.get(key)
        for text in value if isinstance(value, list) else [value or ""]:
            words.update(re.findall(r"[\w.:+-]{2,}", text))
            words.update(re.findall(r"</?[\w:]+|@?[\w:]+='[^']*'", text))
for path in sys.argv[1:]:
    with open(path, encoding="utf-8", errors="ignore") as file:
        text = file.read()
    if re.search("/(session|baseline|host_folder|merge)/", path):
        words.update(re.findall(r'"[\w$/.:@ -]{2,50}"', text))
    elif "/config/" in path:
        words.update(re.findall(r"^[a-z-]+ *= *[\w-]+", text, re.MULTILINE))

for word in sorted(words):
    print('"%s"' % "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else "\\x%02x" % b
                           for b in word.encode()))
