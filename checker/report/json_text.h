// Writes the JSON of all reports, which is safe to print on a terminal.
#ifndef CHECKER_REPORT_JSON_TEXT_H_
#define CHECKER_REPORT_JSON_TEXT_H_

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace domcheck {

// Returns `json` on one line. Bytes that are not UTF-8 (a file name may have them) become U+FFFD.
// Characters that a terminal would interpret or hide (visible_text.h) are written as JSON escapes,
// so that a program reads the original character.
std::string DumpJson(const nlohmann::ordered_json& json);

}  // namespace domcheck

#endif  // CHECKER_REPORT_JSON_TEXT_H_
