// Makes hosts from texts, for tests.
#ifndef CHECKER_TESTING_MADE_HOST_H_
#define CHECKER_TESTING_MADE_HOST_H_

#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/capabilities.h"
#include "capsmodel/host.h"

namespace domcheck {

// Reads a capabilities document. If the text is not one the test fails, and the result is an empty
// document.
Capabilities ParseCapabilities(const std::string& text, const std::string& name = "caps.xml");

// Reads a host's capabilities.xml, with `machines` as the content of <arch name='x86_64'>. If that
// is not such a document the test fails, and the result has no machine.
HostMachines ParseMachines(std::string_view machines);

// Makes a host of documents that all have its name. `machines` is for ParseMachines(); if it is
// empty, the host's machines are not known.
Host MakeHost(const std::string& name, const std::vector<std::string>& documents,
              std::string_view machines = "");

}  // namespace domcheck

#endif  // CHECKER_TESTING_MADE_HOST_H_
