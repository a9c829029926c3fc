// A Guest is a view of a domain XML document. The Document must outlive it.
//
// libvirt fills in settings that a guest omits, and a few of these defaults require something of
// the host. The functions below are the only place that computes them; each names the function in
// libvirt's source that decides the default.
#ifndef CAPSMODEL_GUEST_H_
#define CAPSMODEL_GUEST_H_

#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "capsmodel/document.h"

namespace domcheck {

class Guest {
 public:
  // REQUIRES: the root of `document` is a <domain>.
  explicit Guest(const Document& document);

  const Document& document() const { return *document_; }
  Element domain() const { return document_->root(); }

  // Whether its type, architecture or machine is a placeholder, which is not known until the
  // template is rendered.
  bool is_open_template() const { return is_open_template_; }
  // Each is empty if the guest omits it, or is a template with a placeholder in that place.
  std::string_view type() const { return type_; }
  std::string_view arch() const { return arch_; }
  std::string_view machine() const { return machine_; }
  // Returns the machine, or else the family of the QEMU driver's default for a guest of type `type`
  // and architecture `arch` whose <os> has a <type> that names none
  // (virQEMUCapsGetPreferredMachine). Empty for a guest without <type>, which libvirt does not
  // accept either, and for one of another driver.
  std::string_view machine_or_default(std::string_view type, std::string_view arch) const;
  std::string_view emulator() const { return emulator_; }
  // All that decides which of a host's documents describes the guest, and how: the type,
  // architecture, machine and emulator as they are stated, and whether there is a <type>. What is
  // stated to be empty is not what is left out.
  using Kind = std::tuple<std::optional<std::string>, std::optional<std::string>,
                          std::optional<std::string>, std::string, bool>;
  Kind kind() const;

 private:
  const Document* document_;
  bool is_open_template_ = false;
  bool has_default_machine_ = false;  // if its driver has one
  std::string_view type_, arch_, machine_, emulator_;
};

// A value that the guest states, or the default that libvirt uses instead.
struct GuestValue {
  std::string_view value;
  bool implied = false;
};

// The disk's bus: <target bus>, or else derived from <disk device> and <target dev>
// (virDomainDiskDefParseXML, virDomainDiskDefPostParse). Nullopt if none of them decides.
std::optional<GuestValue> DiskBus(Element disk);

// The TPM's model on a guest of architecture `arch` (qemuDomainTPMDefPostParse).
GuestValue TpmModel(Element tpm, std::string_view arch);

// The version of an emulated TPM (qemuDomainTPMDefPostParse). Nullopt for other backends, whose
// version is that of the hardware.
std::optional<GuestValue> TpmVersion(Element tpm, std::string_view arch);

// The model of a <panic> that names none (qemuDomainDefaultPanicModel). Nullopt if the guest's
// architecture is not known, or has none.
std::optional<std::string_view> PanicModel(const Guest& guest);

// The CPU's mode: <cpu mode>, or custom if there is only a <model> (virCPUDefParseXML). Nullopt
// for a <cpu> with neither, such as one that only sets the topology.
std::optional<GuestValue> CpuMode(Element cpu);

// How strictly libvirt checks the CPU that QEMU provides: <cpu check>, or else "none" if
// `domain_type`, that of the capabilities document, is qemu (TCG) and the mode is not host-model,
// and "partial" otherwise (qemuDomainDefCPUPostParse).
std::string_view CpuCheck(Element cpu, std::string_view domain_type);

}  // namespace domcheck

#endif  // CAPSMODEL_GUEST_H_
