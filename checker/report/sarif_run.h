// The parts of a SARIF log that all commands share: the tool with its rules, how the run ended, and
// the forms of messages and places. Each command writes its own results between them.
//
// Paths are relative to the working folder, %SRCROOT%, which GitHub takes for the repository's
// root.
#ifndef CHECKER_REPORT_SARIF_RUN_H_
#define CHECKER_REPORT_SARIF_RUN_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "checker/base/json_writer.h"
#include "rules/rule.h"

namespace domcheck {

// Append the text before the first result and the text behind the last.
void BeginSarifRun(std::string* out);
void EndSarifRun(int exit_status, std::string* out);

// Writes the message object of a text.
void WriteSarifMessage(std::string_view text, JsonWriter* json);

// The location of a file.
struct SarifArtifact {
  std::string uri;
  bool is_in_base = false;  // `uri` is relative to %SRCROOT%
};

// Returns the location of a file by the name that the user gave it.
SarifArtifact SarifArtifactOf(std::string_view name);
void WriteSarifArtifact(const SarifArtifact& artifact, JsonWriter* json);

// A part of a file. Lines and columns, in code points, count from 1; the end is behind the part.
struct SarifRegion {
  size_t start_line = 0;
  size_t start_column = 0;
  size_t end_line = 0;
  size_t end_column = 0;
};
void WriteSarifRegion(const SarifRegion& region, JsonWriter* json);

// Writes the location object of a place. `region` and `path`, an XPath, may be absent.
void WriteSarifLocation(const SarifArtifact& artifact, const std::optional<SarifRegion>& region,
                        std::string_view path, JsonWriter* json);

// Returns the rule's index in the tool's rules; the rule must be in the catalog.
size_t SarifRuleIndex(const Rule* rule);
// Returns SARIF's name of what the XPath selects: "text", "attribute" or "element".
std::string_view SarifKindOf(std::string_view path);

}  // namespace domcheck

#endif  // CHECKER_REPORT_SARIF_RUN_H_
