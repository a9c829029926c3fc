// HostMachines holds the machine types of a host, read from its capabilities document (the output
// of `virsh capabilities`).
//
// A domainCapabilities document describes one machine type and does not list the others. The
// capabilities document lists all, with the aliases ('q35' for 'pc-q35-9.1') and the deprecated
// ones. With it a guest's machine is known exactly; without it, only its family is.
//
// HostMachines owns the document; all views point into it.
#ifndef CAPSMODEL_HOST_MACHINES_H_
#define CAPSMODEL_HOST_MACHINES_H_

#include <string_view>
#include <variant>
#include <vector>

#include "capsmodel/document.h"
#include "capsmodel/source_file.h"
#include "capsmodel/xml_reader.h"

namespace domcheck {

struct HostMachine {
  std::string_view arch;         // <arch name=>
  std::string_view domain_type;  // the type of the <domain> to which the machine applies
  std::string_view emulator;
  std::string_view name;
  std::string_view canonical;  // the machine's own name if `name` is an alias; else empty
  bool is_deprecated = false;

  std::string_view real_name() const { return canonical.empty() ? name : canonical; }
};

class HostMachines {
 public:
  HostMachines(SourceFile source, Document document);
  HostMachines(HostMachines&&) = default;

  const std::vector<HostMachine>& all() const { return all_; }
  // The architecture of the host's own processor; empty if it is not stated.
  std::string_view host_arch() const;
  // Returns the machine with the name or alias `name`, or null if the host has none. An empty
  // `arch` or `domain_type` matches any.
  const HostMachine* Find(std::string_view arch, std::string_view domain_type,
                          std::string_view name) const;
  // Returns the names and aliases for such guests in document order, matching as Find() does.
  std::vector<std::string_view> Names(std::string_view arch, std::string_view domain_type) const;

 private:
  void AddArch(Element arch);
  void AddList(Element list, Element arch, std::string_view domain_type);

  SourceFile source_;
  Document document_;
  std::vector<HostMachine> all_;
};

// Parses `source`, which must be a <capabilities> document. On failure returns the error with its
// byte offset and leaves `source` unchanged.
std::variant<HostMachines, XmlError> ReadHostMachines(SourceFile&& source, XmlReader* reader);

}  // namespace domcheck

#endif  // CAPSMODEL_HOST_MACHINES_H_
