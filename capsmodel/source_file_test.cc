#include "capsmodel/source_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "capsmodel/limits.h"
#include "checker/testing/file_content.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

std::string Shown(Position position) {
  return std::to_string(position.line) + ":" + std::to_string(position.column);
}

std::string Shown(LinePosition position) {
  return std::to_string(position.line) + ":" + std::to_string(position.character);
}

TEST(SourceFileTest, CountsColumnsOfLongLines) {
  const std::string_view characters[] = {"a", "\u00e9", "\u65e5", "\U0001F600", "~", "\u00ff"};
  std::string line = "\n";
  std::vector<size_t> column_of = {0};  // by offset
  for (size_t i = 0; i < 100; ++i) {
    const std::string_view character = characters[i * i % 6];
    line += character;
    column_of.resize(line.size(), i + 1);
  }
  const SourceFile source("", line);
  for (size_t at = 1; at < line.size(); ++at)
    if (column_of[at] != column_of[at - 1]) {
      EXPECT_EQ(source.PositionAt(at), (Position{2, column_of[at]})) << at;
    }
}

TEST(SourceFileTest, CountsLinesAndColumns) {
  // é and € are one UTF-16 unit of two and three bytes; the emoji is two units of four bytes.
  const struct {
    std::string text;
    size_t offset;
    std::string position, utf16;
  } kRows[] = {
      {"", 0, "1:1", "0:0"},
      {"", 5, "1:1", "0:0"},
      {"abc", 0, "1:1", "0:0"},
      {"abc", 2, "1:3", "0:2"},
      {"abc", 3, "1:4", "0:3"},
      {"abc", 99, "1:4", "0:3"},
      {"a\nb", 1, "1:2", "0:1"},
      {"a\nb", 2, "2:1", "1:0"},
      {"a\n", 2, "2:1", "1:0"},
      {"a\r\nb", 1, "1:2", "0:1"},
      {"a\r\nb", 3, "2:1", "1:0"},
      {"a\rb", 2, "2:1", "1:0"},
      {"a\r\rb", 3, "3:1", "2:0"},
      {"a\n\rb", 3, "3:1", "2:0"},
      {"a\r\n\r\nb", 5, "3:1", "2:0"},
      {"\t<", 1, "1:2", "0:1"},
      {"\u00e9\u20ac<", 5, "1:3", "0:2"},
      {"\U0001F600<", 4, "1:2", "0:2"},
      {"x\n\u00e9\U0001F600\U0001F600<", 12, "2:4", "1:5"},
      // Only those three end a line.
      {"a\u0085b\u2028c\fd", 9, "1:7", "0:6"},
  };
  for (const auto& row : kRows) {
    const SourceFile source("x", row.text);
    EXPECT_EQ(Shown(source.PositionAt(row.offset)), row.position) << row.text;
    EXPECT_EQ(Shown(source.LinePositionAt(row.offset, CharacterUnit::kUtf16)), row.utf16)
        << row.text;
  }
}

TEST(SourceFileTest, FindsOffsets) {
  const struct {
    std::string text;
    LinePosition position;
    size_t offset;
  } kRows[] = {
      {"", {0, 0}, 0},
      {"", {3, 3}, 0},
      {"ab\ncd", {0, 1}, 1},
      {"ab\ncd", {0, 9}, 2},
      {"ab\r\ncd", {0, 9}, 2},
      {"ab\r\ncd", {1, 0}, 4},
      {"ab\r\ncd", {1, 2}, 6},
      {"ab\ncd", {2, 0}, 5},
      {"\u00e9x", {0, 1}, 2},
      {"\U0001F600x", {0, 2}, 4},
      // Between the halves of a character: behind it.
      {"\U0001F600x", {0, 1}, 4},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(SourceFile("x", row.text).OffsetAt(row.position, CharacterUnit::kUtf16), row.offset)
        << row.text << " at " << Shown(row.position);
}

TEST(SourceFileTest, GivesLines) {
  const SourceFile source("x", "one\r\ntwo\rthree\n\nfive");
  const std::string_view kLines[] = {"", "one", "two", "three", "", "five", "", ""};
  for (size_t line = 0; line < std::size(kLines); ++line)
    EXPECT_EQ(source.Line(line), kLines[line]) << line;
  EXPECT_EQ(SourceFile("x", "a\n").Line(2), "");
}

TEST(SourceFileTest, MovingKeepsViews) {
  SourceFile source("x", "a");  // Short enough to stand inside a std::string.
  const std::string_view text = source.text();
  const SourceFile moved = std::move(source);
  EXPECT_EQ(moved.text().data(), text.data());
  EXPECT_EQ(moved.name(), "x");
}

// Counts by the definition, one code point after the other.
TEST(SourceFileTest, AgreesWithCountingByHand) {
  const std::string kPieces[] = {"a", "\u00e9", "\u65e5", "\U0001F600", "\r", "\n", "\r\n", "\t"};
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    std::vector<std::string> pieces;
    for (size_t length = random() % 30; length > 0; --length) {
      std::string piece = kPieces[random() % std::size(kPieces)];
      // A CR and an LF that happen to meet are one line end.
      if (piece[0] == '\n' && !text.empty() && text.back() == '\r') piece = "a";
      text += piece;
      pieces.push_back(std::move(piece));
    }
    const SourceFile source("x", text);
    Position position;
    LinePosition utf16, utf8;
    size_t offset = 0;
    for (const std::string& piece : pieces) {
      ASSERT_EQ(Shown(source.PositionAt(offset)), Shown(position)) << text;
      ASSERT_EQ(Shown(source.LinePositionAt(offset, CharacterUnit::kUtf16)), Shown(utf16)) << text;
      ASSERT_EQ(source.OffsetAt(utf16, CharacterUnit::kUtf16), offset) << text;
      ASSERT_EQ(Shown(source.LinePositionAt(offset, CharacterUnit::kUtf8)), Shown(utf8)) << text;
      ASSERT_EQ(source.OffsetAt(utf8, CharacterUnit::kUtf8), offset) << text;
      offset += piece.size();
      if (piece[0] == '\r' || piece[0] == '\n') {
        position = {position.line + 1, 1};
        utf16 = utf8 = {utf16.line + 1, 0};
      } else {
        ++position.column;
        utf16.character += piece.size() == 4 ? 2 : 1;
        utf8.character += piece.size();
      }
    }
    ASSERT_EQ(Shown(source.PositionAt(offset)), Shown(position)) << text;
  }
}

// The text of the file, or the error in brackets.
std::string Read(const std::string& path) {
  auto read = ReadSourceFile(path, "name");
  if (const auto* error = std::get_if<ReadError>(&read)) return "(" + error->message + ")";
  const auto& source = std::get<SourceFile>(read);
  EXPECT_EQ(source.name(), "name");
  return std::string(source.text());
}

TEST(SourceFileTest, ReadsFiles) {
  const TemporaryFolder folder;
  for (const std::string& text :
       {std::string(), std::string("a\0b", 3), std::string(200000, 'x')}) {
    EXPECT_EQ(Read(folder.Write("file", text)), text);
  }
  const std::string_view utf16("\xFF\xFE<\0\xE9\0", 6);
  EXPECT_EQ(Read(folder.Write("file", utf16)), "<\u00e9");
}

TEST(SourceFileTest, SaysWhyAFileCannotBeRead) {
  const TemporaryFolder folder;
  EXPECT_EQ(Read(folder.Path("absent")), "(no such file or folder)");
  EXPECT_EQ(Read(""), "(no such file or folder)");
  EXPECT_EQ(Read(folder.path()), "(is a folder, not a file)");
  EXPECT_EQ(Read(folder.Path(std::string(300, 'x'))), "(cannot be opened: File name too long)");
  const std::string loop = folder.Path("loop");
  ASSERT_EQ(symlink(loop.c_str(), loop.c_str()), 0);
  EXPECT_EQ(Read(loop), "(cannot be opened: Too many levels of symbolic links)");
  EXPECT_EQ(Read(folder.Write("odd", "\xFF\xFE<")),
            "(the file is UTF-16 but has an odd number of bytes)");
}

TEST(SourceFileTest, ReadsNoFurtherThanTheLimit) {
  Limits limits;
  limits.bytes = 100;
  limits.seconds = 0;
  SetLimits(limits);
  const std::string kOver = "(there are more than 100 bytes; --max-bytes raises this limit)";
  const TemporaryFolder folder;
  EXPECT_EQ(Read(folder.Write("large", std::string(100, 'x'))), std::string(100, 'x'));
  const std::string path = folder.Write("large", std::string(101, 'x'));
  EXPECT_EQ(Read(path), kOver);
  // A file of more than memory could hold, and files without a size.
  ASSERT_EQ(truncate(path.c_str(), off_t{1} << 40), 0);
  EXPECT_EQ(Read(path), kOver);
  EXPECT_EQ(Read("/dev/zero"), kOver);
  const std::string fifo = folder.Path("fifo");
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  std::thread writer([&] { WriteFile(fifo, std::string(150, 'x')); });
  EXPECT_EQ(Read(fifo), kOver);
  writer.join();
  std::thread another([&] { WriteFile(fifo, std::string(100, 'x')); });
  EXPECT_EQ(Read(fifo), std::string(100, 'x'));
  another.join();
  EXPECT_TRUE(std::holds_alternative<ReadError>(MakeSourceFile("x", std::string(101, 'x'))));
  limits = Limits();
  limits.seconds = 0;
  SetLimits(limits);
}

TEST(SourceFileTest, WaitsNoLongerThanTheRunMayTake) {
  const TemporaryFolder folder;
  const std::string fifo = folder.Path("silent");
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  Limits limits;
  limits.seconds = 1;
  SetLimits(limits);
  const std::string kOver =
      "(the time of the run (1 s) was over before it was read; --timeout raises this limit)";
  EXPECT_EQ(Read(fifo), kOver);  // that nobody opens
  EXPECT_EQ(Read(fifo), kOver);
  SetLimits(limits);
  const int writer = open(fifo.c_str(), O_RDWR);
  ASSERT_EQ(write(writer, "<a", 2), 2);
  EXPECT_EQ(Read(fifo), kOver);  // that is not written to the end
  close(writer);
  limits.seconds = 0;
  SetLimits(limits);
}

TEST(SourceFileTest, MakesSourcesOfBytes) {
  const auto made = MakeSourceFile("x", "\xEF\xBB\xBF<a/>");
  ASSERT_TRUE(std::holds_alternative<SourceFile>(made));
  EXPECT_EQ(std::get<SourceFile>(made).text(), "<a/>");
  EXPECT_TRUE(std::holds_alternative<ReadError>(MakeSourceFile("x", "\xFE\xFF\xD8")));
}

}  // namespace
}  // namespace domcheck
