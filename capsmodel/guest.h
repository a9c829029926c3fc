// A domain XML document as its rules look at it, with what libvirt implies where it is silent.
//
// libvirt fills in settings that a guest leaves out; a few of them ask the host for something. They
// are here and nowhere else, each with the place of libvirt's source that decides it.
//
// A Guest is a view: the Document outlives it.
#ifndef CAPSMODEL_GUEST_H_
#define CAPSMODEL_GUEST_H_

#include <optional>
#include <string_view>

#include "capsmodel/document.h"

namespace domcheck {

class Guest {
 public:
  // The root of `document` is a <domain>.
  explicit Guest(const Document& document) : document_(&document) {}

  const Document& document() const { return *document_; }
  Element domain() const { return document_->root(); }

  // Empty where the guest does not state it, or is a template with a placeholder there.
  std::string_view type() const;
  std::string_view arch() const;
  std::string_view machine() const;
  std::string_view emulator() const;

 private:
  Element os_type() const;

  const Document* document_;
};

// What stands at the end of a path, or what libvirt takes in its place.
struct GuestValue {
  std::string_view value;
  bool implied = false;
};

// The disk's bus: <target bus>, or by the device and <target dev> (virDomainDiskDefParseXML,
// virDomainDiskDefPostParse). Nothing where neither decides.
std::optional<GuestValue> DiskBus(Element disk);

// The TPM's model, where the guest's architecture is `arch` (qemuDomainTPMDefPostParse).
GuestValue TpmModel(Element tpm, std::string_view arch);

// The version that an emulated TPM speaks (qemuDomainTPMDefPostParse); nothing for other backends,
// which have what the hardware has.
std::optional<GuestValue> TpmVersion(Element tpm, std::string_view arch);

// The CPU's mode: <cpu mode>, or custom where only a model is named (virCPUDefParseXML). Nothing
// for a <cpu> that describes the topology alone.
std::optional<GuestValue> CpuMode(Element cpu);

// How strictly libvirt checks the CPU that QEMU gives: <cpu check>, or partial with KVM and none
// with TCG, where `domain_type` is the document's (qemuDomainDefCPUPostParse).
std::string_view CpuCheck(Element cpu, std::string_view domain_type);

}  // namespace domcheck

#endif  // CAPSMODEL_GUEST_H_
