#include "checker/base/xml_escape.h"

#include <algorithm>
#include <cstdio>

#include "capsmodel/document.h"
#include "capsmodel/utf8.h"
#include "checker/base/visible_text.h"

namespace domcheck {
namespace {

constexpr std::string_view kCdata = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::string Reference(char32_t code_point) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "&#x%X;", static_cast<unsigned>(code_point));
  return buffer;
}

std::string EscapedAscii(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&apos;";
    case '\t':
    case '\n':
    case '\r':
    case '\x7F':
      return Reference(static_cast<unsigned char>(c));
    default:
      return static_cast<unsigned char>(c) < ' ' ? std::string(kReplacement) : std::string(1, c);
  }
}

// REQUIRES: `sequence` is one well-formed UTF-8 sequence of two bytes or more.
std::string EscapedSequence(std::string_view sequence) {
  if (sequence == "\xEF\xBF\xBE" || sequence == "\xEF\xBF\xBF") return std::string(kReplacement);
  const char32_t code_point = CodePointAt(sequence, 0, sequence.size());
  return IsInvisible(code_point) ? Reference(code_point) : std::string(sequence);
}

}  // namespace

std::string XmlEscaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t length = Utf8SequenceLength(text, at);
    if (length == 0)
      escaped += kReplacement;
    else if (length == 1)
      escaped += EscapedAscii(text[at]);
    else
      escaped += EscapedSequence(text.substr(at, length));
    at += std::max<size_t>(length, 1);
  }
  return escaped;
}

std::string XmlAttribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + XmlEscaped(value) + "\"";
}

std::string XmlAttribute(std::string_view name, size_t value) {
  return XmlAttribute(name, std::to_string(value));
}

std::optional<std::string> WrittenAt(std::string_view text, Span span, std::string_view value) {
  const char before = span.begin == 0 ? '\0' : text[span.begin - 1];
  const bool is_attribute = before == '"' || before == '\'';
  const std::string_view left = TrimXmlSpace(text.substr(0, span.begin));
  const bool is_cdata = !is_attribute && left.size() >= kCdata.size() &&
                        left.substr(left.size() - kCdata.size()) == kCdata;
  if (is_cdata) {
    const bool fits = value.find(kCdataEnd) == std::string_view::npos &&
                      value.find('\r') == std::string_view::npos;
    return fits ? std::optional<std::string>(value) : std::nullopt;
  }
  std::string written;
  for (const char c : value) {
    if (c == '&')
      written += "&amp;";
    else if (c == '<')
      written += "&lt;";
    else if (c == '>' && !is_attribute)
      written += "&gt;";
    else if (is_attribute && c == before)
      written += c == '"' ? "&quot;" : "&apos;";
    else if (c == '\t' || c == '\n' || c == '\r')
      written += "&#" + std::to_string(static_cast<int>(c)) + ";";
    else
      written += c;
  }
  return written;
}

}  // namespace domcheck
