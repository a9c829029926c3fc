#include "checker/fleet/common/common_capabilities.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "capsmodel/whole_number.h"
#include "checker/fleet/common/common_cpu.h"
#include "checker/fleet/common/common_values.h"
#include "checker/fleet/common/xml_text.h"

namespace domcheck {
namespace {

struct JoinedValue {
  std::string_view path;
  Join join;
};
constexpr JoinedValue kJoinedValues[] = {
    {"vcpu/max", Join::kLeast},
    {"cpu/host-model/maxphysaddr/bits", Join::kLeast},
    {"cpu/host-model/maxphysaddr/limit", Join::kLeast},
    {"features/sev/maxGuests", Join::kLeast},
    {"features/sev/maxESGuests", Join::kLeast},
    {"features/sgx/section_size", Join::kLeast},
    {"features/sgx/flc", Join::kBoth},
    {"features/sgx/sgx1", Join::kBoth},
    {"features/sgx/sgx2", Join::kBoth},
};

// Attributes without which their element means something else.
constexpr std::string_view kNeededAttributes[] = {"cpu/host-model/maxphysaddr/mode",
                                                  "features/sgx/section_size/unit"};

// A list that states more if it is empty: that no host device can be passed through. That would be
// wrong for hosts that each have a way, but none in common.
constexpr std::string_view kMeansMoreWhereEmpty = "devices/hostdev/pciBackend";

constexpr std::string_view kModels = "cpu/custom/model";
constexpr std::string_view kHostFeatures = "cpu/host-model/feature";
constexpr std::string_view kSections = "features/sgx/sections";

Join JoinOf(std::string_view path) {
  for (const JoinedValue& joined : kJoinedValues)
    if (joined.path == path) return joined.join;
  return Join::kEqual;
}

// The last part of a path.
std::string NameIn(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

// Capabilities with what they state, by the path around it.
class Source {
 public:
  explicit Source(const Capabilities& capabilities) : capabilities_(&capabilities) {
    // Capabilities list an element before its attributes, and before a list named after its
    // content.
    std::set<ElementNumber> known;
    for (const Capability& capability : capabilities.all())
      if (known.insert(capability.element).second)
        children_[EnclosingPath(capability.path)].push_back(capability.path);
  }

  const Capabilities& capabilities() const { return *capabilities_; }
  const Capability* Find(std::string_view path) const { return capabilities_->Find(path); }
  Element ElementOf(const Capability& capability) const {
    return capabilities_->document().at(capability.element);
  }
  // Returns the paths of the children of the element at `path`, in the order of the document.
  const std::vector<std::string_view>& Children(std::string_view path) const {
    static const auto& none = *new std::vector<std::string_view>;
    const auto found = children_.find(path);
    return found == children_.end() ? none : found->second;
  }

 private:
  const Capabilities* capabilities_;
  std::unordered_map<std::string_view, std::vector<std::string_view>> children_;
};

class Writer {
 public:
  explicit Writer(const CapabilitiesMatch& match)
      : hosts_(match.capabilities), machine_(match.machine) {
    for (const Capabilities* capabilities : match.capabilities)
      sources_.emplace_back(*capabilities);
  }

  std::string Write() const {
    std::string text;
    AppendXmlElement(0, "domainCapabilities", "", Children("", 1), &text);
    return text;
  }

 private:
  // The hosts' statements at a path.
  struct Stated {
    std::vector<const Capability*> by_host;  // null if a host states nothing
    const Capability* any = nullptr;         // that of the first host that has one
    Element element;                         // its element
    bool by_all = true;
    bool is_refused = false;  // a host states 'no'
  };

  Stated Find(std::string_view path) const;
  std::string Children(std::string_view path, int depth) const;
  void Append(std::string_view path, int depth, std::string* out) const;
  void AppendList(std::string_view path, const Stated& stated, int depth, std::string* out) const;
  void AppendBlock(std::string_view path, const Stated& stated, int depth, std::string* out) const;
  void AppendSections(const Stated& stated, int depth, std::string* out) const;
  std::vector<std::string_view> CommonValues(const Stated& stated) const;
  std::optional<std::string> CommonValue(std::string_view path) const;
  // Appends the attributes that hosts share. Returns false if a needed one differs.
  bool Attributes(std::string_view path, const Stated& stated, std::string* out) const;
  bool IsEmptyEverywhere(const Stated& stated) const;

  const std::vector<const Capabilities*>& hosts_;
  std::vector<Source> sources_;
  const std::string& machine_;
};

Writer::Stated Writer::Find(std::string_view path) const {
  Stated stated;
  for (const Source& source : sources_) {
    const Capability* capability = source.Find(path);
    stated.by_host.push_back(capability);
    if (capability == nullptr || capability->support == Support::kUnknown) stated.by_all = false;
    if (capability == nullptr) continue;
    if (capability->support == Support::kUnsupported) stated.is_refused = true;
    if (stated.any == nullptr) {
      stated.any = capability;
      stated.element = source.ElementOf(*capability);
    }
    if (capability->kind != stated.any->kind) stated.by_all = false;
  }
  // Modes are also a list: a host lacks a mode that is not in its list. If a host has no such list,
  // the mode is unknown there, and so for all hosts.
  if (stated.element && stated.element.name() == "mode")
    stated.is_refused = (stated.is_refused || !stated.by_all) &&
                        std::all_of(sources_.begin(), sources_.end(), [](const Source& source) {
                          return source.Find("cpu/mode") != nullptr;
                        });
  return stated;
}

std::string Writer::Children(std::string_view path, int depth) const {
  std::vector<std::string_view> children;
  for (const Source& source : sources_) MergeOrder(source.Children(path), &children);
  std::string text;
  for (const std::string_view child : children) Append(child, depth, &text);
  return text;
}

void Writer::Append(std::string_view path, int depth, std::string* out) const {
  const Stated stated = Find(path);
  const std::string name = stated.element.name() == "mode" ? "mode" : NameIn(path);
  if (path == "machine") {
    if (!machine_.empty()) AppendXmlText(depth, name, "", machine_, out);
    return;
  }
  if (stated.is_refused || stated.any->kind == Capability::Kind::kBlock)
    return AppendBlock(path, stated, depth, out);
  if (!stated.by_all) return;
  if (stated.any->kind == Capability::Kind::kList) return AppendList(path, stated, depth, out);
  if (path == "cpu/host-model/model" && !HaveSameHostModel(hosts_)) return;
  const auto value = CommonValue(path);
  std::string attributes;
  if (value && Attributes(path, stated, &attributes))
    AppendXmlText(depth, name, attributes, *value, out);
}

void Writer::AppendBlock(std::string_view path, const Stated& stated, int depth,
                         std::string* out) const {
  const bool is_mode = stated.element.name() == "mode";
  const std::string name = is_mode ? "mode" : NameIn(path);
  std::string attributes = is_mode ? QuotedAttribute("name", NameIn(path)) : "";
  if (stated.is_refused)
    return AppendXmlElement(depth, name, attributes + " supported='no'", "", out);
  bool is_group = true;  // no host states whether it is supported
  for (size_t i = 0; i < sources_.size(); ++i)
    if (stated.by_host[i] != nullptr &&
        sources_[i].ElementOf(*stated.by_host[i]).FindAttribute("supported"))
      is_group = false;
  if (!is_group && !stated.by_all) return;
  if (!is_group) attributes += " supported='yes'";
  const size_t before = attributes.size();
  if (!Attributes(path, stated, &attributes)) return;
  std::string content;
  if (path == kSections)
    AppendSections(stated, depth + 1, &content);
  else
    content = Children(path, depth + 1);
  if (path == "cpu/host-model" && HaveSameHostModel(hosts_))
    AppendHostModelFeatures(hosts_, depth + 1, &content);
  // The hosts may share nothing in a group.
  const bool is_empty = content.empty() && attributes.size() == before;
  if (is_group && is_empty && !IsEmptyEverywhere(stated)) return;
  AppendXmlElement(depth, name, attributes, content, out);
}

bool Writer::IsEmptyEverywhere(const Stated& stated) const {
  for (size_t i = 0; i < sources_.size(); ++i) {
    if (stated.by_host[i] == nullptr) return false;
    const Element element = sources_[i].ElementOf(*stated.by_host[i]);
    if (element.first_child() || element.attributes_begin() != element.attributes_end())
      return false;
  }
  return true;
}

bool Writer::Attributes(std::string_view path, const Stated& stated, std::string* out) const {
  for (auto* attribute = stated.element.attributes_begin();
       attribute != stated.element.attributes_end(); ++attribute) {
    const std::string attribute_path = std::string(path) + "/" + std::string(attribute->name);
    if (attribute->name == "supported" ||
        (attribute->name == "name" && stated.element.name() == "mode"))
      continue;
    if (const auto value = CommonValue(attribute_path))
      *out += QuotedAttribute(attribute->name, *value);
    else if (std::find(std::begin(kNeededAttributes), std::end(kNeededAttributes),
                       attribute_path) != std::end(kNeededAttributes))
      return false;
  }
  return true;
}

std::optional<std::string> Writer::CommonValue(std::string_view path) const {
  std::vector<std::string_view> values;
  for (const Source& source : sources_) {
    const auto value = source.capabilities().Value(path);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  return JoinValues(JoinOf(path), values);
}

std::vector<std::string_view> Writer::CommonValues(const Stated& stated) const {
  std::vector<std::string_view> common;
  for (const std::string_view value : stated.any->values) {
    const bool is_everywhere =
        std::all_of(stated.by_host.begin(), stated.by_host.end(), [value](const Capability* list) {
          return std::find(list->values.begin(), list->values.end(), value) != list->values.end();
        });
    if (is_everywhere) common.push_back(value);
  }
  return common;
}

void Writer::AppendList(std::string_view path, const Stated& stated, int depth,
                        std::string* out) const {
  if (path == kModels) return AppendCommonCpuModels(hosts_, depth, out);
  if (path == kHostFeatures) return;  // written with the mode
  const bool is_enum = stated.element.name() == "enum";
  const bool is_empty_on_one =
      std::any_of(stated.by_host.begin(), stated.by_host.end(),
                  [](const Capability* list) { return list->values.empty(); });
  std::string values;
  for (const std::string_view value : CommonValues(stated))
    AppendXmlText(is_enum ? depth + 1 : depth, "value", "", value, &values);
  if (values.empty() && !is_empty_on_one && path == kMeansMoreWhereEmpty) return;
  if (is_enum)
    AppendXmlElement(depth, "enum", QuotedAttribute("name", NameIn(path)), values, out);
  else
    *out += values;
}

// Appends a section of the enclave page cache for each node that all hosts have, with the least
// size of all.
void Writer::AppendSections(const Stated& stated, int depth, std::string* out) const {
  std::map<std::pair<uint64_t, std::string>, std::vector<std::string_view>> sizes;
  for (size_t i = 0; i < sources_.size(); ++i) {
    if (stated.by_host[i] == nullptr) return;
    for (Element section = sources_[i].ElementOf(*stated.by_host[i]).Child("section"); section;
         section = section.NextNamed("section"))
      if (const auto node = WholeNumber(section.AttributeOr("node", "")))
        sizes[{*node, std::string(section.AttributeOr("unit", "KiB"))}].push_back(
            section.AttributeOr("size", ""));
  }
  for (const auto& [node_and_unit, values] : sizes) {
    if (values.size() != sources_.size()) continue;
    const auto& [node, unit] = node_and_unit;
    if (const auto size = JoinValues(Join::kLeast, values))
      AppendXmlElement(depth, "section",
                       QuotedAttribute("node", std::to_string(node)) +
                           QuotedAttribute("size", *size) + QuotedAttribute("unit", unit),
                       "", out);
  }
}

}  // namespace

std::string CommonCapabilities(const CapabilitiesMatch& match) { return Writer(match).Write(); }

}  // namespace domcheck
