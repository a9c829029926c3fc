// Checks that a JSON text is within the limits of limits.h, before it is parsed. A parser may need
// fifty bytes of memory for a byte of brackets.
#ifndef CHECKER_BASE_JSON_LIMITS_H_
#define CHECKER_BASE_JSON_LIMITS_H_

#include <optional>
#include <string_view>

#include "capsmodel/limits.h"
#include "capsmodel/xml_reader.h"

namespace domcheck {

// Returns the first place where `text` is nested too deeply or has too many values, or nullopt.
// `text` need not be valid JSON.
std::optional<XmlError> FindJsonExcess(std::string_view text, const Limits& limits);

}  // namespace domcheck

#endif  // CHECKER_BASE_JSON_LIMITS_H_
