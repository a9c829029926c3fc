// domcheck explain
#include <string>
#include <vector>

#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/report/explain.h"
#include "rules/catalog.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

CommandOptions Options() {
  CommandOptions options;
  options.positional = "rule";
  options.values["format"] = {"text", "json"};
  options.AddSwitch("all", "print all rules, as Markdown");
  options.Add("format", "FORMAT", "text, or json: all rules for programs").default_value = "text";
  return options;
}

int Run(const Command& command, const OptionValues& values) {
  const std::string format = values.Value("format");
  if (!IsOneOf("--format", format, {"text", "json"})) return kExitBadInput;
  if (format == "json") return PrintAndFinish(RulesAsJson());
  if (values.Has("all")) return PrintAndFinish(RulesAsMarkdown());
  const std::vector<std::string> ids = values.Values("rule");
  if (ids.empty()) return PrintAndFinish(ListRules());

  std::string text;
  for (const std::string& id : ids) {
    const Rule* rule = FindRule(id);
    if (rule == nullptr) {
      const std::string_view nearest = NearestRule(id);
      return UsageError(command.name, "there is no rule '" + id + "'" +
                                          (nearest.empty() ? "; 'domcheck explain' lists the rules"
                                                           : DidYouMean(nearest)));
    }
    text += (text.empty() ? "" : "\n") + ExplainRule(*rule);
  }
  return PrintAndFinish(text);
}

}  // namespace

Command ExplainCommand() {
  return {"explain", "[RULE...]",
          "says what a rule means and what to do; without a rule, lists them", Options, Run};
}

}  // namespace domcheck
