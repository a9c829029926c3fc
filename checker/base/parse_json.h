// Reads JSON that may come from strangers. A text beyond the limits of limits.h is not parsed: a
// parser may need fifty bytes of memory for a byte of brackets.
//
// The parser is nlohmann-json. Only parse_json.cc includes its header, which is slow to compile;
// json_writer.h writes JSON.
#ifndef CHECKER_BASE_PARSE_JSON_H_
#define CHECKER_BASE_PARSE_JSON_H_

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "capsmodel/limits.h"
#include "capsmodel/xml_reader.h"

namespace domcheck {

// Returns the first place where `text` is nested too deeply or has too many values, or nullopt.
// `text` need not be valid JSON.
std::optional<XmlError> FindJsonExcess(std::string_view text, const Limits& limits);

// Thrown when a value is not of the type that is asked for.
// what() is "expected string, found number".
struct JsonTypeError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A value of a parsed text: a handle, valid as long as what it is a part of.
class JsonValue {
 public:
  explicit JsonValue(const nlohmann::json& value) : value_(&value) {}

  bool is_null() const;
  bool is_object() const;
  bool is_array() const;
  bool is_string() const;
  bool is_true() const;
  // Whether it is a number without fraction or exponent.
  bool is_integer() const;

  // These throw JsonTypeError if the value is of another type. A number is unsigned only if it is
  // written so: -1, 1.0 and 1e9 are not.
  const std::string& String() const;
  bool Boolean() const;
  uint64_t Unsigned() const;
  int64_t Integer() const;
  std::vector<JsonValue> Items() const;  // of an array
  std::vector<std::pair<std::string, JsonValue>> Members() const;
  std::vector<std::string> Strings() const;  // of an array of strings

  // Returns the member `name`, or nullopt if there is none or this is not an object.
  std::optional<JsonValue> Find(std::string_view name) const;
  // Returns the member `name`; throws JsonTypeError if there is none.
  JsonValue at(std::string_view name) const;
  // Returns the string member `name`, or "" if there is none; throws if it is of another type.
  std::string StringOrEmpty(std::string_view name) const;

  // Returns the value as JSON on one line.
  std::string Text() const;

 private:
  const nlohmann::json* value_;
};

// A parsed text.
class ParsedJson {
 public:
  explicit ParsedJson(std::shared_ptr<const nlohmann::json> value) : value_(std::move(value)) {}
  JsonValue root() const { return JsonValue(*value_); }

 private:
  std::shared_ptr<const nlohmann::json> value_;
};

// Returns nullopt if `text` is not JSON. If it exceeds the limits, also sets `excess`, which may be
// null.
std::optional<ParsedJson> ParseJson(std::string_view text, std::optional<XmlError>* excess,
                                    const Limits& limits = CurrentLimits());

}  // namespace domcheck

#endif  // CHECKER_BASE_PARSE_JSON_H_
