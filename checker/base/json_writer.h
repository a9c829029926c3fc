// Writes JSON, member by member, at the end of a text. A report has a line of JSON for each of many
// thousand findings, and a tree of values for each would cost more than all else.
//
// The text is safe to print on a terminal: characters that a terminal would interpret or hide
// (visible_text.h) are written as JSON escapes, from which a program reads the original character.
// Bytes that are not UTF-8, as a file's name may have, become U+FFFD.
#ifndef CHECKER_BASE_JSON_WRITER_H_
#define CHECKER_BASE_JSON_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace domcheck {

// Begin and End calls must match, and each value of an object must follow its key; the writer does
// not check this.
class JsonWriter {
 public:
  // Appends to `out`, which must outlive the writer. With `indent`, each member is on a line of its
  // own, and that many spaces are before it for each level; else all is on one line.
  explicit JsonWriter(std::string* out, size_t indent = 0) : out_(out), indent_(indent) {}

  JsonWriter& BeginObject() { return Begin('{'); }
  JsonWriter& EndObject() { return End('}'); }
  JsonWriter& BeginArray() { return Begin('['); }
  JsonWriter& EndArray() { return End(']'); }
  // `key` is a name: without quotes, backslashes and control characters.
  JsonWriter& Key(std::string_view key);
  // Writes a key that may be any text.
  JsonWriter& TextKey(std::string_view key);

  JsonWriter& Value(std::string_view text);
  JsonWriter& Value(const char* text) { return Value(std::string_view(text)); }
  JsonWriter& Value(std::nullptr_t) { return Word("null"); }
  template <typename Number, typename = std::enable_if_t<std::is_arithmetic_v<Number>>>
  JsonWriter& Value(Number number) {
    static_assert(std::is_integral_v<Number>);
    if constexpr (std::is_same_v<Number, bool>) return Word(number ? "true" : "false");
    return Word(std::to_string(number));
  }
  // Writes null for nothing.
  template <typename T>
  JsonWriter& Value(const std::optional<T>& value) {
    return value ? Value(*value) : Value(nullptr);
  }
  // Writes an array.
  template <typename T>
  JsonWriter& Value(const std::vector<T>& values) {
    BeginArray();
    for (const T& value : values) Value(value);
    return EndArray();
  }

  // Writes a value that is JSON already.
  JsonWriter& Json(std::string_view json) { return Word(json); }

  template <typename T>
  JsonWriter& Member(std::string_view key, const T& value) {
    return Key(key).Value(value);
  }

 private:
  JsonWriter& Begin(char bracket);
  JsonWriter& End(char bracket);
  // Appends a value without quotes.
  JsonWriter& Word(std::string_view word);
  // Begins a key, or a value that is not behind its key.
  void BeginItem();
  void BeginLine();

  std::string* const out_;
  const size_t indent_;
  size_t level_ = 0;
  bool is_first_ = true;       // in its object or array
  bool is_after_key_ = false;  // the next value belongs to the key before it
};

// Returns `text` as a string of JSON, in quotes.
std::string JsonString(std::string_view text);

}  // namespace domcheck

#endif  // CHECKER_BASE_JSON_WRITER_H_
