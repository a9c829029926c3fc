#include "checker/fleet/diff/capabilities_diff.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr std::string_view kModels = "cpu/custom/model";

// What a document is for; the pairs and the machines already show that.
constexpr std::string_view kIdentity[] = {"domain", "machine", "arch"};

bool Has(const std::vector<std::string_view>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::vector<std::string> Strings(const std::vector<std::string_view>& views) {
  return {views.begin(), views.end()};
}

// A block that does not state whether it is supported only groups others.
bool IsGroup(const Capabilities& capabilities, const Capability& capability) {
  return capability.kind == Capability::Kind::kBlock &&
         !capabilities.document().at(capability.element).FindAttribute("supported");
}

bool IsCpuMode(const Capabilities& capabilities, const Capability& capability) {
  return EnclosingPath(capability.path) == "cpu" &&
         capabilities.document().at(capability.element).name() == "mode";
}

// Compares two hosts' capabilities into changes of one value each.
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

  // Whether the change of a block around the path already covers it.
  bool IsCovered(std::string_view path, const Capability* stated, const Capabilities& stated_in,
                 const Capabilities& other) const {
    for (std::string_view around = EnclosingPath(path); !around.empty();
         around = EnclosingPath(around)) {
      const Capability* block = stated_in.Find(around);
      if (block == nullptr) continue;
      if (block->support == Support::kUnsupported) return true;
      const Capability* others = other.Find(around);
      if (others == nullptr ? !IsGroup(stated_in, *block)
                            : others->support == Support::kUnsupported)
        return true;
    }
    // Modes are compared in the list of modes.
    return IsCpuMode(stated_in, *stated) && other.Find("cpu/mode") != nullptr;
  }

  void Compare(std::string_view path, const Capability* before, const Capability* after) {
    if (std::find(std::begin(kIdentity), std::end(kIdentity), path) != std::end(kIdentity)) return;
    if (before == nullptr || after == nullptr)
      CompareToSilence(path, before, after);
    else if (!IsCovered(path, before, before_, after_))
      CompareStated(path, *before, *after);
  }

  void CompareToSilence(std::string_view path, const Capability* before, const Capability* after) {
    const Capability* stated = before != nullptr ? before : after;
    const Capabilities& stated_in = before != nullptr ? before_ : after_;
    const Capabilities& other = before != nullptr ? after_ : before_;
    if (IsGroup(stated_in, *stated) || IsCovered(path, stated, stated_in, other)) return;
    if (stated->kind == Capability::Kind::kBlock && stated->support == Support::kUnknown) return;
    AddStated(path, *stated, before != nullptr ? Change::kNoLongerStated : Change::kStatedNow);
  }

  // Adds a capability that only one of the two states.
  void AddStated(std::string_view path, const Capability& stated, Change change) {
    CapabilityChange& added = Add(change, path);
    if (stated.kind == Capability::Kind::kBlock)
      added.values = {stated.support == Support::kSupported ? "yes" : "no"};
    else
      added.values = Strings(stated.values);
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
      AddStated(path, after, Change::kStatedNow);
    else if (after.support == Support::kUnknown)
      AddStated(path, before, Change::kNoLongerStated);
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
    const bool was_stated = before == "yes" || before == "no";
    if (after == "yes") return was_stated ? Change::kUsable : Change::kUsableStatedNow;
    if (after == "no") return was_stated ? Change::kNotUsable : Change::kNotUsableStatedNow;
    return Change::kUsabilityNoLongerStated;
  }

  const Capabilities& before_;
  const Capabilities& after_;
  std::vector<CapabilityChange> changes_;
};

// A change with the place of its path in the report.
using PlacedChange = std::pair<size_t, CapabilityChange>;

// Returns the changes of all pairs by path and change, each once with the pairs that have it. Paths
// are in the order in which they occur in the pairs.
std::vector<PlacedChange> FindChanges(const std::vector<CapabilitiesPair>& pairs) {
  std::map<std::string, size_t> places;
  using Key = std::tuple<size_t, Change, std::vector<std::string>, std::string, std::string,
                         std::vector<std::string>>;
  std::map<Key, size_t> known;  // in `changes`
  std::vector<PlacedChange> changes;
  for (size_t pair = 0; pair < pairs.size(); ++pair)
    for (const CapabilityChange& change :
         PairDiff(*pairs[pair].before, *pairs[pair].after).Find()) {
      const size_t place = places.emplace(change.capability, places.size()).first->second;
      const Key key{place, change.change, change.values, change.before, change.after, change.lacks};
      const auto [entry, is_new] = known.emplace(key, changes.size());
      if (is_new) changes.emplace_back(place, change);
      changes[entry->second].second.pairs.push_back(pair);
    }
  std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.change) < std::tie(b.first, b.second.change);
  });
  return changes;
}

// Whether the change has one value of a capability with several, which may be listed together.
bool HasOneValue(const CapabilityChange& change) {
  return change.change != Change::kChanged && change.change != Change::kNoLongerStated &&
         change.change != Change::kStatedNow && !change.values.empty();
}

bool AreAlike(const CapabilityChange& one, const CapabilityChange& other) {
  return HasOneValue(one) && HasOneValue(other) && one.change == other.change &&
         one.capability == other.capability && one.pairs == other.pairs && one.lacks == other.lacks;
}

}  // namespace

std::vector<CapabilityChange> DiffCapabilities(const std::vector<CapabilitiesPair>& pairs) {
  std::vector<CapabilityChange> changes;
  for (auto& placed : FindChanges(pairs)) {
    CapabilityChange& change = placed.second;
    const auto alike = std::find_if(changes.begin(), changes.end(),
                                    [&](const auto& other) { return AreAlike(change, other); });
    if (alike == changes.end())
      changes.push_back(std::move(change));
    else
      alike->values.insert(alike->values.end(), change.values.begin(), change.values.end());
  }
  return changes;
}

}  // namespace domcheck
