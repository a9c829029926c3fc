#include "rules/requirements.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <tuple>

#include "capsmodel/vocabulary.h"
#include "rules/catalog.h"
#include "rules/words.h"

namespace domcheck {
namespace {

// A rule that asks at the end of a path, if the element's `attribute` has `value`. An empty
// `attribute` means no condition.
struct Asking {
  const Rule* rule;
  const ValuePath* value_path;
  std::string_view attribute;
  std::string_view value;
};

// The element paths of rules as a tree of steps, with <domain> as the root.
class PathTree {
 public:
  using Node = uint32_t;
  static constexpr Node kNone = ~Node{0};
  static constexpr Node kRoot = 0;

  // `paths` must outlive the tree.
  explicit PathTree(const std::vector<RulePath>& paths) : nodes_(1) {
    for (const RulePath& path : paths) Add(path);
  }

  // Returns the step `name` below `parent`, or kNone if no rule has it.
  Node Find(Node parent, std::string_view name) const {
    for (const Step& step : nodes_[parent].steps)
      if (step.name.size() == name.size() && step.name[0] == name[0] && step.name == name)
        return step.node;
    return kNone;
  }

  const std::vector<Asking>& At(Node node) const { return nodes_[node].asking; }

 private:
  struct Step {
    std::string_view name;
    Node node;
  };
  struct NodeData {
    std::vector<Step> steps;
    std::vector<Asking> asking;
  };

  void Add(const RulePath& path) {
    Asking asking{path.rule, &path.path.value, {}, {}};
    Node node = kRoot;
    for (const PathStep& step : path.path.element) {
      node = FindOrAdd(node, step.name);
      asking.attribute = step.attribute;
      asking.value = step.value;
    }
    nodes_[node].asking.push_back(asking);
  }

  Node FindOrAdd(Node parent, std::string_view name) {
    const Node found = Find(parent, name);
    if (found != kNone) return found;
    const auto added = static_cast<Node>(nodes_.size());
    nodes_.emplace_back();
    nodes_[parent].steps.push_back({name, added});
    return added;
  }

  std::vector<NodeData> nodes_;
};

const PathTree& Paths() {
  static const PathTree& tree = *new PathTree(AllRulePaths());
  return tree;
}

// Sets the capability of words at whose place a capability is asked for: a host that offers the
// value knows it, however new it is.
void SetCapabilitiesOfWords(std::vector<Requirement>* requirements) {
  const auto precedes = [](const Requirement* a, const Requirement* b) {
    const auto key = [](const Place& place) {
      return std::tuple(place.element.number(), place.part, place.attribute);
    };
    return key(a->place) < key(b->place);
  };
  std::vector<Requirement*> words;
  for (Requirement& requirement : *requirements)
    if (requirement.rule->subject == Rule::Subject::kWord) words.push_back(&requirement);
  if (words.empty()) return;
  std::sort(words.begin(), words.end(), precedes);
  for (const Requirement& requirement : *requirements) {
    if (requirement.rule->subject == Rule::Subject::kWord || !requirement.value ||
        requirement.implied)
      continue;
    const auto [first, last] = std::equal_range(words.begin(), words.end(), &requirement, precedes);
    for (auto word = first; word != last; ++word)
      if ((*word)->capability.empty()) (*word)->capability = requirement.capability;
  }
}

}  // namespace

std::vector<Element> UnaskedDevices(const Guest& guest) {
  const PathTree::Node devices = Paths().Find(PathTree::kRoot, "devices");
  const auto& words = DomainContent().children.Find("devices")->content->children;
  std::vector<Element> unasked;
  const auto is_there = [&unasked](std::string_view name) {
    return std::any_of(unasked.begin(), unasked.end(),
                       [name](Element element) { return element.name() == name; });
  };
  const Element all = guest.domain().Child("devices");
  for (Element device = all ? all.first_child() : Element(); device;
       device = device.next_sibling()) {
    const std::string_view name = device.name();
    const bool is_known = words.Find(name) != nullptr;
    if (is_known && Paths().Find(devices, name) == PathTree::kNone && !is_there(name))
      unasked.push_back(device);
  }
  return unasked;
}

std::vector<Requirement> CollectRequirements(const Guest& guest) {
  const PathTree& tree = Paths();
  const Document& document = guest.document();
  std::vector<Requirement> requirements;
  requirements.reserve(document.size());  // about one per element
  // Elements are numbered in the order of their start tags, so a parent precedes its children.
  struct At {
    PathTree::Node node = PathTree::kNone;
    const ElementContent* content = nullptr;  // null where no word is looked up
    Since since;                              // of the latest word on the way from <domain>
  };
  std::vector<At> places(document.size());
  for (ElementNumber number = 0; number < document.size(); ++number) {
    const Element element = document.at(number);
    At& at = places[number];
    if (number == 0) {
      at = {PathTree::kRoot, &DomainContent(), {}};
    } else {
      const At& parent = places[element.parent().number()];
      const ElementWord* const word =
          parent.content == nullptr
              ? nullptr
              : AskElement(element, *parent.content, parent.since, &requirements);
      if (word != nullptr) {
        at.content = word->content;
        at.since = Later(parent.since, word->since);
      }
      if (parent.node != PathTree::kNone) at.node = tree.Find(parent.node, element.name());
    }
    if (at.content != nullptr) AskWords(element, *at.content, at.since, &requirements);
    if (at.node == PathTree::kNone) continue;
    for (const Asking& asking : tree.At(at.node))
      if (asking.attribute.empty() || element.AttributeIs(asking.attribute, asking.value))
        asking.rule->ask({*asking.rule, guest, element, *asking.value_path}, &requirements);
  }
  SetCapabilitiesOfWords(&requirements);
  return requirements;
}

}  // namespace domcheck
