"""The libraries that are linked into the programs of a release: versions, licenses, SBOM.

They are Debian's packages. Their versions are those installed, and their notices are the files that
Debian's policy has each package bring.
"""

import collections
import datetime
import json
import pathlib
import subprocess

# A file of each library, as the compiler finds it, with the library's name, its license (SPDX), and
# whether only the static program has it.
LIBRARIES = [
    ("libxerces-c.a", "Xerces-C++", "Apache-2.0", False),
    ("libicuuc.a", "ICU", "Unicode-DFS-2016", False),
    ("libboost_program_options.a", "Boost.Program_options", "BSL-1.0", False),
    ("libunistring.a", "libunistring", "LGPL-3.0-or-later OR GPL-2.0-or-later", False),
    ("/usr/include/nlohmann/json.hpp", "JSON for Modern C++", "MIT", False),
    ("libstdc++.a", "libstdc++", "GPL-3.0-or-later WITH GCC-exception-3.1", False),
    ("libgcc.a", "libgcc", "GPL-3.0-or-later WITH GCC-exception-3.1", False),
    ("libc.a", "GNU C Library", "LGPL-2.1-or-later", True),
]

Library = collections.namedtuple("Library", "name license is_static_only package version")


def _output(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def find():
    """Returns the libraries as installed: a Library for each of LIBRARIES."""
    found = []
    for file, name, license_name, is_static_only in LIBRARIES:
        path = file if file.startswith("/") else _output("g++", "-print-file-name=" + file)
        package = _output("dpkg", "-S", str(pathlib.Path(path).resolve())).split(":")[0]
        version = _output("dpkg-query", "-W", "-f", "${Version}\n", package).split("\n")[0]
        found.append(Library(name, license_name, is_static_only, package, version))
    return found


def notices(libraries):
    """Returns the copyright notices of the libraries, one below the other."""
    text = ("domcheck is linked with these libraries. The sources of domcheck and of Debian's packages\n"
            "are public, so that anyone can link it again with a changed library.\n")
    for library in libraries:
        where = " (the static program only)" if library.is_static_only else ""
        text += f"\n{'=' * 78}\n{library.name} {library.version}{where}\n{library.license}\n{'=' * 78}\n\n"
        text += pathlib.Path(f"/usr/share/doc/{library.package}/copyright").read_text(
            encoding="utf-8", errors="replace")
    return text


def sbom(libraries, version, commit, time):
    """Returns the software bill of materials, SPDX 2.3 as JSON. `time` is in seconds since 1970."""
    created = datetime.datetime.fromtimestamp(time, datetime.timezone.utc)
    packages = [{"SPDXID": "SPDXRef-domcheck", "name": "domcheck", "versionInfo": version,
                 "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "Apache-2.0",
                 "licenseDeclared": "Apache-2.0", "copyrightText": "The domcheck authors",
                 "sourceInfo": f"commit {commit}", "primaryPackagePurpose": "APPLICATION"}]
    relationships = [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
                      "relatedSpdxElement": "SPDXRef-domcheck"}]
    for number, library in enumerate(libraries):
        ident = f"SPDXRef-library-{number}"
        purl = f"pkg:deb/debian/{library.package}@{library.version.replace('+', '%2B')}"
        packages.append({"SPDXID": ident, "name": library.name, "versionInfo": library.version,
                         "supplier": "Organization: Debian", "downloadLocation": "NOASSERTION",
                         "filesAnalyzed": False, "licenseConcluded": library.license,
                         "licenseDeclared": library.license, "copyrightText": "NOASSERTION",
                         "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER",
                                           "referenceType": "purl", "referenceLocator": purl}]})
        relationships.append({"spdxElementId": "SPDXRef-domcheck", "relationshipType": "STATIC_LINK",
                              "relatedSpdxElement": ident})
    document = {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
                "name": f"domcheck-{version}", "documentNamespace": f"https://spdx.org/spdxdocs/domcheck-{version}-{commit}",
                "creationInfo": {"created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
                                 "creators": ["Tool: checker/release/release.py"]},
                "packages": packages, "relationships": relationships}
    return json.dumps(document, indent=2) + "\n"
