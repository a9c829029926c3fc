// Fuzzes the files of a host's folder. Whatever can be used is used, and for the rest each problem
// names its file and place.
//
// The input's parts (parts.h) are index.json, capabilities.xml, and two documents.
#include "checker/hosts/host_folder.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "checker/fleet/check/fleet_hosts.h"
#include "checker/hosts/host_index.h"
#include "checker/hosts/load_host.h"
#include "checker/quality/fuzz/invariant.h"
#include "checker/quality/fuzz/parts.h"
#include "checker/quality/fuzz/scratch_folder.h"

namespace {

using namespace domcheck;

constexpr const char* kFiles[] = {"index.json", "capabilities.xml", "a.xml", "b.xml"};

void CheckProblems(const std::vector<InputProblem>& problems, const std::string& folder) {
  for (const InputProblem& problem : problems) {
    Invariant(problem.name.compare(0, folder.size(), folder) == 0 && !problem.message.empty(),
              "a problem is of a file there", problem.name);
    if (!problem.position) continue;
    const auto read = ReadSourceFile(problem.name, problem.name);
    Invariant(std::holds_alternative<SourceFile>(read), "a place is in a file that can be read",
              problem.name);
    Invariant(std::get<SourceFile>(read).Line(problem.position->line).data() != nullptr,
              "a problem's place is in its file", problem.message);
  }
}

void CheckHost(const Host& host) {
  static XmlReader& reader = *new XmlReader;
  static const auto& guests = *new std::vector<Document>([] {
    std::vector<Document> documents(3);
    reader.Read("<domain/>", &documents[0]);
    reader.Read("<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os></domain>",
                &documents[1]);
    reader.Read(
        "<domain type='qemu'><devices><emulator>/usr/bin/qemu</emulator></devices></domain>",
        &documents[2]);
    return documents;
  }());
  for (const auto& document : host.capabilities())
    Invariant(document->document().root().name() == "domainCapabilities", "a host has documents");
  for (const Document& guest : guests) {
    const Capabilities* chosen = host.Choose(Guest(guest));
    if (chosen == nullptr) continue;
    bool is_of_host = false;
    for (const auto& document : host.capabilities()) is_of_host |= document.get() == chosen;
    Invariant(is_of_host, "the host's own document is chosen");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string& fleet = *new std::string(ScratchFolder() + "/fleet");
  static const std::string& folder = *new std::string(fleet + "/host");
  static XmlReader& reader = *new XmlReader;
  std::filesystem::create_directories(folder);
  const auto parts = Parts({reinterpret_cast<const char*>(data), size}, std::size(kFiles));
  for (size_t i = 0; i < std::size(kFiles); ++i) {
    const std::string path = folder + "/" + kFiles[i];
    if (i < parts.size())
      WriteWhole(path, parts[i]);
    else
      std::remove(path.c_str());
  }

  if (const auto index = ReadHostIndex(folder))
    for (const IndexedDocument& document : index->documents)
      Invariant(!document.file.empty(), "a document that is named has a name");
  if (const auto why = WhyNoHostFolder(folder))
    Invariant(!why->empty(), "what is against a folder is explained");

  std::vector<InputProblem> problems;
  const auto host = LoadHost(folder, &reader, &problems);
  CheckProblems(problems, folder);
  Invariant(host.has_value() || !problems.empty(), "a host that is none is explained");
  if (host) CheckHost(*host);

  std::vector<InputProblem> fleet_problems;
  const FleetHosts hosts = ReadFleetHosts({fleet}, &fleet_problems);
  Invariant(hosts.classes.size() == hosts.host_of.size(), "each kind has a host");
  Invariant(hosts.classes.hosts.size() <= 1, "a folder is one host");
  Invariant(!hosts.classes.hosts.empty() || !fleet_problems.empty(), "a host left out is told");
  return 0;
}
