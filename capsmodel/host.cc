#include "capsmodel/host.h"

#include <algorithm>

#include "capsmodel/machine.h"

namespace domcheck {
namespace {

// Returns how well `capabilities` describes `guest`: 0 if it does not, and more for a better match.
// What either leaves out matches. `type` is how the type must match that of the guest; `guest_arch`
// is the guest's or else the host's own, `machine` the guest's with aliases resolved. An exact
// architecture counts most, then an exact machine, then the emulator, then libvirt's default
// machine.
int Match(const Capabilities& capabilities, const Guest& guest, TypeMatch type,
          std::string_view guest_arch, std::string_view machine) {
  if (!guest.type().empty() && !capabilities.domain_type().empty() &&
      MatchType(guest.type(), capabilities.domain_type()) != type)
    return 0;
  const bool has_emulator =
      !guest.emulator().empty() && guest.emulator() == capabilities.emulator();
  // Without an architecture, the emulator alone says whether it is the same one.
  if (type == TypeMatch::kSimilar && guest.arch().empty() && !guest.emulator().empty() &&
      !has_emulator)
    return 0;
  int match = 1;
  if (!guest_arch.empty() && !capabilities.arch().empty()) {
    const ArchMatch arch = MatchArch(guest_arch, capabilities.arch());
    if (arch == ArchMatch::kDiffers) return 0;
    if (arch == ArchMatch::kSame) match += 16;
  }
  const std::string_view wanted =
      machine.empty() ? guest.machine_or_default(capabilities.domain_type(), capabilities.arch())
                      : machine;
  if (!wanted.empty() && !capabilities.machine().empty()) {
    const MachineMatch known = MatchMachine(wanted, capabilities.machine());
    if (known == MachineMatch::kDiffers) return 0;
    if (known == MachineMatch::kSame && !machine.empty()) match += 8;
  }
  if (has_emulator) match += 4;
  if (machine.empty() &&
      MachineFamily(capabilities.machine()) == DefaultMachineFamily(capabilities.arch()))
    match += 2;
  return match;
}

// Whether `machines` shows that the host cannot run this kind of guest. It does not if the guest
// names an emulator that `machines` does not list, since that one may have other machines.
bool IsLacking(const HostMachines& machines, const Guest& guest, std::string_view arch) {
  const auto& all = machines.all();
  const auto has_emulator = [&](const HostMachine& machine) {
    return guest.emulator().empty() || machine.emulator == guest.emulator();
  };
  if (std::none_of(all.begin(), all.end(), has_emulator)) return false;
  return guest.machine().empty() ? machines.Names(arch, guest.type()).empty()
                                 : machines.Find(arch, guest.type(), guest.machine()) == nullptr;
}

// Whether nothing shows that the emulator is not that of the guest.
bool IsOfEmulator(const Capabilities& capabilities, const Guest& guest,
                  std::string_view guest_arch) {
  const auto is_open = [](std::string_view asked, std::string_view stated) {
    return asked.empty() || stated.empty();
  };
  const std::string_view type = capabilities.domain_type(), arch = capabilities.arch();
  return (is_open(guest.type(), type) || MatchType(guest.type(), type) != TypeMatch::kDiffers) &&
         (is_open(guest_arch, arch) || MatchArch(guest_arch, arch) != ArchMatch::kDiffers);
}

// Returns how much `capabilities` has in common with a guest that it does not describe.
int Nearness(const Capabilities& capabilities, const Guest& guest, std::string_view guest_arch) {
  int nearness = IsOfEmulator(capabilities, guest, guest_arch) ? 8 : 0;
  if (MatchArch(guest_arch, capabilities.arch()) != ArchMatch::kDiffers) nearness += 4;
  if (guest.type() == capabilities.domain_type()) nearness += 2;
  if (MatchMachine(guest.machine(), capabilities.machine()) != MachineMatch::kDiffers)
    nearness += 1;
  return nearness;
}

}  // namespace

void Host::SetMachines(HostMachines machines) {
  machines_ = std::make_shared<const HostMachines>(std::move(machines));
}

void Host::Add(Capabilities capabilities) {
  capabilities.SetMachines(machines_);
  capabilities.SetLibvirt(libvirt_);
  if (has_many_documents_) capabilities.ReadAgainWhenAsked();
  capabilities_.push_back(std::make_unique<const Capabilities>(std::move(capabilities)));
}

std::string_view Host::NativeArch() const {
  if (machines_ != nullptr && !machines_->host_arch().empty()) return machines_->host_arch();
  for (const auto& capabilities : capabilities_)
    if (capabilities->domain_type() == "kvm" || capabilities->domain_type() == "hvf")
      return capabilities->arch();
  const auto is_same = [&](const auto& capabilities) {
    return capabilities->arch() == capabilities_.front()->arch();
  };
  const bool has_one = std::all_of(capabilities_.begin(), capabilities_.end(), is_same);
  return has_one && !capabilities_.empty() ? capabilities_.front()->arch() : "";
}

const Capabilities* Host::Choose(const Guest& guest) const {
  const bool is_open = guest.is_open_template();
  const std::string_view arch = guest.arch().empty() && !is_open ? NativeArch() : guest.arch();
  const HostMachine* const known =
      machines_ == nullptr ? nullptr : machines_->Find(arch, guest.type(), guest.machine());
  const std::string_view machine = known == nullptr ? guest.machine() : known->real_name();
  std::vector<const Capabilities*> best;
  // One of another accelerator of the same emulator says more than none.
  for (const TypeMatch type : {TypeMatch::kSame, TypeMatch::kSimilar}) {
    int best_match = 1;
    int matching = 0;
    for (const auto& capabilities : capabilities_) {
      const int match = Match(*capabilities, guest, type, arch, machine);
      if (match > 0) ++matching;
      if (match > best_match) best.clear();
      best_match = std::max(best_match, match);
      if (match == best_match) best.push_back(capabilities.get());
    }
    // Among several documents that the rendered guest may be for, any would be a guess.
    if (is_open) return matching == 1 ? best.front() : nullptr;
    if (!best.empty()) break;
  }
  if (best.size() > 1 && !machine.empty()) {
    std::vector<std::string_view> names;
    for (const Capabilities* capabilities : best) names.push_back(capabilities->machine());
    const auto nearest = std::find(names.begin(), names.end(), NearestMachine(machine, names));
    if (nearest != names.end()) return best[static_cast<size_t>(nearest - names.begin())];
  }
  if (!best.empty()) return best.front();
  const bool is_impossible = !MayBeOfArch(machine, arch);
  if (!is_impossible && (machines_ == nullptr || !IsLacking(*machines_, guest, arch)))
    return nullptr;
  const auto nearest = std::max_element(
      capabilities_.begin(), capabilities_.end(), [&](const auto& a, const auto& b) {
        return Nearness(*a, guest, arch) < Nearness(*b, guest, arch);
      });
  if (nearest == capabilities_.end()) return nullptr;
  const bool answers =
      !is_impossible || machines_ != nullptr || IsOfEmulator(**nearest, guest, arch);
  return answers ? nearest->get() : nullptr;
}

}  // namespace domcheck
