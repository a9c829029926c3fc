// The version of this program, in one place: --version and the reports say it.
#ifndef CHECKER_VERSION_H_
#define CHECKER_VERSION_H_

#include <string_view>

namespace domcheck {

constexpr std::string_view kVersion = "0.1.0";

}  // namespace domcheck

#endif  // CHECKER_VERSION_H_
