// JSON as the reports write it.
#ifndef CHECKER_REPORT_JSON_TEXT_H_
#define CHECKER_REPORT_JSON_TEXT_H_

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace domcheck {

// On one line. Bytes that are no UTF-8 (a file name may have them) become U+FFFD, and
// characters that a terminal would obey or hide are escaped (visible_text.h), as JSON does it: a
// program reads what was there.
std::string DumpJson(const nlohmann::ordered_json& json);

}  // namespace domcheck

#endif  // CHECKER_REPORT_JSON_TEXT_H_
