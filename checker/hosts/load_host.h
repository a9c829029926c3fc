// Where hosts come from: what a user writes behind --caps.
#ifndef CHECKER_HOSTS_LOAD_HOST_H_
#define CHECKER_HOSTS_LOAD_HOST_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/host.h"
#include "capsmodel/xml_reader.h"
#include "checker/base/input_problem.h"
#include "checker/hosts/host_files.h"

namespace domcheck {

// In a host's folder, what 'virsh capabilities' printed: its machines and their aliases.
constexpr std::string_view kHostMachinesName = "capabilities.xml";

// Loads `spec`: a domainCapabilities file, a folder of them, the URI of a live libvirt such as
// qemu:///system, or @NAME for a host that ships inside the program (@NAME/FILE for one document of
// it). Documents that cannot be used are told in
// `problems` and left out; a host without any document is none.
std::optional<Host> LoadHost(const std::string& spec, XmlReader* reader,
                             std::vector<InputProblem>* problems);

// The same for files that the caller has listed, and perhaps read.
std::optional<Host> LoadHost(HostFiles files, XmlReader* reader,
                             std::vector<InputProblem>* problems);

// The hosts that ship inside the program: the names behind @, sorted.
std::vector<std::string> EmbeddedHostNames();

}  // namespace domcheck

#endif  // CHECKER_HOSTS_LOAD_HOST_H_
