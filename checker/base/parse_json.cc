#include "checker/base/parse_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace domcheck {
namespace {

using Json = nlohmann::json;

// `type` names `Type` as nlohmann's type_name() does.
template <typename Type>
const Type& As(const Json& value, const char* type) {
  const Type* const found = value.get_ptr<const Type*>();
  if (found == nullptr)
    throw JsonTypeError(std::string("expected ") + type + ", found " + value.type_name());
  return *found;
}

// Returns the offset after the string whose opening quote is at `at`, or the size of the text.
size_t PastString(std::string_view text, size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

}  // namespace

std::optional<XmlError> FindJsonExcess(std::string_view text, const Limits& limits) {
  const auto over = [&](LimitValue limit, size_t at) {
    return XmlError{at, DescribeExcess(LimitOf(limit), limits)};
  };
  size_t depth = 0, values = 1;
  for (size_t at = text.find_first_of("\"[]{},"); at < text.size();
       at = text.find_first_of("\"[]{},", at)) {
    const char c = text[at];
    if (c == '"') {
      at = PastString(text, at);
      continue;
    }
    if (c == '[' || c == '{') {
      if (++depth > limits.depth) return over(&Limits::depth, at);
    } else if (c != ',') {
      depth -= std::min<size_t>(depth, 1);
    }
    if (c != ']' && c != '}' && ++values > limits.elements) return over(&Limits::elements, at);
    ++at;
  }
  return std::nullopt;
}

bool JsonValue::is_null() const { return value_->is_null(); }
bool JsonValue::is_object() const { return value_->is_object(); }
bool JsonValue::is_array() const { return value_->is_array(); }
bool JsonValue::is_string() const { return value_->is_string(); }
bool JsonValue::is_true() const { return *value_ == true; }
bool JsonValue::is_integer() const { return value_->is_number_integer(); }

const std::string& JsonValue::String() const { return As<std::string>(*value_, "string"); }
bool JsonValue::Boolean() const { return As<bool>(*value_, "boolean"); }
uint64_t JsonValue::Unsigned() const {
  return As<Json::number_unsigned_t>(*value_, "whole number from 0");
}
int64_t JsonValue::Integer() const { return As<Json::number_integer_t>(*value_, "whole number"); }

std::vector<JsonValue> JsonValue::Items() const {
  const auto& items = As<Json::array_t>(*value_, "array");
  return {items.begin(), items.end()};
}

std::vector<std::pair<std::string, JsonValue>> JsonValue::Members() const {
  const auto& members = As<Json::object_t>(*value_, "object");
  return {members.begin(), members.end()};
}

std::vector<std::string> JsonValue::Strings() const {
  std::vector<std::string> strings;
  for (const JsonValue item : Items()) strings.push_back(item.String());
  return strings;
}

std::optional<JsonValue> JsonValue::Find(std::string_view name) const {
  const auto* const members = value_->get_ptr<const Json::object_t*>();
  if (members == nullptr) return std::nullopt;
  const auto found = members->find(name);
  if (found == members->end()) return std::nullopt;
  return JsonValue(found->second);
}

JsonValue JsonValue::at(std::string_view name) const {
  const auto found = Find(name);
  if (!found) throw JsonTypeError("expected a member '" + std::string(name) + "'");
  return *found;
}

std::string JsonValue::StringOrEmpty(std::string_view name) const {
  const auto found = Find(name);
  return found ? found->String() : "";
}

std::string JsonValue::Text() const {
  return value_->dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<ParsedJson> ParseJson(std::string_view text, std::optional<XmlError>* excess,
                                    const Limits& limits) {
  if (auto found = FindJsonExcess(text, limits)) {
    if (excess != nullptr) *excess = std::move(found);
    return std::nullopt;
  }
  auto json = std::make_shared<Json>(Json::parse(text, nullptr, /*allow_exceptions=*/false));
  if (json->is_discarded()) return std::nullopt;
  return ParsedJson(std::move(json));
}

}  // namespace domcheck
