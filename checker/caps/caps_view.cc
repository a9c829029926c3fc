#include "checker/caps/caps_view.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "checker/base/json_writer.h"
#include "checker/base/visible_text.h"
#include "rules/catalog.h"
#include "rules/cpu_suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr size_t kWidest = 44;     // of the column of paths, in bytes
constexpr size_t kMostBytes = 70;  // of the values on a line

// Accept the capability at `path`; and it, or one within it, which it decides if it says 'no'.
auto At(std::string_view path) {
  return [path](std::string_view answer) { return answer == path; };
}
auto AtOrBelow(std::string_view path) {
  return [path](std::string_view answer) { return IsAtOrBelow(answer, path); };
}

// Returns the rules that are decided by a capability that `accepts` accepts.
template <typename Accepts>
std::vector<const Rule*> RulesAnswered(Accepts accepts) {
  std::vector<const Rule*> rules;
  for (const Rule* rule : AllRules()) {
    const auto paths = AnsweredBy(*rule);
    if (rule->subject == Rule::Subject::kCapability &&
        std::any_of(paths.begin(), paths.end(), accepts))
      rules.push_back(rule);
  }
  return rules;
}

// A block that only holds others, such as devices, has no answer of its own.
bool HasNoAnswer(const Capabilities& capabilities, const Capability& capability) {
  return capability.kind == Capability::Kind::kBlock &&
         RulesAnswered(At(capability.path)).empty() &&
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

// Returns the number of models, and those that are usable, the newest first.
std::string ModelsText(const Capabilities& capabilities) {
  const std::vector<std::string_view> usable = UsableModels(capabilities, "");
  const std::string counts = std::to_string(capabilities.cpu_models().size()) + " models, " +
                             std::to_string(usable.size()) + " usable";
  return usable.empty() ? counts : counts + ": " + VisibleText(Joined(usable));
}

std::string Title(const Capabilities& capabilities) {
  std::string title = VisibleText(capabilities.source().name()) + ":";
  for (const std::string_view part : {capabilities.domain_type(), capabilities.arch(),
                                      capabilities.machine(), capabilities.emulator()})
    if (!part.empty()) title += " " + VisibleText(part);
  return title + "\n";
}

void WriteCapability(const Capabilities& capabilities, const Capability& capability,
                     JsonWriter* json) {
  json->BeginObject().Member("capability", capability.path);
  if (capability.kind == Capability::Kind::kBlock) {
    const Support support = capabilities.AskBlock(capability.path).support;
    json->Member("supported", support == Support::kUnknown
                                  ? std::nullopt
                                  : std::optional(support == Support::kSupported));
  } else if (capability.kind == Capability::Kind::kList) {
    json->Member("values", capability.values);
  } else {
    json->Member("value", capability.values.empty() ? "" : capability.values.front());
  }
  json->Member("line", capabilities.LineOf(capability.element));
  json->Key("rules").BeginArray();
  for (const Rule* rule : RulesAnswered(At(capability.path))) json->Value(rule->id);
  json->EndArray().EndObject();
}

}  // namespace

std::string CapsAsText(const Capabilities& capabilities) {
  std::string text = Title(capabilities);
  for (const Capability& capability : capabilities.all()) {
    if (HasNoAnswer(capabilities, capability)) continue;
    const std::string path = VisibleText(capability.path);
    text += "  " + path + std::string(path.size() < kWidest ? kWidest - path.size() : 1, ' ');
    if (capability.path == "cpu/custom/model")
      text += ModelsText(capabilities);
    else if (capability.kind == Capability::Kind::kBlock)
      text += SupportText(capabilities.AskBlock(capability.path).support);
    else
      text += ValuesText(capability);
    if (RulesAnswered(AtOrBelow(capability.path)).empty()) text += "  (no rule asks for it)";
    text += "\n";
  }
  return text;
}

std::string CapsAsJson(const Capabilities& capabilities, const std::vector<XmlError>& problems) {
  std::string text;
  JsonWriter json(&text);
  json.BeginObject().Member("name", capabilities.source().name());
  json.Member("valid", problems.empty()).Key("problems").BeginArray();
  for (const XmlError& problem : problems) {
    const Position position = capabilities.source().PositionAt(problem.offset);
    json.BeginObject().Member("line", position.line).Member("column", position.column);
    json.Member("message", problem.message).EndObject();
  }
  json.EndArray();
  json.Member("domain", capabilities.domain_type());
  json.Member("arch", capabilities.arch());
  json.Member("machine", capabilities.machine());
  json.Member("path", capabilities.emulator());
  json.Key("capabilities").BeginArray();
  for (const Capability& capability : capabilities.all())
    WriteCapability(capabilities, capability, &json);
  json.EndArray().EndObject();
  return text + "\n";
}

}  // namespace domcheck
