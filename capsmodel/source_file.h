// The text of one input, and the one place where offsets become lines and columns.
//
// Everything else speaks of places as offsets in bytes of text(): exact, cheap, and the same for
// every encoding that the file had on disk. People and editors want other units (lines and code
// points, or UTF-16 units); only this file knows how to count those.
//
// A SourceFile owns its bytes and never changes them. Views into text() live as long as it does and
// stay valid when it is moved. Where the lines begin is found when first asked. Threads may share
// one.
#ifndef CAPSMODEL_SOURCE_FILE_H_
#define CAPSMODEL_SOURCE_FILE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "capsmodel/encoding.h"

namespace domcheck {

// A part of a text: bytes [begin, end).
struct Span {
  size_t begin = 0;
  size_t end = 0;
  friend bool operator==(Span a, Span b) { return a.begin == b.begin && a.end == b.end; }
};

// Counted from 1; the column in Unicode code points. A line ends at LF, CR LF or a lone CR.
struct Position {
  size_t line = 1;
  size_t column = 1;
  friend bool operator==(Position a, Position b) {
    return a.line == b.line && a.column == b.column;
  }
};

// As editors and Xerces count: from 0, the character in units of an encoding of the line.
struct LinePosition {
  size_t line = 0;
  size_t character = 0;
};
enum class CharacterUnit { kUtf8, kUtf16 };

class SourceFile {
 public:
  // `name` is what messages call it. `text` is UTF-8 without a byte order mark.
  SourceFile(std::string name, std::string text, FileEncoding encoding = {});
  SourceFile(SourceFile&& other) noexcept;
  SourceFile& operator=(SourceFile&& other) noexcept;
  ~SourceFile();

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }
  // How the file held the text, for writing it back.
  FileEncoding encoding() const { return encoding_; }

  // An offset past the end means the end.
  Position PositionAt(size_t offset) const;
  LinePosition LinePositionAt(size_t offset, CharacterUnit unit) const;
  // The offset of a position; one past a line's end means that end, and one inside a code point
  // means its end.
  size_t OffsetAt(LinePosition position, CharacterUnit unit) const;
  // The line's text without its line end; `line` counts from 1. Empty past the end.
  std::string_view Line(size_t line) const;

 private:
  struct Content;
  const std::vector<size_t>& LineBegins() const;
  // The number, from 0, of the line that holds the offset.
  size_t LineNumber(size_t offset) const;

  std::string name_;
  FileEncoding encoding_;
  std::unique_ptr<Content> content_;
  std::string_view text_;  // in `content_`
};

// Why a file could not become a SourceFile, for a person, without the file's name.
struct ReadError {
  std::string message;
};

// Reads a file whole; "-" is standard input and `name` is what messages call it. A file over the
// limit of bytes, and one that does not send in the time of the run, is an error: limits.h.
std::variant<SourceFile, ReadError> ReadSourceFile(const std::string& path,
                                                   const std::string& name);

// The same from bytes already in memory, in any encoding that encoding.h reads.
std::variant<SourceFile, ReadError> MakeSourceFile(std::string name, std::string bytes);

}  // namespace domcheck

#endif  // CAPSMODEL_SOURCE_FILE_H_
