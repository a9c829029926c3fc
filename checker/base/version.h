// The program's name and version, in one place: --version and the reports show them.
#ifndef CHECKER_BASE_VERSION_H_
#define CHECKER_BASE_VERSION_H_

#include <string_view>

namespace domcheck {

constexpr std::string_view kVersion = "0.1.0";

// Where to read on. There is no page of domcheck's own yet, so it is about what domcheck reads.
constexpr std::string_view kInformationUri = "https://libvirt.org/formatdomaincaps.html";

}  // namespace domcheck

#endif  // CHECKER_BASE_VERSION_H_
