#include "checker/base/json_writer.h"

#include "capsmodel/utf8.h"
#include "checker/base/visible_text.h"

namespace domcheck {
namespace {

void AppendEscape(char16_t unit, std::string* out) {
  constexpr char kDigits[] = "0123456789abcdef";
  *out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) *out += kDigits[(unit >> shift) & 15];
}

// Returns the letter behind the backslash in the short escape of a character; 0 if it has none.
char ShortEscape(char c) {
  switch (c) {
    case '"':
    case '\\':
      return c;
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

// Whether a byte stands for itself in a string.
struct PlainBytes {
  bool is_plain[256] = {};
  constexpr PlainBytes() {
    for (int c = 0x20; c < 0x7F; ++c) is_plain[c] = c != '"' && c != '\\';
  }
};
constexpr PlainBytes kPlainBytes;

bool IsPlain(char c) { return kPlainBytes.is_plain[static_cast<unsigned char>(c)]; }

// Appends what stands for the character or stray byte at `text[at]`. Returns the offset behind it.
size_t AppendEscaped(std::string_view text, size_t at, std::string* out) {
  if (const char letter = ShortEscape(text[at]); letter != 0) {
    *out += '\\';
    *out += letter;
    return at + 1;
  }
  const size_t length = Utf8SequenceLength(text, at);
  if (length == 0) {
    AppendUtf8(0xFFFD, out);
    return at + 1;
  }
  const char32_t code_point = CodePointAt(text, at, length);
  if (IsInvisible(code_point))
    ForEachUtf16Unit(code_point, [&](char16_t unit) { AppendEscape(unit, out); });
  else
    out->append(text, at, length);
  return at + length;
}

void AppendString(std::string_view text, std::string* out) {
  *out += '"';
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && IsPlain(text[end])) ++end;
    out->append(text, at, end - at);
    at = end < text.size() ? AppendEscaped(text, end, out) : end;
  }
  *out += '"';
}

}  // namespace

void JsonWriter::BeginLine() {
  if (indent_ == 0) return;
  *out_ += '\n';
  out_->append(indent_ * level_, ' ');
}

void JsonWriter::BeginItem() {
  if (is_after_key_) {
    is_after_key_ = false;
    return;
  }
  if (!is_first_) *out_ += ',';
  is_first_ = false;
  if (level_ > 0) BeginLine();
}

JsonWriter& JsonWriter::Begin(char bracket) {
  BeginItem();
  *out_ += bracket;
  ++level_;
  is_first_ = true;
  return *this;
}

JsonWriter& JsonWriter::End(char bracket) {
  --level_;
  if (!is_first_) BeginLine();
  *out_ += bracket;
  is_first_ = false;
  return *this;
}

JsonWriter& JsonWriter::Key(std::string_view key) {
  BeginItem();
  // Appending once is cheaper than three times, and a report has many keys.
  char quoted[64];
  const size_t size = key.size() + 3;
  if (indent_ > 0 || size > sizeof quoted) {
    *out_ += '"';
    *out_ += key;
    *out_ += indent_ > 0 ? "\": " : "\":";
  } else {
    quoted[0] = '"';
    key.copy(quoted + 1, key.size());
    quoted[size - 2] = '"';
    quoted[size - 1] = ':';
    out_->append(quoted, size);
  }
  is_after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::TextKey(std::string_view key) {
  BeginItem();
  AppendString(key, out_);
  *out_ += indent_ > 0 ? ": " : ":";
  is_after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::Value(std::string_view text) {
  BeginItem();
  AppendString(text, out_);
  return *this;
}

JsonWriter& JsonWriter::Word(std::string_view word) {
  BeginItem();
  *out_ += word;
  return *this;
}

std::string JsonString(std::string_view text) {
  std::string string;
  AppendString(text, &string);
  return string;
}

}  // namespace domcheck
