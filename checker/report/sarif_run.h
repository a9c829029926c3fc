// What SARIF says around results, whatever they are of: the tool with its rules, how the run ended,
// and the forms of messages and places.
//
// Paths are relative to the working folder, %SRCROOT%; GitHub takes that for the repository's root.
#ifndef CHECKER_REPORT_SARIF_RUN_H_
#define CHECKER_REPORT_SARIF_RUN_H_

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "rules/rule.h"

namespace domcheck {

// Up to the first result, and from behind the last.
void BeginSarifRun(std::string* out);
void EndSarifRun(int exit_status, std::string* out);

// An array of one. In braces, compilers take one element for the whole.
nlohmann::ordered_json SarifArray(nlohmann::ordered_json element);
nlohmann::ordered_json SarifMessage(std::string_view text);
// The file of that name.
nlohmann::ordered_json SarifArtifact(std::string_view name);
// The rule's place among those of the tool.
size_t SarifRuleIndex(const Rule* rule);
// What the XPath leads to, as SARIF calls the parts of XML.
std::string_view SarifKindOf(std::string_view path);

}  // namespace domcheck

#endif  // CHECKER_REPORT_SARIF_RUN_H_
