// The index of a host folder (index.json, which 'domcheck fetch' writes).
#ifndef CHECKER_HOSTS_HOST_INDEX_H_
#define CHECKER_HOSTS_HOST_INDEX_H_

#include <ctime>
#include <optional>
#include <string>
#include <vector>

namespace domcheck {

constexpr char kHostIndexName[] = "index.json";

struct IndexedDocument {
  std::string file;  // its name in the folder, made of its content
  std::string arch;
  std::string domain_type;
  std::string machine;
  std::string emulator;
};

struct HostIndex {
  std::string hostname;
  std::time_t fetched = 0;  // seconds since 1970, UTC
  std::vector<IndexedDocument> documents;
};

// Nothing where the folder has no index, or one that cannot be understood.
std::optional<HostIndex> ReadHostIndex(const std::string& folder);

}  // namespace domcheck

#endif  // CHECKER_HOSTS_HOST_INDEX_H_
