#include "checker/host_index.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace domcheck {
namespace {

std::string Text(const nlohmann::json& index, const char* key) {
  if (!index.is_object()) return "";
  const auto member = index.find(key);
  return member != index.end() && member->is_string() ? member->get<std::string>() : "";
}

}  // namespace

std::optional<HostIndex> ReadHostIndex(const std::string& folder) {
  std::ifstream file(std::filesystem::path(folder) / kHostIndexName);
  if (!file) return std::nullopt;
  const auto index = nlohmann::json::parse(file, nullptr, /*allow_exceptions=*/false);
  if (!index.is_object()) return std::nullopt;
  std::tm parts = {};
  if (strptime(Text(index, "fetched").c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) == nullptr)
    return std::nullopt;
  HostIndex read{Text(index, "host"), timegm(&parts), {}};
  const auto documents = index.find("documents");
  if (documents == index.end() || !documents->is_array()) return read;
  for (const nlohmann::json& document : *documents) {
    IndexedDocument indexed{Text(document, "file"), Text(document, "arch"),
                            Text(document, "virttype"), Text(document, "machine"),
                            Text(document, "emulator")};
    if (!indexed.file.empty()) read.documents.push_back(std::move(indexed));
  }
  return read;
}

}  // namespace domcheck
