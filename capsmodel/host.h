// A Host holds the domainCapabilities documents that one physical machine printed, each for one
// kind of guest, and chooses the document that describes a given guest.
#ifndef CAPSMODEL_HOST_H_
#define CAPSMODEL_HOST_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "capsmodel/capabilities.h"
#include "capsmodel/guest.h"

namespace domcheck {

// An architecture that libvirt lists among the host's, but refuses to describe.
struct UndescribedArch {
  std::string arch;
  std::string why;  // libvirt's words
};

class Host {
 public:
  // `name` is the user's name for the host. Of many documents, only the text of each is kept until
  // it is queried.
  Host(std::string name, bool has_many_documents)
      : name_(std::move(name)), has_many_documents_(has_many_documents) {}

  void Add(Capabilities document);
  // Set the host's machines, for Choose() and for all documents added afterwards, and the release
  // of its libvirt, for all documents added afterwards. The first release that is set holds.
  void SetMachines(HostMachines machines);
  void SetLibvirt(LibvirtRelease release) {
    if (!libvirt_) libvirt_ = release;
  }

  void SetUndescribed(std::vector<UndescribedArch> archs) { undescribed_ = std::move(archs); }

  const std::string& name() const { return name_; }
  const std::vector<UndescribedArch>& undescribed() const { return undescribed_; }
  const std::vector<std::unique_ptr<const Capabilities>>& capabilities() const {
    return capabilities_;
  }

  // Returns the document for the guest's type, architecture and machine, or else one that differs
  // only in having KVM or not, or null if the host has neither. What a document does not state
  // matches any guest. Where the guest omits these, the host's own architecture, its emulator and
  // then libvirt's default machine decide; among several versions of its machine, the next later
  // one. If the host's machines show that the host lacks this kind of guest, or no emulator of the
  // architecture has such a machine, returns the nearest document, from which the rules report
  // that. Where one of them is a placeholder, returns null unless a single document remains.
  const Capabilities* Choose(const Guest& guest) const;

 private:
  // Returns the architecture of the host's processor, or else of its documents for KVM, or of all
  // its documents; may be empty.
  std::string_view NativeArch() const;

  std::string name_;
  bool has_many_documents_;
  std::shared_ptr<const HostMachines> machines_;
  LibvirtRelease libvirt_;
  std::vector<std::unique_ptr<const Capabilities>> capabilities_;
  std::vector<UndescribedArch> undescribed_;
};

}  // namespace domcheck

#endif  // CAPSMODEL_HOST_H_
