#include "checker/hosts/host_index.h"

#include <nlohmann/json.hpp>
#include <variant>

#include "capsmodel/source_file.h"
#include "checker/base/parse_json.h"

namespace domcheck {
namespace {

std::string Text(const nlohmann::json& index, const char* key) {
  if (!index.is_object()) return "";
  const auto member = index.find(key);
  return member != index.end() && member->is_string() ? member->get<std::string>() : "";
}

}  // namespace

std::optional<HostIndex> ParseHostIndex(std::string_view text) {
  const nlohmann::json index = ParseJson(text, nullptr);
  if (!index.is_object()) return std::nullopt;
  HostIndex read;
  read.hostname = Text(index, "host");
  read.libvirt_version = Text(index, "libvirt");
  read.hypervisor_version = Text(index, "hypervisor");
  read.left_out = Text(index, "leftOut");
  std::tm parts = {};
  if (strptime(Text(index, "fetched").c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) != nullptr)
    read.fetched = timegm(&parts);
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

std::optional<HostIndex> ReadHostIndex(const std::string& folder) {
  const std::string path = folder + "/" + std::string(kHostIndexName);
  const auto source = ReadSourceFile(path, path);
  const auto* file = std::get_if<SourceFile>(&source);
  if (file == nullptr) return std::nullopt;
  std::optional<HostIndex> index = ParseHostIndex(file->text());
  if (index && !index->fetched) return std::nullopt;
  return index;
}

}  // namespace domcheck
