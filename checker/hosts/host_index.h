// Reads the index of a host folder (index.json, which 'domcheck fetch' writes).
#ifndef CHECKER_HOSTS_HOST_INDEX_H_
#define CHECKER_HOSTS_HOST_INDEX_H_

#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/host.h"

namespace domcheck {

constexpr char kHostIndexName[] = "index.json";

struct IndexedDocument {
  std::string file;  // its name in the folder
  std::string arch;
  std::string domain_type;
  std::string machine;
  std::string emulator;
};

struct HostIndex {
  std::string hostname;                // of a host that ships inside the program, what it is
  std::optional<std::time_t> fetched;  // seconds since 1970, UTC
  std::string libvirt_version;
  std::string hypervisor_version;
  std::string left_out;  // what a host that ships inside the program leaves out; else empty
  std::vector<IndexedDocument> documents;
  std::vector<UndescribedArch> undescribed;
};

// Reads the index of a folder that 'domcheck fetch' wrote. Returns nothing where the folder has no
// index, or one of another program.
std::optional<HostIndex> ReadHostIndex(const std::string& folder);

// Reads the text of an index. Returns nothing where it is not one.
std::optional<HostIndex> ParseHostIndex(std::string_view text);

}  // namespace domcheck

#endif  // CHECKER_HOSTS_HOST_INDEX_H_
