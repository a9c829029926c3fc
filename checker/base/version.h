// The version of this program and its address for further reading, as --version and the reports
// show them. Everything that names the version takes it from here: releases ask the program.
#ifndef CHECKER_BASE_VERSION_H_
#define CHECKER_BASE_VERSION_H_

#include <string_view>

namespace domcheck {

constexpr std::string_view kVersion = "0.2.0";

// domcheck has no page of its own yet, so this one describes the documents that it reads.
constexpr std::string_view kInformationUri = "https://libvirt.org/formatdomaincaps.html";

// Returns the commit that a release was built from, in hexadecimal; empty in other builds.
std::string_view Commit();

}  // namespace domcheck

#endif  // CHECKER_BASE_VERSION_H_
