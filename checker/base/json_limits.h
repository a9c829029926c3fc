// Whether a JSON text keeps to the limits of limits.h, before a parser makes values of it: a byte
// of brackets takes fifty of memory.
#ifndef CHECKER_BASE_JSON_LIMITS_H_
#define CHECKER_BASE_JSON_LIMITS_H_

#include <optional>
#include <string_view>

#include "capsmodel/limits.h"
#include "capsmodel/xml_reader.h"

namespace domcheck {

// The first place where `text`, JSON or not, is nested too deeply or has too many values.
std::optional<XmlError> FindJsonExcess(std::string_view text, const Limits& limits);

}  // namespace domcheck

#endif  // CHECKER_BASE_JSON_LIMITS_H_
