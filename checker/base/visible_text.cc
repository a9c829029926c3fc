#include "checker/base/visible_text.h"

#include <uniwidth.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <iterator>

#include "capsmodel/utf8.h"

namespace domcheck {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Unicode categories Cc and Cf, and other characters that are not visible.
constexpr Range kInvisible[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x600, 0x605},     {0x61C, 0x61C},
    {0x6DD, 0x6DD},   {0x70F, 0x70F},   {0x180E, 0x180E}, {0x200B, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF},
};
std::string Escape(char kind, char32_t number) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "\\%c{%02X}", kind, static_cast<unsigned>(number));
  return buffer;
}

// Nearly all text consists of these characters.
bool IsPlain(char c) { return c >= ' ' && c <= '~'; }

// Returns the end of the plain characters that begin at `at`. Tests eight bytes at a time, by
// setting the top bit of each byte that is not ASCII, is less than a space, or is 0x7F.
size_t PastPlain(std::string_view text, size_t at) {
  for (uint64_t bytes; at + sizeof bytes <= text.size(); at += sizeof bytes) {
    constexpr uint64_t kEach = 0x0101010101010101;
    std::memcpy(&bytes, &text[at], sizeof bytes);
    if (((bytes | (bytes - kEach * ' ') | (bytes + kEach)) & kEach << 7) != 0) break;
  }
  while (at < text.size() && IsPlain(text[at])) ++at;
  return at;
}

size_t WidthOf(char32_t code_point) {
  return static_cast<size_t>(std::max(uc_width(code_point, "UTF-8"), 0));
}

}  // namespace

bool IsInvisible(char32_t code_point) {
  return std::any_of(std::begin(kInvisible), std::end(kInvisible), [code_point](Range range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

void AppendVisibleText(std::string_view text, std::string* out) {
  for (size_t at = 0; at < text.size();) {
    if (const size_t plain = PastPlain(text, at); plain > at) {
      *out += text.substr(at, plain - at);
      at = plain;
      continue;
    }
    const size_t length = Utf8SequenceLength(text, at);
    if (length == 0) {
      *out += Escape('x', static_cast<unsigned char>(text[at++]));
      continue;
    }
    const char32_t code_point = CodePointAt(text, at, length);
    if (IsInvisible(code_point))
      *out += Escape('u', code_point);
    else
      *out += text.substr(at, length);
    at += length;
  }
}

std::string VisibleText(std::string_view text) {
  std::string visible;
  visible.reserve(text.size());
  AppendVisibleText(text, &visible);
  return visible;
}

size_t TerminalWidth(std::string_view visible_text) {
  size_t width = 0;
  for (size_t at = 0; at < visible_text.size();) {
    if (const size_t plain = PastPlain(visible_text, at); plain > at) {
      width += plain - at;
      at = plain;
      continue;
    }
    // A byte that is not UTF-8 takes one column.
    const size_t length = Utf8SequenceLength(visible_text, at);
    width += length == 0 ? 1 : WidthOf(CodePointAt(visible_text, at, length));
    at += std::max<size_t>(length, 1);
  }
  return width;
}

}  // namespace domcheck
