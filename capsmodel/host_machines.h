// The machine types of a host, from its capabilities document (what `virsh capabilities` prints).
//
// A domainCapabilities document speaks for one machine and does not list the others. This one does,
// with the machine that each alias stands for ('q35' for 'pc-q35-9.1') and those that are going
// away. So with it a guest's machine is known exactly; without it, only its family is.
//
// Views point into the document, which this owns.
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
  std::string_view domain_type;  // of the <domain> that has a list of its own, or of every one
  std::string_view emulator;
  std::string_view name;
  std::string_view canonical;  // the machine itself, where the name is an alias; else empty
  bool is_deprecated = false;

  std::string_view real_name() const { return canonical.empty() ? name : canonical; }
};

class HostMachines {
 public:
  HostMachines(SourceFile source, Document document);
  HostMachines(HostMachines&&) = default;

  const std::vector<HostMachine>& all() const { return all_; }
  // The machine of that name, or alias; null where the host has none. An empty architecture or
  // type stands for any.
  const HostMachine* Find(std::string_view arch, std::string_view domain_type,
                          std::string_view name) const;
  // The names and aliases for guests of that kind, in the order of the document.
  std::vector<std::string_view> Names(std::string_view arch, std::string_view domain_type) const;

 private:
  void AddArch(Element arch);
  void AddList(Element list, Element arch, std::string_view domain_type);

  SourceFile source_;
  Document document_;
  std::vector<HostMachine> all_;
};

// Reads `source` as a <capabilities> document. An error is at its place in the text; `source` is
// left as it was then.
std::variant<HostMachines, XmlError> ReadHostMachines(SourceFile&& source, XmlReader* reader);

}  // namespace domcheck

#endif  // CAPSMODEL_HOST_MACHINES_H_
