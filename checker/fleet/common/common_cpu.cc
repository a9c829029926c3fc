#include "checker/fleet/common/common_cpu.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>

#include "checker/fleet/common/common_values.h"
#include "checker/fleet/common/xml_text.h"

namespace domcheck {
namespace {

constexpr std::string_view kHostModel = "cpu/host-model";

bool HaveVendors(const HostCapabilities& hosts, const std::vector<const CpuModel*>& models) {
  for (size_t i = 0; i < hosts.size(); ++i)
    if (!hosts[i]->document().at(models[i]->element).FindAttribute("vendor")) return false;
  return true;
}

void AppendModel(const HostCapabilities& hosts, const CommonModel& common, int depth,
                 std::string* out) {
  const auto any = [&](auto holds) {
    return std::any_of(common.of_hosts.begin(), common.of_hosts.end(), holds);
  };
  const CpuModel& first = *common.of_hosts.front();
  std::string attributes = QuotedAttribute("usable", common.usable);
  if (common.deprecated) attributes += QuotedAttribute("deprecated", "yes");
  // Old documents do not state the vendor.
  const bool is_of_one = !any([&](const CpuModel* model) { return model->vendor != first.vendor; });
  if (HaveVendors(hosts, common.of_hosts))
    attributes += QuotedAttribute("vendor", is_of_one ? first.vendor : "unknown");
  if (!first.canonical.empty() &&
      !any([&](const CpuModel* model) { return model->canonical != first.canonical; }))
    attributes += QuotedAttribute("canonical", first.canonical);
  AppendXmlText(depth, "model", attributes, first.name, out);

  if (common.blockers.empty()) return;
  std::string features;
  for (const std::string_view blocker : common.blockers)
    AppendXmlElement(depth + 1, "feature", QuotedAttribute("name", blocker), "", &features);
  AppendXmlElement(depth, "blockers", QuotedAttribute("model", first.name), features, out);
}

// Returns the model of the mode host-model, with its attributes; empty if it is not stated.
std::set<std::string> HostModel(const Capabilities& capabilities) {
  std::set<std::string> parts;
  const Capability* mode = capabilities.Find(kHostModel);
  if (mode == nullptr) return parts;
  for (Element child = capabilities.document().at(mode->element).first_child(); child;
       child = child.next_sibling()) {
    if (child.name() != "model") continue;
    std::string part(child.name());
    for (auto* attribute = child.attributes_begin(); attribute != child.attributes_end();
         ++attribute)
      part += QuotedAttribute(attribute->name, attribute->value);
    parts.insert(part + ">" + std::string(child.Text()));
  }
  return parts;
}

}  // namespace

std::optional<CommonModel> FindCommonModel(const HostCapabilities& hosts, std::string_view name) {
  CommonModel common;
  common.usable = "yes";
  for (const Capabilities* capabilities : hosts) {
    const CpuModel* const model = capabilities->FindCpuModel(name);
    if (model == nullptr) return std::nullopt;
    common.of_hosts.push_back(model);
    common.deprecated |= model->deprecated;
    if (model->usable == "no") {
      common.usable = "no";
      common.blockers.insert(model->blockers.begin(), model->blockers.end());
    } else if (model->usable != "yes" && common.usable == "yes") {
      common.usable = "unknown";
    }
  }
  return common;
}

void AppendCommonCpuModels(const HostCapabilities& hosts, int depth, std::string* out) {
  std::vector<std::string_view> names;
  for (const Capabilities* capabilities : hosts) {
    std::vector<std::string_view> known;
    for (const CpuModel& model : capabilities->cpu_models()) known.push_back(model.name);
    MergeOrder(known, &names);
  }
  for (const std::string_view name : names)
    if (const auto common = FindCommonModel(hosts, name)) AppendModel(hosts, *common, depth, out);
}

bool HaveSameHostModel(const HostCapabilities& hosts) {
  return std::all_of(hosts.begin(), hosts.end(), [&](const Capabilities* capabilities) {
    return HostModel(*capabilities) == HostModel(*hosts.front());
  });
}

void AppendHostModelFeatures(const HostCapabilities& hosts, int depth, std::string* out) {
  const auto append = [&](std::string_view policy, std::string_view name) {
    AppendXmlElement(depth, "feature",
                     QuotedAttribute("policy", policy) + QuotedAttribute("name", name), "", out);
  };
  std::vector<std::string_view> disabled;
  for (const Capabilities* capabilities : hosts) {
    std::vector<std::string_view> names;
    for (const HostCpu::Feature& feature : capabilities->host_cpu().disabled)
      names.push_back(feature.name);
    MergeOrder(names, &disabled);
  }
  for (const HostCpu::Feature& feature : hosts.front()->host_cpu().required) {
    const auto requires_it = [&feature](const Capabilities* capabilities) {
      return capabilities->host_cpu().FindRequired(feature.name) != kNoElement;
    };
    if (std::all_of(hosts.begin(), hosts.end(), requires_it)) append("require", feature.name);
  }
  for (const std::string_view name : disabled) append("disable", name);
}

}  // namespace domcheck
