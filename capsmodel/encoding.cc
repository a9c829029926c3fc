#include "capsmodel/encoding.h"

#include <algorithm>
#include <cctype>

#include "capsmodel/utf8.h"

namespace domcheck {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr size_t kUtf16MarkSize = 2;

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// The value of encoding= in the XML declaration of ASCII-compatible bytes, in upper case; empty
// where there is none.
std::string DeclaredEncoding(std::string_view text) {
  if (text.substr(0, text.find_first_of(" \t\r\n")) != "<?xml") return "";
  const std::string_view declaration = text.substr(0, text.substr(0, 512).find("?>"));
  size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return "";
  at = declaration.find_first_of("'\"", at);
  if (at == std::string_view::npos) return "";
  const size_t end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return "";
  std::string name(declaration.substr(at + 1, end - at - 1));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return name;
}

std::optional<std::string> DecodeUtf16(std::string_view bytes, bool big_endian, std::string* text) {
  if (bytes.size() % 2 != 0) return "the file is UTF-16 but has an odd number of bytes";
  const auto unit = [&](size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  text->resize(bytes.size() / 2);
  size_t at = 0;
  for (; at < bytes.size() && unit(at) < 0x80; at += 2)
    (*text)[at / 2] = static_cast<char>(unit(at));
  text->resize(at / 2);
  for (; at < bytes.size(); at += 2) {
    char32_t code_point = unit(at);
    if (code_point >= 0xD800 && code_point < 0xE000) {
      const char32_t low = at + 2 < bytes.size() ? unit(at + 2) : 0;
      if (code_point >= 0xDC00 || low < 0xDC00 || low >= 0xE000)
        return "the file is UTF-16 but has half of a surrogate pair at byte " + std::to_string(at);
      code_point = 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00);
      at += 2;
    }
    AppendUtf8(code_point, text);
  }
  return std::nullopt;
}

void AppendUtf16(char32_t code_point, bool big_endian, std::string* bytes) {
  ForEachUtf16Unit(code_point, [&](char16_t unit) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    bytes->push_back(big_endian ? high : low);
    bytes->push_back(big_endian ? low : high);
  });
}

}  // namespace

std::string_view EncodingName(FileEncoding encoding) {
  switch (encoding.form) {
    case FileEncoding::Form::kUtf8:
      return "UTF-8";
    case FileEncoding::Form::kAscii:
      return "US-ASCII";
    case FileEncoding::Form::kLatin1:
      return "ISO-8859-1";
    case FileEncoding::Form::kUtf16LittleEndian:
    case FileEncoding::Form::kUtf16BigEndian:
      break;
  }
  return "UTF-16";
}

std::optional<std::string> DecodeToUtf8(std::string* bytes, FileEncoding* found) {
  using Form = FileEncoding::Form;
  FileEncoding unused;
  FileEncoding& encoding = found != nullptr ? *found : unused;
  encoding = {};
  const std::string_view all = *bytes;
  std::string text;
  if (StartsWith(all, kUtf8Mark)) {
    encoding.has_mark = true;
    bytes->erase(0, kUtf8Mark.size());
    return std::nullopt;
  }
  const bool big_endian_mark = StartsWith(all, "\xFE\xFF");
  const bool little_endian_mark = StartsWith(all, "\xFF\xFE");
  const bool big_endian = big_endian_mark || StartsWith(all, std::string_view("\0<", 2));
  const bool little_endian = little_endian_mark || StartsWith(all, std::string_view("<\0", 2));
  if (big_endian || little_endian) {
    encoding.form = big_endian ? Form::kUtf16BigEndian : Form::kUtf16LittleEndian;
    encoding.has_mark = big_endian_mark || little_endian_mark;
    const size_t mark = encoding.has_mark ? kUtf16MarkSize : 0;
    if (auto error = DecodeUtf16(all.substr(mark), big_endian, &text)) return error;
    *bytes = std::move(text);
    return std::nullopt;
  }
  const std::string declared = DeclaredEncoding(all);
  if (declared.empty() || declared == "UTF-8" || declared == "UTF8") return std::nullopt;
  if (declared == "US-ASCII" || declared == "ASCII") {
    encoding.form = Form::kAscii;
    const auto bad = std::find_if(all.begin(), all.end(), [](char c) { return c < 0; });
    if (bad == all.end()) return std::nullopt;
    return "the file says that it is US-ASCII, but byte " + std::to_string(bad - all.begin()) +
           " is not";
  }
  if (declared == "ISO-8859-1" || declared == "LATIN1" || declared == "ISO_8859-1") {
    encoding.form = Form::kLatin1;
    text.reserve(all.size() + all.size() / 8);
    for (const char c : all) AppendUtf8(static_cast<unsigned char>(c), &text);
    *bytes = std::move(text);
    return std::nullopt;
  }
  if (StartsWith(declared, "UTF-16"))
    return "the file says that it is UTF-16, but it is not; correct its XML declaration";
  return "the encoding '" + declared +
         "' is not one that domcheck reads (UTF-8, UTF-16, ISO-8859-1, US-ASCII); convert the file "
         "to UTF-8, for example with iconv";
}

std::optional<std::string> EncodeFromUtf8(std::string_view text, FileEncoding encoding) {
  using Form = FileEncoding::Form;
  if (encoding.form == Form::kUtf8)
    return std::string(encoding.has_mark ? kUtf8Mark : "").append(text);
  const bool big_endian = encoding.form == Form::kUtf16BigEndian;
  const bool is_utf16 = big_endian || encoding.form == Form::kUtf16LittleEndian;
  const char32_t past_last = encoding.form == Form::kAscii ? 0x80 : 0x100;
  std::string bytes;
  bytes.reserve(is_utf16 ? 2 * text.size() + kUtf16MarkSize : text.size());
  if (encoding.has_mark) AppendUtf16(0xFEFF, big_endian, &bytes);
  for (size_t at = 0; at < text.size();) {
    const size_t length = Utf8SequenceLength(text, at);
    if (length == 0) return std::nullopt;
    const char32_t code_point = CodePointAt(text, at, length);
    at += length;
    if (is_utf16)
      AppendUtf16(code_point, big_endian, &bytes);
    else if (code_point < past_last)
      bytes.push_back(static_cast<char>(code_point));
    else
      return std::nullopt;
  }
  return bytes;
}

}  // namespace domcheck
