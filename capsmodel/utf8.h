// UTF-8, the form of every text in the program: the one encoder, the one decoder, and steps by code
// points; and the units of UTF-16. All offsets are in bytes.
#ifndef CAPSMODEL_UTF8_H_
#define CAPSMODEL_UTF8_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace domcheck {

// Calls `visit` with each UTF-16 unit of a code point, one or two. `code_point` is below 0x110000.
template <typename Visit>
void ForEachUtf16Unit(char32_t code_point, Visit visit) {
  if (code_point < 0x10000) {
    visit(static_cast<char16_t>(code_point));
  } else {
    visit(static_cast<char16_t>(0xD7C0 + (code_point >> 10)));
    visit(static_cast<char16_t>(0xDC00 | (code_point & 0x3FF)));
  }
}

// Appends one code point from 0x80 to `out` as UTF-8. `code_point` is below 0x110000.
void AppendUtf8Sequence(char32_t code_point, std::string* out);

// Appends one code point to `out` as UTF-8. `code_point` is below 0x110000.
inline void AppendUtf8(char32_t code_point, std::string* out) {
  if (code_point < 0x80)
    out->push_back(static_cast<char>(code_point));
  else
    AppendUtf8Sequence(code_point, out);
}

// Returns the number of bytes, 1 to 4, of the UTF-8 sequence that starts at `text[offset]`, or 0
// where the bytes there are not a well-formed sequence (Unicode, table 3-7).
size_t Utf8SequenceLength(std::string_view text, size_t offset);

// Returns the code point of the well-formed sequence of `length` bytes that starts at
// `text[offset]`. For a length of 1, returns the number of the byte, whatever it is.
char32_t CodePointAt(std::string_view text, size_t offset, size_t length);

// Returns the offset of the first byte that belongs to no well-formed sequence, or npos.
size_t FindInvalidUtf8(std::string_view text);

// Reports whether the byte is the second or a later one of a sequence.
inline bool ContinuesSequence(char byte) { return (byte & 0xC0) == 0x80; }

// Return the offset `count` code points after or before `at`, at most the end or the beginning of
// the text. `at` must be where a code point begins, or the end.
size_t CodePointsAfter(std::string_view text, size_t at, size_t count);
size_t CodePointsBefore(std::string_view text, size_t at, size_t count);

}  // namespace domcheck

#endif  // CAPSMODEL_UTF8_H_
