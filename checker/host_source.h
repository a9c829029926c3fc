// Where hosts come from: what a user writes behind --caps.
#ifndef CHECKER_HOST_SOURCE_H_
#define CHECKER_HOST_SOURCE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/host.h"
#include "capsmodel/xml_reader.h"

namespace domcheck {

// An input that could not be used: what is wrong with it, for a person.
struct InputProblem {
  std::string name;  // of the file, as the user gave it
  std::optional<Position> position;
  std::string message;
};

// "name:line:column: error: message", or without the place.
std::string DescribeProblem(const InputProblem& problem);

// In a host's folder, what 'virsh capabilities' printed: its machines and their aliases.
constexpr std::string_view kHostMachinesName = "capabilities.xml";

// Loads `spec`: a domainCapabilities file, a folder of them, the URI of a live libvirt such as
// qemu:///system, or @NAME for a host that ships inside the program (@NAME/FILE for one document of
// it). Documents that cannot be used are told in
// `problems` and left out; a host without any document is none.
std::optional<Host> LoadHost(const std::string& spec, XmlReader* reader,
                             std::vector<InputProblem>* problems);

// The hosts that ship inside the program: the names behind @, sorted.
std::vector<std::string> EmbeddedHostNames();

}  // namespace domcheck

#endif  // CHECKER_HOST_SOURCE_H_
