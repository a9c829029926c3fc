#include "capsmodel/host_machines.h"

#include <algorithm>
#include <string>
#include <utility>

#include "capsmodel/element_spans.h"

namespace domcheck {
namespace {

bool Fits(std::string_view asked, std::string_view stated) {
  return asked.empty() || asked == stated;
}

}  // namespace

HostMachines::HostMachines(SourceFile source, Document document)
    : source_(std::move(source)), document_(std::move(document)) {
  for (Element guest = document_.root().Child("guest"); guest; guest = guest.NextNamed("guest"))
    for (Element arch = guest.Child("arch"); arch; arch = arch.NextNamed("arch")) AddArch(arch);
}

// A <domain> without its own machines has those of its <arch>.
void HostMachines::AddArch(Element arch) {
  for (Element domain = arch.Child("domain"); domain; domain = domain.NextNamed("domain"))
    AddList(domain.Child("machine") ? domain : arch, arch, domain.AttributeOr("type", ""));
}

void HostMachines::AddList(Element list, Element arch, std::string_view domain_type) {
  const Element emulator = list.Child("emulator") ? list.Child("emulator") : arch.Child("emulator");
  for (Element machine = list.Child("machine"); machine; machine = machine.NextNamed("machine")) {
    HostMachine known;
    known.arch = arch.AttributeOr("name", "");
    known.domain_type = domain_type;
    known.emulator = emulator.Text();
    known.name = machine.Text();
    known.canonical = machine.AttributeOr("canonical", "");
    known.is_deprecated = machine.AttributeIs("deprecated", "yes");
    all_.push_back(known);
  }
}

std::string_view HostMachines::host_arch() const {
  return document_.root().Child("host").Child("cpu").Child("arch").Text();
}

const HostMachine* HostMachines::Find(std::string_view arch, std::string_view domain_type,
                                      std::string_view name) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const HostMachine& machine) {
    return machine.name == name && Fits(arch, machine.arch) &&
           Fits(domain_type, machine.domain_type);
  });
  return found == all_.end() ? nullptr : &*found;
}

std::vector<std::string_view> HostMachines::Names(std::string_view arch,
                                                  std::string_view domain_type) const {
  std::vector<std::string_view> names;
  for (const HostMachine& machine : all_)
    if (Fits(arch, machine.arch) && Fits(domain_type, machine.domain_type))
      names.push_back(machine.name);
  return names;
}

std::variant<HostMachines, XmlError> ReadHostMachines(SourceFile&& source, XmlReader* reader) {
  Document document;
  if (auto error = reader->Read(source.text(), &document)) return std::move(*error);
  if (document.root().name() != "capabilities")
    return XmlError{ElementSpans(source.text()).Name(0).begin,
                    "this is not a <capabilities> document (what 'virsh capabilities' prints)"};
  return HostMachines(std::move(source), std::move(document));
}

}  // namespace domcheck
