#include "checker/fleet/diff/host_diff.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "checker/fleet/common/capabilities_match.h"

namespace domcheck {
namespace {

constexpr std::string_view kModels = "cpu/custom/model";

// Part of every document; the pairs and the machines tell them.
constexpr std::string_view kIdentity[] = {"domain", "machine", "arch"};

bool Has(const std::vector<std::string_view>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::vector<std::string> Strings(const std::vector<std::string_view>& views) {
  return {views.begin(), views.end()};
}

std::string_view ParentOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : path.substr(0, slash);
}

std::string Joined(const std::vector<std::string_view>& values) {
  std::string text;
  for (const std::string_view value : values)
    text += (text.empty() ? "" : ", ") + std::string(value);
  return text;
}

// A block that does not say whether it is supported is but a name around others.
bool IsGroup(const Capabilities& document, const Capability& capability) {
  return capability.kind == Capability::Kind::kBlock &&
         !document.document().at(capability.element).FindAttribute("supported");
}

bool IsCpuMode(const Capabilities& document, const Capability& capability) {
  return ParentOf(capability.path) == "cpu" &&
         document.document().at(capability.element).name() == "mode";
}

// One document against another, into changes of one value each.
class PairDiff {
 public:
  PairDiff(const Capabilities& before, const Capabilities& after)
      : before_(before), after_(after) {}

  std::vector<CapabilityChange> Find() {
    for (const Capability& capability : before_.all())
      Compare(capability.path, &capability, after_.Find(capability.path));
    for (const Capability& capability : after_.all())
      if (before_.Find(capability.path) == nullptr) Compare(capability.path, nullptr, &capability);
    return std::move(changes_);
  }

 private:
  CapabilityChange& Add(Change change, std::string_view path) {
    changes_.emplace_back();
    changes_.back().change = change;
    changes_.back().capability = std::string(path);
    return changes_.back();
  }

  // Whether the path's answer is part of what is told of a block around it.
  bool IsToldAround(std::string_view path, const Capability* stated, const Capabilities& stated_in,
                    const Capabilities& other) const {
    for (std::string_view around = ParentOf(path); !around.empty(); around = ParentOf(around)) {
      const Capability* block = stated_in.Find(around);
      if (block == nullptr) continue;
      if (block->support == Support::kUnsupported) return true;
      const Capability* others = other.Find(around);
      if (others == nullptr ? !IsGroup(stated_in, *block)
                            : others->support == Support::kUnsupported)
        return true;
    }
    // A mode is told as one of the list of modes.
    return IsCpuMode(stated_in, *stated) && other.Find("cpu/mode") != nullptr;
  }

  void Compare(std::string_view path, const Capability* before, const Capability* after) {
    if (std::find(std::begin(kIdentity), std::end(kIdentity), path) != std::end(kIdentity)) return;
    if (before == nullptr || after == nullptr)
      CompareToSilence(path, before, after);
    else if (!IsToldAround(path, before, before_, after_))
      CompareStated(path, *before, *after);
  }

  void CompareToSilence(std::string_view path, const Capability* before, const Capability* after) {
    const Capability* stated = before != nullptr ? before : after;
    const Capabilities& stated_in = before != nullptr ? before_ : after_;
    const Capabilities& other = before != nullptr ? after_ : before_;
    if (IsGroup(stated_in, *stated) || IsToldAround(path, stated, stated_in, other)) return;
    if (stated->kind == Capability::Kind::kBlock && stated->support == Support::kUnknown) return;
    Tell(path, *stated, before != nullptr ? Change::kNoLongerTold : Change::kToldNow);
  }

  // That only one of the documents states it.
  void Tell(std::string_view path, const Capability& stated, Change change) {
    CapabilityChange& told = Add(change, path);
    if (stated.kind == Capability::Kind::kBlock)
      told.values = {stated.support == Support::kSupported ? "yes" : "no"};
    else
      told.values = Strings(stated.values);
  }

  void CompareStated(std::string_view path, const Capability& before, const Capability& after) {
    using Kind = Capability::Kind;
    if (before.kind != after.kind) return;
    if (before.kind == Kind::kBlock) return CompareBlocks(path, before, after);
    if (before.kind == Kind::kList) {
      CompareLists(path, before.values, after.values, Change::kLost);
      CompareLists(path, after.values, before.values, Change::kGained);
      if (path == kModels) CompareModels();
      return;
    }
    if (before.values == after.values) return;
    CapabilityChange& change = Add(Change::kChanged, path);
    change.before = Joined(before.values);
    change.after = Joined(after.values);
  }

  void CompareBlocks(std::string_view path, const Capability& before, const Capability& after) {
    if (before.support == after.support) return;
    if (before.support == Support::kUnknown)
      Tell(path, after, Change::kToldNow);
    else if (after.support == Support::kUnknown)
      Tell(path, before, Change::kNoLongerTold);
    else
      Add(after.support == Support::kSupported ? Change::kGained : Change::kLost, path);
  }

  void CompareLists(std::string_view path, const std::vector<std::string_view>& values,
                    const std::vector<std::string_view>& others, Change change) {
    for (const std::string_view value : values)
      if (!Has(others, value)) Add(change, path).values = {std::string(value)};
  }

  void CompareModels() {
    for (const CpuModel& before : before_.cpu_models()) {
      const CpuModel* const after = after_.FindCpuModel(before.name);
      if (after == nullptr || after->name != before.name) continue;
      if (before.usable != after->usable) {
        CapabilityChange& change = AddModel(UsabilityChange(before.usable, after->usable), before);
        if (after->usable == "no") change.lacks = Strings(after->blockers);
      }
      if (before.deprecated != after->deprecated)
        AddModel(after->deprecated ? Change::kDeprecated : Change::kNotDeprecated, before);
    }
  }

  CapabilityChange& AddModel(Change change, const CpuModel& model) {
    CapabilityChange& added = Add(change, kModels);
    added.values = {std::string(model.name)};
    return added;
  }

  static Change UsabilityChange(std::string_view before, std::string_view after) {
    const bool was_told = before == "yes" || before == "no";
    if (after == "yes") return was_told ? Change::kUsable : Change::kUsableToldNow;
    if (after == "no") return was_told ? Change::kNotUsable : Change::kNotUsableToldNow;
    return Change::kUsableUntold;
  }

  const Capabilities& before_;
  const Capabilities& after_;
  std::vector<CapabilityChange> changes_;
};

// Puts the changes of all pairs together: each once with its documents, then values that changed
// alike in the same documents as one change.
std::vector<CapabilityChange> Gather(const std::vector<std::vector<CapabilityChange>>& by_pair) {
  std::map<std::string, size_t> place;  // of a path, in the order in which they come up
  using Key = std::tuple<size_t, Change, std::vector<std::string>, std::string, std::string,
                         std::vector<std::string>>;
  std::map<Key, size_t> known;  // in `single`
  std::vector<std::pair<size_t, CapabilityChange>> single;
  for (size_t pair = 0; pair < by_pair.size(); ++pair)
    for (const CapabilityChange& change : by_pair[pair]) {
      const size_t at = place.emplace(change.capability, place.size()).first->second;
      const Key key{at, change.change, change.values, change.before, change.after, change.lacks};
      const auto [entry, is_new] = known.emplace(key, single.size());
      if (is_new) single.emplace_back(at, change);
      single[entry->second].second.documents.push_back(pair);
    }
  std::stable_sort(single.begin(), single.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.change) < std::tie(b.first, b.second.change);
  });
  std::vector<CapabilityChange> changes;
  for (auto& numbered : single) {
    CapabilityChange& change = numbered.second;
    const bool is_told_whole = change.change == Change::kChanged ||
                               change.change == Change::kNoLongerTold ||
                               change.change == Change::kToldNow || change.values.empty();
    const auto alike = std::find_if(changes.begin(), changes.end(), [&](const auto& other) {
      return !is_told_whole && other.change == change.change && !other.values.empty() &&
             other.capability == change.capability && other.documents == change.documents &&
             other.lacks == change.lacks;
    });
    if (alike == changes.end())
      changes.push_back(std::move(change));
    else
      alike->values.insert(alike->values.end(), change.values.begin(), change.values.end());
  }
  return changes;
}

// What is known of a host's machines, by type, architecture and name.
struct KnownMachines {
  using Key = std::tuple<std::string, std::string, std::string>;
  struct Machine {
    std::string real_name;
    bool is_deprecated = false;
  };
  bool are_all = false;  // no other machine is there
  std::map<Key, Machine> machines;
};

KnownMachines MachinesOf(const Host& host) {
  KnownMachines known;
  for (const auto& document : host.capabilities()) {
    if (const HostMachines* all = document->machines(); all != nullptr && !known.are_all) {
      known.are_all = true;
      for (const HostMachine& machine : all->all())
        known.machines[{std::string(machine.domain_type), std::string(machine.arch),
                        std::string(machine.name)}] = {std::string(machine.real_name()),
                                                       machine.is_deprecated};
    }
    const std::string machine(document->machine());
    if (!machine.empty())
      known.machines.emplace(KnownMachines::Key{std::string(document->domain_type()),
                                                std::string(document->arch()), machine},
                             KnownMachines::Machine{machine, false});
  }
  return known;
}

// `compared` are the machines of the documents that are compared, which need no word.
void AddMissing(const KnownMachines& from, const KnownMachines& in,
                const std::set<KnownMachines::Key>& compared, Change known, Change untold,
                std::vector<MachineChange>* changes) {
  for (const auto& [key, machine] : from.machines) {
    if (in.machines.count(key) != 0 || (!in.are_all && compared.count(key) != 0)) continue;
    const auto& [type, arch, name] = key;
    changes->push_back({in.are_all ? known : untold, type, arch, name, "", ""});
  }
}

std::vector<MachineChange> CompareMachines(const Host& old_host, const Host& new_host,
                                           const std::vector<CapabilitiesMatch>& matches) {
  const KnownMachines before = MachinesOf(old_host), after = MachinesOf(new_host);
  std::set<KnownMachines::Key> compared;
  for (const CapabilitiesMatch& match : matches)
    for (const Capabilities* document : match.capabilities)
      compared.insert({std::string(document->domain_type()), std::string(document->arch()),
                       std::string(document->machine())});
  std::vector<MachineChange> changes;
  AddMissing(before, after, compared, Change::kLost, Change::kNoLongerTold, &changes);
  AddMissing(after, before, compared, Change::kGained, Change::kToldNow, &changes);
  if (!before.are_all || !after.are_all) return changes;
  for (const auto& [key, old_machine] : before.machines) {
    const auto found = after.machines.find(key);
    if (found == after.machines.end()) continue;
    const auto& [type, arch, name] = key;
    const KnownMachines::Machine& new_machine = found->second;
    if (old_machine.real_name != new_machine.real_name)
      changes.push_back(
          {Change::kChanged, type, arch, name, old_machine.real_name, new_machine.real_name});
    if (old_machine.is_deprecated != new_machine.is_deprecated)
      changes.push_back({new_machine.is_deprecated ? Change::kDeprecated : Change::kNotDeprecated,
                         type, arch, name, "", ""});
  }
  return changes;
}

}  // namespace

HostDiff DiffHosts(const Host& old_host, const Host& new_host) {
  HostDiff diff;
  diff.old_name = old_host.name();
  diff.new_name = new_host.name();
  std::vector<CapabilitiesMatch> matches = MatchCapabilities({&old_host, &new_host});
  if (matches.empty() && old_host.capabilities().size() == 1 && new_host.capabilities().size() == 1)
    matches.push_back(
        {{old_host.capabilities().front().get(), new_host.capabilities().front().get()}, ""});
  std::vector<std::vector<CapabilityChange>> by_pair;
  for (const CapabilitiesMatch& match : matches) {
    const Capabilities &before = *match.capabilities[0], &after = *match.capabilities[1];
    diff.pairs.push_back({DescribeCapabilities(before), DescribeCapabilities(after)});
    by_pair.push_back(PairDiff(before, after).Find());
  }
  diff.changes = Gather(by_pair);
  diff.machines = CompareMachines(old_host, new_host, matches);
  return diff;
}

GuestMove MoveOf(const FleetGuest& guest) {
  if (guest.is_invalid) return GuestMove::kInvalid;
  const auto has = [](const std::vector<HostClassNumber>& classes, HostClassNumber host_class) {
    return std::find(classes.begin(), classes.end(), host_class) != classes.end();
  };
  const bool cannot_before = has(guest.cannot, 0), cannot_after = has(guest.cannot, 1);
  if (cannot_before && cannot_after) return GuestMove::kRunsOnNeither;
  if (cannot_after) return GuestMove::kStops;
  if (has(guest.unknown, 1) && !cannot_before && !has(guest.unknown, 0))
    return GuestMove::kBecomesUnknown;
  if (has(guest.unknown, 1) || has(guest.unknown, 0)) return GuestMove::kUnknown;
  return cannot_before ? GuestMove::kStarts : GuestMove::kRunsOnBoth;
}

void GuestMoves::Add(FleetGuest guest) {
  ++guests;
  switch (MoveOf(guest)) {
    case GuestMove::kStops:
      ++stop;
      break;
    case GuestMove::kStarts:
      ++start;
      break;
    case GuestMove::kBecomesUnknown:
      ++unknown;
      break;
    case GuestMove::kInvalid:
      ++invalid;
      break;
    case GuestMove::kRunsOnBoth:
      ++on_both;
      return;
    case GuestMove::kRunsOnNeither:
      ++on_neither;
      return;
    case GuestMove::kUnknown:
      ++unknown;
      return;
  }
  told.push_back(std::move(guest));
}

}  // namespace domcheck
