#include "capsmodel/host.h"

#include <algorithm>

#include "capsmodel/machine.h"

namespace domcheck {
namespace {

// Returns how well `capabilities` describes `guest`: 0 if it does not, and more for a better match.
// `machine` is the guest's machine with aliases resolved. An exact architecture counts most, then
// an exact machine, then the emulator, then libvirt's default machine.
int Match(const Capabilities& capabilities, const Guest& guest, std::string_view machine) {
  if (!guest.type().empty() && guest.type() != capabilities.domain_type()) return 0;
  int match = 1;
  if (!guest.arch().empty()) {
    const ArchMatch arch = MatchArch(guest.arch(), capabilities.arch());
    if (arch == ArchMatch::kDiffers) return 0;
    if (arch == ArchMatch::kSame) match += 16;
  }
  if (!machine.empty() && !capabilities.machine().empty()) {
    const MachineMatch known = MatchMachine(machine, capabilities.machine());
    if (known == MachineMatch::kDiffers) return 0;
    if (known == MachineMatch::kSame) match += 8;
  }
  if (!guest.emulator().empty() && guest.emulator() == capabilities.emulator()) match += 4;
  if (machine.empty() &&
      MachineFamily(capabilities.machine()) == DefaultMachineFamily(capabilities.arch()))
    match += 2;
  return match;
}

// Whether `machines` shows that the host cannot run this kind of guest. It does not if the guest
// names an emulator that `machines` does not list, since that one may have other machines.
bool IsLacking(const HostMachines& machines, const Guest& guest) {
  const auto& all = machines.all();
  const auto has_emulator = [&](const HostMachine& machine) {
    return guest.emulator().empty() || machine.emulator == guest.emulator();
  };
  if (std::none_of(all.begin(), all.end(), has_emulator)) return false;
  return guest.machine().empty()
             ? machines.Names(guest.arch(), guest.type()).empty()
             : machines.Find(guest.arch(), guest.type(), guest.machine()) == nullptr;
}

// Returns how much `capabilities` has in common with a guest that it does not describe.
int Nearness(const Capabilities& capabilities, const Guest& guest) {
  int nearness = 0;
  if (MatchArch(guest.arch(), capabilities.arch()) != ArchMatch::kDiffers) nearness += 4;
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
  if (chooses_) capabilities.ReadAgainWhenAsked();
  capabilities_.push_back(std::make_unique<const Capabilities>(std::move(capabilities)));
}

const Capabilities* Host::Choose(const Guest& guest) const {
  if (!chooses_) return capabilities_.front().get();
  const HostMachine* const known =
      machines_ == nullptr ? nullptr : machines_->Find(guest.arch(), guest.type(), guest.machine());
  const std::string_view machine = known == nullptr ? guest.machine() : known->real_name();
  const Capabilities* best = nullptr;
  int best_match = 0;
  for (const auto& capabilities : capabilities_) {
    const int match = Match(*capabilities, guest, machine);
    if (match > best_match) {
      best = capabilities.get();
      best_match = match;
    }
  }
  if (best != nullptr || machines_ == nullptr || !IsLacking(*machines_, guest)) return best;
  const auto nearest = std::max_element(
      capabilities_.begin(), capabilities_.end(),
      [&](const auto& a, const auto& b) { return Nearness(*a, guest) < Nearness(*b, guest); });
  return nearest == capabilities_.end() ? nullptr : nearest->get();
}

}  // namespace domcheck
