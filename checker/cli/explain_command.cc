// domcheck explain
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/report/explain.h"
#include "checker/report/explain_place.h"
#include "rules/catalog.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

CommandOptions Options() {
  CommandOptions options;
  options.positional = "rule";
  options.values["format"] = {"text", "json"};
  options.AddSwitch("all", "print all rules, as Markdown");
  options.Add("format", "FORMAT", "text, or json for programs").default_value = "text";
  options.details =
      "RULE is the name that findings have in brackets. PLACE is the path of an element below\n"
      "<domain>, such as devices/disk/driver: its attributes, values and elements are listed, "
      "with\n"
      "the first libvirt that knows each.\n";
  return options;
}

// Returns the error about a name that is neither a rule nor a place.
std::string DescribeUnknown(const std::string& name) {
  if (name.find('/') != std::string::npos)
    return "libvirt knows no element '" + name + "'" + DidYouMean(NearestPlace(name));
  const std::string_view nearest = NearestRule(name);
  return "there is no rule '" + name + "'" +
         (nearest.empty() ? "; 'domcheck explain' lists the rules" : DidYouMean(nearest));
}

// Returns what `name`, a rule or a place, means; nothing if it is neither.
std::optional<std::string> Explain(const std::string& name, bool as_json) {
  const Rule* const rule = FindRule(name);
  if (rule == nullptr) return as_json ? PlaceAsJson(name) : ExplainPlace(name);
  return as_json ? RulesAsJson({rule}) : ExplainRule(*rule);
}

int Run(const Command& command, const OptionValues& values) {
  const std::string format = values.Value("format");
  if (!IsOneOf("--format", format, {"text", "json"})) return kExitBadInput;
  const bool as_json = format == "json";
  const std::vector<std::string> names = values.Values("rule");
  if (names.empty() && as_json) return PrintAndFinish(RulesAsJson());
  if (values.Has("all")) return PrintAndFinish(RulesAsMarkdown());
  if (names.empty()) return PrintAndFinish(ListRules());

  std::string text;
  for (const std::string& name : names) {
    const auto explained = Explain(name, as_json);
    if (!explained) return UsageError(command.name, DescribeUnknown(name));
    text += (text.empty() || as_json ? "" : "\n") + *explained;
  }
  return PrintAndFinish(text);
}

}  // namespace

Command ExplainCommand() {
  return {
      "explain", "[RULE|PLACE...]",
      "says what a rule means, or what libvirt knows in a place; without either, lists the rules",
      Options, Run};
}

}  // namespace domcheck
