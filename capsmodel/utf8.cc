#include "capsmodel/utf8.h"

#include <cstdint>
#include <cstring>

namespace domcheck {

void AppendUtf8Sequence(char32_t code_point, std::string* out) {
  const auto push = [out](char32_t byte) { out->push_back(static_cast<char>(byte)); };
  if (code_point < 0x800) {
    push(0xC0 | code_point >> 6);
    push(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    push(0xE0 | code_point >> 12);
    push(0x80 | (code_point >> 6 & 0x3F));
    push(0x80 | (code_point & 0x3F));
  } else {
    push(0xF0 | code_point >> 18);
    push(0x80 | (code_point >> 12 & 0x3F));
    push(0x80 | (code_point >> 6 & 0x3F));
    push(0x80 | (code_point & 0x3F));
  }
}

size_t Utf8SequenceLength(std::string_view text, size_t offset) {
  const auto byte = [&](size_t i) -> unsigned {
    return offset + i < text.size() ? static_cast<unsigned char>(text[offset + i]) : 0;
  };
  const auto continues = [&](size_t i) { return ContinuesSequence(static_cast<char>(byte(i))); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first < 0xF0) {
    const unsigned least = first == 0xE0 ? 0xA0 : 0x80, most = first == 0xED ? 0x9F : 0xBF;
    return byte(1) >= least && byte(1) <= most && continues(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first < 0xF5) {
    const unsigned least = first == 0xF0 ? 0x90 : 0x80, most = first == 0xF4 ? 0x8F : 0xBF;
    return byte(1) >= least && byte(1) <= most && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

char32_t CodePointAt(std::string_view text, size_t offset, size_t length) {
  const auto first = static_cast<unsigned char>(text[offset]);
  if (length == 1) return first;
  char32_t code_point = first & (0xFF >> (length + 1));
  for (size_t i = 1; i < length; ++i)
    code_point = code_point << 6 | (static_cast<unsigned char>(text[offset + i]) & 0x3F);
  return code_point;
}

size_t FindInvalidUtf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    // Nearly all of what is read is ASCII.
    uint64_t eight;
    if (at + sizeof eight <= text.size()) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & 0x8080808080808080) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    const size_t length = Utf8SequenceLength(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

size_t CodePointsAfter(std::string_view text, size_t at, size_t count) {
  while (at < text.size() && (count > 0 || ContinuesSequence(text[at]))) {
    if (!ContinuesSequence(text[at])) --count;
    ++at;
  }
  return at;
}

size_t CodePointsBefore(std::string_view text, size_t at, size_t count) {
  while (at > 0 && count > 0) {
    --at;
    if (!ContinuesSequence(text[at])) --count;
  }
  return at;
}

}  // namespace domcheck
