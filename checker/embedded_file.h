// Files that are part of the program. embed.bzl writes the functions.
#ifndef CHECKER_EMBEDDED_FILE_H_
#define CHECKER_EMBEDDED_FILE_H_

#include <string_view>
#include <vector>

namespace domcheck {

struct EmbeddedFile {
  std::string_view path;  // below the folder that is embedded
  std::string_view content;
};

// testdata/hosts: "debian-12/x86_64-kvm-q35.xml" and so on, sorted by path.
const std::vector<EmbeddedFile>& EmbeddedHostFiles();

// schemas/domaincapabilities.xsd, alone.
const std::vector<EmbeddedFile>& EmbeddedSchemaFiles();

// checker/hook/files: templates of what installing the hook writes.
const std::vector<EmbeddedFile>& EmbeddedHookFiles();

// checker/fleet/page: the page of a fleet's report before its data and behind it.
const std::vector<EmbeddedFile>& EmbeddedFleetPageFiles();

}  // namespace domcheck

#endif  // CHECKER_EMBEDDED_FILE_H_
