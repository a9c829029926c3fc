#include "checker/hosts/host_index.h"

#include <variant>

#include "capsmodel/source_file.h"
#include "checker/base/parse_json.h"

namespace domcheck {
namespace {

std::string Text(JsonValue index, std::string_view name) {
  const auto member = index.Find(name);
  return member && member->is_string() ? member->String() : "";
}

std::vector<JsonValue> List(JsonValue index, std::string_view name) {
  const auto member = index.Find(name);
  return member && member->is_array() ? member->Items() : std::vector<JsonValue>();
}

}  // namespace

std::optional<HostIndex> ParseHostIndex(std::string_view text) {
  const auto parsed = ParseJson(text, nullptr);
  if (!parsed || !parsed->root().is_object()) return std::nullopt;
  const JsonValue index = parsed->root();
  HostIndex read;
  read.hostname = Text(index, "host");
  read.libvirt_version = Text(index, "libvirt");
  read.hypervisor_version = Text(index, "hypervisor");
  read.left_out = Text(index, "leftOut");
  std::tm parts = {};
  if (strptime(Text(index, "fetched").c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) != nullptr)
    read.fetched = timegm(&parts);
  for (const JsonValue document : List(index, "documents")) {
    IndexedDocument indexed{Text(document, "file"), Text(document, "arch"),
                            Text(document, "virttype"), Text(document, "machine"),
                            Text(document, "emulator")};
    if (!indexed.file.empty()) read.documents.push_back(std::move(indexed));
  }
  for (const JsonValue one : List(index, "undescribed"))
    read.undescribed.push_back({Text(one, "arch"), Text(one, "why")});
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
