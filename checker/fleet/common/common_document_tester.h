// Documents and what is common to them, for tests.
#ifndef CHECKER_FLEET_COMMON_COMMON_DOCUMENT_TESTER_H_
#define CHECKER_FLEET_COMMON_COMMON_DOCUMENT_TESTER_H_

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "checker/fleet/common/common_document.h"
#include "checker/hosts/load_host.h"

namespace domcheck {

// A host of one document; null where that is none.
inline std::unique_ptr<const Host> HostOf(const std::string& name, const std::string& text) {
  XmlReader reader;
  auto document = ReadCapabilities(SourceFile(name, text), &reader);
  if (!std::holds_alternative<Capabilities>(document)) return nullptr;
  auto host = std::make_unique<Host>(name, /*chooses=*/false);
  host->Add(std::move(std::get<Capabilities>(document)));
  return host;
}

// What these share, of the first of their machines; empty where there is none.
inline std::string Common(const std::vector<const Host*>& hosts) {
  const auto matches = MatchDocuments(hosts);
  return matches.empty() ? "" : CommonDocument(matches.front());
}

// A document of a q35 machine that holds `content`.
inline std::string Document35(const std::string& content,
                              const std::string& machine = "pc-q35-9.2") {
  return "<domainCapabilities>\n  <path>/usr/bin/qemu</path>\n  <domain>kvm</domain>\n"
         "  <machine>" +
         machine + "</machine>\n  <arch>x86_64</arch>\n" + content + "</domainCapabilities>\n";
}

// What the hosts of two documents share.
inline std::string CommonOf(const std::string& a, const std::string& b) {
  const auto first = HostOf("a.xml", a), second = HostOf("b.xml", b);
  return Common({first.get(), second.get()});
}

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_COMMON_DOCUMENT_TESTER_H_
