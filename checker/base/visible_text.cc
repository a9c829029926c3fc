#include "checker/base/visible_text.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <iterator>

#include "capsmodel/encoding.h"

namespace domcheck {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Cc and Cf of Unicode, and what looks like nothing.
constexpr Range kInvisible[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x600, 0x605},     {0x61C, 0x61C},
    {0x6DD, 0x6DD},   {0x70F, 0x70F},   {0x180E, 0x180E}, {0x200B, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF},
};
constexpr Range kCombining[] = {
    {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},
    {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
};
// East Asian Wide and Fullwidth, and emoji shown as pictures, in blocks.
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x26BD, 0x26BE},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x274C, 0x274C},   {0x2753, 0x2755},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
    {0xA960, 0xA97C},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

template <size_t kCount>
bool IsIn(const Range (&ranges)[kCount], char32_t c) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [c](Range range) { return c >= range.first && c <= range.last; });
}

std::string Escape(char kind, char32_t number) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "\\%c{%02X}", kind, static_cast<unsigned>(number));
  return buffer;
}

// Nearly all that is shown is made of these.
bool IsPlain(char c) { return c >= ' ' && c <= '~'; }

// The end of the plain characters that begin at `at`. Of eight bytes at a time, the top bit of one
// is set that is no ASCII, is less than a space, or is 0x7F.
size_t PastPlain(std::string_view text, size_t at) {
  for (uint64_t bytes; at + sizeof bytes <= text.size(); at += sizeof bytes) {
    constexpr uint64_t kEach = 0x0101010101010101;
    std::memcpy(&bytes, &text[at], sizeof bytes);
    if (((bytes | (bytes - kEach * ' ') | (bytes + kEach)) & kEach << 7) != 0) break;
  }
  while (at < text.size() && IsPlain(text[at])) ++at;
  return at;
}

}  // namespace

bool IsInvisible(char32_t code_point) { return IsIn(kInvisible, code_point); }

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
    const size_t length = std::max<size_t>(Utf8SequenceLength(visible_text, at), 1);
    const char32_t code_point = CodePointAt(visible_text, at, length);
    width += IsIn(kCombining, code_point) ? 0 : IsIn(kWide, code_point) ? 2 : 1;
    at += length;
  }
  return width;
}

}  // namespace domcheck
