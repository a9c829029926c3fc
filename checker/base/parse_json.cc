#include "checker/base/parse_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace domcheck {
namespace {

using Json = nlohmann::json;

template <typename Type>
const Type& As(const Json& value) {
  const Type* const found = value.get_ptr<const Type*>();
  if (found == nullptr) throw JsonTypeError();
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

const std::string& JsonValue::String() const { return As<std::string>(*value_); }
bool JsonValue::Boolean() const { return As<bool>(*value_); }
uint64_t JsonValue::Unsigned() const { return As<Json::number_unsigned_t>(*value_); }

std::vector<JsonValue> JsonValue::Items() const {
  const auto& items = As<Json::array_t>(*value_);
  return {items.begin(), items.end()};
}

std::vector<std::pair<std::string, JsonValue>> JsonValue::Members() const {
  const auto& members = As<Json::object_t>(*value_);
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
  if (!found) throw JsonTypeError();
  return *found;
}

std::string JsonValue::StringOrEmpty(std::string_view name) const {
  const auto found = Find(name);
  return found ? found->String() : "";
}

std::optional<ParsedJson> ParseJson(std::string_view text, std::optional<XmlError>* excess) {
  if (auto found = FindJsonExcess(text, CurrentLimits())) {
    if (excess != nullptr) *excess = std::move(found);
    return std::nullopt;
  }
  auto json = std::make_shared<Json>(Json::parse(text, nullptr, /*allow_exceptions=*/false));
  if (json->is_discarded()) return std::nullopt;
  return ParsedJson(std::move(json));
}

}  // namespace domcheck
