#include "checker/fleet/common/baseline_cpu.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "checker/engine/check.h"
#include "checker/fleet/common/common_cpu.h"
#include "checker/fleet/common/xml_text.h"
#include "rules/cpu_suggestion.h"

namespace domcheck {
namespace {

// Returns the vendor that all hosts state for the mode host-model; empty if they do not.
std::string_view CommonVendor(const HostCapabilities& hosts) {
  const auto vendor = [](const Capabilities* capabilities) -> std::string_view {
    const Capability* const stated = capabilities->Find("cpu/host-model/vendor");
    return stated == nullptr || stated->values.empty() ? "" : stated->values.front();
  };
  const std::string_view first = vendor(hosts.front());
  const bool is_common =
      std::all_of(hosts.begin(), hosts.end(),
                  [&](const Capabilities* capabilities) { return vendor(capabilities) == first; });
  return is_common ? first : "";
}

// Returns the models that all hosts know, the newest first, and before others those of the hosts'
// own vendor.
std::vector<CommonModel> CommonModels(const HostCapabilities& hosts) {
  std::vector<std::string_view> names;
  for (const CpuModel& model : hosts.front()->cpu_models()) names.push_back(model.name);
  SortNewestFirst(hosts.front()->arch(), &names);
  std::vector<CommonModel> models;
  for (const std::string_view name : names)
    if (auto common = FindCommonModel(hosts, name)) models.push_back(std::move(*common));
  const std::string_view vendor = CommonVendor(hosts);
  std::stable_partition(models.begin(), models.end(), [vendor](const CommonModel& model) {
    return model.of_hosts.front()->vendor == vendor;
  });
  return models;
}

std::string CpuElement(const CommonModel& model) {
  std::string content;
  AppendXmlText(1, "model", QuotedAttribute("fallback", "forbid"), model.of_hosts.front()->name,
                &content);
  for (const std::string_view feature : model.blockers)
    AppendXmlElement(1, "feature",
                     QuotedAttribute("policy", "disable") + QuotedAttribute("name", feature), "",
                     &content);
  std::string element;
  AppendXmlElement(0, "cpu",
                   QuotedAttribute("mode", "custom") + QuotedAttribute("match", "exact") +
                       QuotedAttribute("check", "partial"),
                   content, &element);
  return element;
}

// Returns a guest of the match's kind that asks for nothing but the CPU.
std::string GuestWith(const std::string& cpu, const CapabilitiesMatch& match) {
  const Capabilities& first = *match.capabilities.front();
  const auto attribute = [](std::string_view name, std::string_view value) {
    return value.empty() ? "" : QuotedAttribute(name, value);
  };
  return "<domain" + attribute("type", first.domain_type()) + "><os><type" +
         attribute("arch", first.arch()) + attribute("machine", match.machine) +
         ">hvm</type></os>" + cpu + "</domain>";
}

bool RunsOnAll(const std::string& guest_text, const std::vector<const Host*>& hosts) {
  XmlReader reader;
  Document document;
  const ReadGuest guest(SourceFile("guest.xml", guest_text), &reader, &document);
  return std::all_of(hosts.begin(), hosts.end(), [&guest](const Host* host) {
    return CheckGuest(guest, *host, Notes::kLeaveOut).verdict() == GuestVerdict::kCompatible;
  });
}

}  // namespace

std::optional<std::string> BaselineCpu(const std::vector<const Host*>& hosts,
                                       const CapabilitiesMatch& match) {
  const std::vector<CommonModel> models = CommonModels(match.capabilities);
  const auto first = [&](auto is_wanted) -> std::optional<std::string> {
    for (const CommonModel& model : models) {
      if (!is_wanted(model)) continue;
      std::string element = CpuElement(model);
      if (RunsOnAll(GuestWith(element, match), hosts)) return element;
    }
    return std::nullopt;
  };
  const auto is_usable = [](const CommonModel& model) { return model.usable == "yes"; };
  const auto is_good = [&](const CommonModel& model) {
    return is_usable(model) && !model.deprecated;
  };
  const auto is_cut = [](const CommonModel& model) { return !model.blockers.empty(); };
  if (auto element = first(is_good)) return element;
  if (auto element = first(is_usable)) return element;
  return first(is_cut);
}

}  // namespace domcheck
