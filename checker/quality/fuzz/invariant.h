// Checks promises in fuzz targets. A broken promise ends the program; libFuzzer and the replay keep
// the input.
#ifndef CHECKER_QUALITY_FUZZ_INVARIANT_H_
#define CHECKER_QUALITY_FUZZ_INVARIANT_H_

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "capsmodel/limits.h"
#include "capsmodel/source_file.h"

namespace domcheck {

// If `holds` is false, prints "broken: edits do not overlap" and aborts; `promise` is the text
// behind the colon, and `detail` follows on a line of its own.
inline void Invariant(bool holds, std::string_view promise, std::string_view detail = {}) {
  if (holds) return;
  for (const std::string_view text : {std::string_view("broken: "), promise, std::string_view("\n"),
                                      detail, std::string_view("\n")})
    std::fwrite(text.data(), 1, text.size(), stderr);
  std::abort();
}

// Returns whether the offset is between characters of UTF-8 or at the end of the text.
inline bool IsBound(std::string_view text, size_t offset) {
  return offset == text.size() ||
         (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80);
}

// Checks that the span lies in `text`, which is UTF-8, between characters.
inline void CheckSpan(std::string_view text, Span span, std::string_view what) {
  Invariant(span.begin <= span.end && span.end <= text.size(), "a span lies in the text", what);
  Invariant(IsBound(text, span.begin) && IsBound(text, span.end),
            "a span begins and ends between characters", what);
}

inline void CheckTerminalText(std::string_view text) {
  for (const char c : text)
    Invariant(static_cast<unsigned char>(c) >= 0x20 || c == '\n', "nothing escapes to a terminal",
              text);
}

inline std::string_view Text(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

// So small that inputs reach them.
constexpr Limits kSmallLimits = [] {
  Limits limits;
  limits.depth = 4;
  limits.elements = 8;
  limits.attributes = 3;
  limits.name_length = 9;
  limits.value_length = 20;
  return limits;
}();

}  // namespace domcheck

#endif  // CHECKER_QUALITY_FUZZ_INVARIANT_H_
