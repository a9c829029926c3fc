// The version of this program and its address for further reading, as --version and the reports
// show them.
#ifndef CHECKER_BASE_VERSION_H_
#define CHECKER_BASE_VERSION_H_

#include <string_view>

namespace domcheck {

constexpr std::string_view kVersion = "0.1.0";

// domcheck has no page of its own yet, so this one describes the documents that it reads.
constexpr std::string_view kInformationUri = "https://libvirt.org/formatdomaincaps.html";

}  // namespace domcheck

#endif  // CHECKER_BASE_VERSION_H_
