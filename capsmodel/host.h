// One machine: the domainCapabilities documents that it printed, each for one kind of guest, and
// the choice of the one that describes a given guest.
#ifndef CAPSMODEL_HOST_H_
#define CAPSMODEL_HOST_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "capsmodel/capabilities.h"
#include "capsmodel/guest.h"

namespace domcheck {

class Host {
 public:
  // `name` is what the user called it. A host made of a single document always chooses that one:
  // the user chose it.
  Host(std::string name, bool chooses) : name_(std::move(name)), chooses_(chooses) {}

  // A document of a host that chooses is kept as its text until it is asked.
  void Add(Capabilities document);
  // The host's machines; known then to all documents that are added afterwards.
  void SetMachines(HostMachines machines);

  const std::string& name() const { return name_; }
  const std::vector<std::unique_ptr<const Capabilities>>& capabilities() const {
    return capabilities_;
  }

  // The document for the guest's type, architecture and machine; null when the host has none. Where
  // the guest is silent, the emulator that it names and then libvirt's preference decide. A guest
  // of a kind that the host's machines show it to lack gets the nearest document, whose answers
  // report that.
  const Capabilities* Choose(const Guest& guest) const;

 private:
  std::string name_;
  bool chooses_;
  std::shared_ptr<const HostMachines> machines_;
  std::vector<std::unique_ptr<const Capabilities>> capabilities_;
};

}  // namespace domcheck

#endif  // CAPSMODEL_HOST_H_
