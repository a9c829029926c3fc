#include "checker/caps/caps_view.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "checker/base/visible_text.h"
#include "checker/report/json_text.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kWidest = 44;     // of the column of paths, in bytes
constexpr size_t kMostBytes = 70;  // of the values on a line

bool IsAsked(std::string_view path) {
  const auto& rules = AllRules();
  return std::any_of(rules.begin(), rules.end(), [path](const Rule* rule) {
    return rule->ask != nullptr && rule->capability == path;
  });
}

// A block that only holds others, such as devices, has no answer of its own.
bool HasNoAnswer(const Capabilities& capabilities, const Capability& capability) {
  return capability.kind == Capability::Kind::kBlock && !IsAsked(capability.path) &&
         !capabilities.document().at(capability.element).FindAttribute("supported");
}

std::string ValuesText(const Capability& capability) {
  if (capability.values.empty()) return "(offers none)";
  std::string text;
  for (size_t i = 0; i < capability.values.size(); ++i) {
    const std::string value = VisibleText(capability.values[i]);
    if (i > 0 && text.size() + value.size() > kMostBytes)
      return text + " and " + std::to_string(capability.values.size() - i) + " more";
    text += (i == 0 ? "" : ", ") + value;
  }
  return text;
}

std::string_view SupportText(Support support) {
  switch (support) {
    case Support::kSupported:
      return "supported";
    case Support::kUnsupported:
      return "not supported";
    case Support::kUnknown:
      break;
  }
  return "unknown";
}

std::string UsableModels(const Capabilities& capabilities) {
  const auto& models = capabilities.cpu_models();
  const auto usable = std::count_if(models.begin(), models.end(),
                                    [](const CpuModel& model) { return model.usable == "yes"; });
  return std::to_string(models.size()) + " models, " + std::to_string(usable) + " usable";
}

std::string Title(const Capabilities& capabilities) {
  std::string title = VisibleText(capabilities.source().name()) + ":";
  for (const std::string_view part : {capabilities.domain_type(), capabilities.arch(),
                                      capabilities.machine(), capabilities.emulator()})
    if (!part.empty()) title += " " + VisibleText(part);
  return title + "\n";
}

Json CapabilityJson(const Capabilities& capabilities, const Capability& capability) {
  Json json = {{"capability", capability.path}};
  if (capability.kind == Capability::Kind::kBlock) {
    const Answer answer = capabilities.AskBlock(capability.path);
    json["supported"] = answer.support == Support::kUnknown
                            ? Json(nullptr)
                            : Json(answer.support == Support::kSupported);
  } else if (capability.kind == Capability::Kind::kList) {
    json["values"] = capability.values;
  } else {
    json["value"] = capability.values.empty() ? "" : capability.values.front();
  }
  json["line"] = capabilities.LineOf(capability.element);
  json["rules"] = Json::array();
  for (const Rule* rule : AllRules())
    if (rule->ask != nullptr && rule->capability == capability.path)
      json["rules"].push_back(rule->id);
  return json;
}

}  // namespace

std::string CapsAsText(const Capabilities& capabilities) {
  std::string text = Title(capabilities);
  for (const Capability& capability : capabilities.all()) {
    if (HasNoAnswer(capabilities, capability)) continue;
    const std::string path = VisibleText(capability.path);
    text += "  " + path + std::string(path.size() < kWidest ? kWidest - path.size() : 1, ' ');
    if (capability.path == "cpu/custom/model")
      text += UsableModels(capabilities);
    else if (capability.kind == Capability::Kind::kBlock)
      text += SupportText(capabilities.AskBlock(capability.path).support);
    else
      text += ValuesText(capability);
    if (!IsAsked(capability.path)) text += "  (no rule asks for it)";
    text += "\n";
  }
  return text;
}

std::string CapsAsJson(const Capabilities& capabilities, const std::vector<XmlError>& problems) {
  Json json = {{"name", capabilities.source().name()},
               {"valid", problems.empty()},
               {"problems", Json::array()},
               {"domain", capabilities.domain_type()},
               {"arch", capabilities.arch()},
               {"machine", capabilities.machine()},
               {"path", capabilities.emulator()},
               {"capabilities", Json::array()}};
  for (const XmlError& problem : problems) {
    const Position position = capabilities.source().PositionAt(problem.offset);
    json["problems"].push_back(
        {{"line", position.line}, {"column", position.column}, {"message", problem.message}});
  }
  for (const Capability& capability : capabilities.all())
    json["capabilities"].push_back(CapabilityJson(capabilities, capability));
  return DumpJson(json) + "\n";
}

}  // namespace domcheck
