// Loads the hosts that the user names with --caps.
#ifndef CHECKER_HOSTS_LOAD_HOST_H_
#define CHECKER_HOSTS_LOAD_HOST_H_

#include <optional>
#include <string>
#include <vector>

#include "capsmodel/host.h"
#include "capsmodel/libvirt_release.h"
#include "capsmodel/xml_reader.h"
#include "checker/base/input_problem.h"
#include "checker/hosts/host_files.h"

namespace domcheck {

// Loads `spec`: a domainCapabilities file, a folder of them, the URI of a live libvirt such as
// qemu:///system, or @NAME for a host that ships inside the program (@NAME/FILE for one document of
// it). `libvirt` is the release of its libvirt, if the user states one; it goes before what the
// host states. Documents that cannot be used are left out and reported in `problems`. Returns
// nothing where no document can be used.
std::optional<Host> LoadHost(const std::string& spec, XmlReader* reader,
                             std::vector<InputProblem>* problems, LibvirtRelease libvirt = {});

// Does the same with files that the caller has listed, and perhaps read.
std::optional<Host> LoadHost(HostFiles files, XmlReader* reader,
                             std::vector<InputProblem>* problems, LibvirtRelease libvirt = {});

}  // namespace domcheck

#endif  // CHECKER_HOSTS_LOAD_HOST_H_
