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

bool TellVendors(const Documents& documents, const std::vector<const CpuModel*>& models) {
  for (size_t i = 0; i < documents.size(); ++i)
    if (!documents[i]->document().at(models[i]->element).FindAttribute("vendor")) return false;
  return true;
}

void AppendModel(const Documents& documents, std::string_view name,
                 const std::vector<const CpuModel*>& models, int depth, std::string* out) {
  const auto any = [&](auto holds) { return std::any_of(models.begin(), models.end(), holds); };
  const bool is_unusable = any([](const CpuModel* model) { return model->usable == "no"; });
  const bool is_unknown = any([](const CpuModel* model) { return model->usable != "yes"; });
  const bool is_deprecated = any([](const CpuModel* model) { return model->deprecated; });
  const CpuModel& first = *models.front();
  std::string attributes = QuotedAttribute("usable", is_unusable  ? "no"
                                                     : is_unknown ? "unknown"
                                                                  : "yes");
  if (is_deprecated) attributes += QuotedAttribute("deprecated", "yes");
  // Documents of old do not tell the vendor.
  const bool is_of_one = !any([&](const CpuModel* model) { return model->vendor != first.vendor; });
  if (TellVendors(documents, models))
    attributes += QuotedAttribute("vendor", is_of_one ? first.vendor : "unknown");
  if (!first.canonical.empty() &&
      !any([&](const CpuModel* model) { return model->canonical != first.canonical; }))
    attributes += QuotedAttribute("canonical", first.canonical);
  AppendXmlText(depth, "model", attributes, name, out);

  std::set<std::string_view> blockers;
  for (const CpuModel* model : models)
    if (model->usable == "no") blockers.insert(model->blockers.begin(), model->blockers.end());
  if (blockers.empty()) return;
  std::string features;
  for (const std::string_view blocker : blockers)
    AppendXmlElement(depth + 1, "feature", QuotedAttribute("name", blocker), "", &features);
  AppendXmlElement(depth, "blockers", QuotedAttribute("model", name), features, out);
}

// The CPU that the mode host-model gives: the model's attributes and name, and the features.
std::set<std::string> HostModel(const Capabilities& document) {
  std::set<std::string> parts;
  const Capability* mode = document.Find(kHostModel);
  if (mode == nullptr) return parts;
  for (Element child = document.document().at(mode->element).first_child(); child;
       child = child.next_sibling()) {
    if (child.name() != "model" && child.name() != "feature") continue;
    std::string part(child.name());
    for (auto* attribute = child.attributes_begin(); attribute != child.attributes_end();
         ++attribute)
      part += QuotedAttribute(attribute->name, attribute->value);
    parts.insert(part + ">" + std::string(child.Text()));
  }
  return parts;
}

}  // namespace

void AppendCommonCpuModels(const Documents& documents, int depth, std::string* out) {
  std::vector<std::string_view> names;
  for (const Capabilities* document : documents) {
    std::vector<std::string_view> known;
    for (const CpuModel& model : document->cpu_models()) known.push_back(model.name);
    MergeOrder(known, &names);
  }
  for (const std::string_view name : names) {
    std::vector<const CpuModel*> models;
    for (const Capabilities* document : documents) models.push_back(document->FindCpuModel(name));
    if (std::find(models.begin(), models.end(), nullptr) == models.end())
      AppendModel(documents, name, models, depth, out);
  }
}

bool HaveSameHostModel(const Documents& documents) {
  return std::all_of(documents.begin(), documents.end(), [&](const Capabilities* document) {
    return HostModel(*document) == HostModel(*documents.front());
  });
}

void AppendHostModelFeatures(const Capabilities& document, int depth, std::string* out) {
  const Element mode = document.document().at(document.Find(kHostModel)->element);
  for (Element feature = mode.Child("feature"); feature; feature = feature.NextNamed("feature")) {
    std::string attributes;
    for (auto* attribute = feature.attributes_begin(); attribute != feature.attributes_end();
         ++attribute)
      attributes += QuotedAttribute(attribute->name, attribute->value);
    AppendXmlElement(depth, "feature", attributes, "", out);
  }
}

}  // namespace domcheck
