// Reads a guest and a host from one input, for targets that check one against the other.
//
// The input's first part (parts.h) is the guest. The others are a host: capabilities documents and,
// at most once, the output of `virsh capabilities`. A host of one document always chooses it.
#ifndef CHECKER_QUALITY_FUZZ_CHECKED_PARTS_H_
#define CHECKER_QUALITY_FUZZ_CHECKED_PARTS_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "capsmodel/host.h"
#include "capsmodel/host_machines.h"
#include "checker/quality/fuzz/parts.h"

namespace domcheck {

struct CheckedParts {
  SourceFile guest;
  Host host;
};

// Returns nullopt if the guest's bytes cannot be decoded or no part is a capabilities document.
inline std::optional<CheckedParts> ReadCheckedParts(std::string_view input, XmlReader* reader) {
  constexpr size_t kMostParts = 5;
  const auto parts = Parts(input, kMostParts);
  auto guest = MakeSourceFile("guest.xml", std::string(parts[0]));
  if (parts.size() == 1 || std::holds_alternative<ReadError>(guest)) return std::nullopt;

  std::vector<Capabilities> documents;
  std::optional<HostMachines> machines;
  for (size_t i = 1; i < parts.size(); ++i) {
    const std::string name = "host" + std::to_string(i) + ".xml";
    auto source = MakeSourceFile(name, std::string(parts[i]));
    if (std::holds_alternative<ReadError>(source)) continue;
    const std::string text(std::get<SourceFile>(source).text());
    auto read = ReadCapabilities(std::move(std::get<SourceFile>(source)), reader);
    if (auto* document = std::get_if<Capabilities>(&read)) {
      documents.push_back(std::move(*document));
      continue;
    }
    auto known = ReadHostMachines(SourceFile(name, text), reader);
    if (!machines && std::holds_alternative<HostMachines>(known))
      machines.emplace(std::move(std::get<HostMachines>(known)));
  }
  if (documents.empty()) return std::nullopt;
  CheckedParts checked{std::move(std::get<SourceFile>(guest)), Host("host", documents.size() > 1)};
  if (machines) checked.host.SetMachines(std::move(*machines));
  for (Capabilities& document : documents) checked.host.Add(std::move(document));
  return checked;
}

}  // namespace domcheck

#endif  // CHECKER_QUALITY_FUZZ_CHECKED_PARTS_H_
