// Parses JSON that may come from strangers. A text beyond the limits of limits.h is not parsed: a
// parser may need fifty bytes of memory for a byte of brackets.
#ifndef CHECKER_BASE_PARSE_JSON_H_
#define CHECKER_BASE_PARSE_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>

#include "capsmodel/limits.h"
#include "capsmodel/xml_reader.h"

namespace domcheck {

// Returns the first place where `text` is nested too deeply or has too many values, or nullopt.
// `text` need not be valid JSON.
std::optional<XmlError> FindJsonExcess(std::string_view text, const Limits& limits);

// Returns a discarded value if `text` is not JSON. If it exceeds the limits of the process, also
// sets `excess`, which may be null.
nlohmann::json ParseJson(std::string_view text, std::optional<XmlError>* excess);

}  // namespace domcheck

#endif  // CHECKER_BASE_PARSE_JSON_H_
