// The parts of a SARIF log that all commands share: the tool with its rules, how the run ended, and
// the forms of messages and places. Each command writes its own results between them.
//
// Paths are relative to the working folder, %SRCROOT%, which GitHub takes for the repository's
// root.
#ifndef CHECKER_REPORT_SARIF_RUN_H_
#define CHECKER_REPORT_SARIF_RUN_H_

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "rules/rule.h"

namespace domcheck {

// Append the text before the first result and the text behind the last.
void BeginSarifRun(std::string* out);
void EndSarifRun(int exit_status, std::string* out);

// Returns an array of one element. A braced list of one could be taken for the element itself.
nlohmann::ordered_json SarifArray(nlohmann::ordered_json element);
nlohmann::ordered_json SarifMessage(std::string_view text);
// Returns the location of a file by the name that the user gave it.
nlohmann::ordered_json SarifArtifact(std::string_view name);
// Returns the rule's index in the tool's rules; the rule must be in the catalog.
size_t SarifRuleIndex(const Rule* rule);
// Returns SARIF's name of what the XPath selects: "text", "attribute" or "element".
std::string_view SarifKindOf(std::string_view path);

}  // namespace domcheck

#endif  // CHECKER_REPORT_SARIF_RUN_H_
