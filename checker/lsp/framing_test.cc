#include "checker/lsp/framing.h"

#include <gtest/gtest.h>

#include <string>

namespace domcheck {
namespace {

// What comes out of the stream, fed `step` bytes at a time: messages in brackets, errors as "!".
std::string Split(const std::string& stream, size_t step) {
  MessageSplitter splitter;
  std::string out;
  for (size_t at = 0; at < stream.size(); at += step) {
    splitter.Feed(std::string_view(stream).substr(at, step));
    for (;;) {
      const auto next = splitter.Next();
      if (const auto* message = std::get_if<FramedMessage>(&next))
        out += "[" + message->content + "]";
      else if (std::holds_alternative<FramingError>(next))
        out += "!";
      else
        break;
    }
  }
  return out;
}

TEST(FramingTest, SplitsStreams) {
  const struct {
    std::string stream;
    std::string messages;
  } kRows[] = {
      {"", ""},
      {"Content-Length: 2\r\n\r\n{}", "[{}]"},
      {"Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\nx", "[][x]"},
      {"content-length:2\r\nContent-Type: a; charset=utf-8\r\n\r\n{}", "[{}]"},
      {"Content-Length: 3\r\n\r\n\xE2\x82\xAC", "[\u20ac]"},
      {"Content-Length: 5\r\n\r\n{}", ""},
      // Bad bytes are skipped, up to what may be the next message.
      {"hello\r\n\r\nContent-Length: 2\r\n\r\n{}", "![{}]"},
      {"Content-Length: x\r\n\r\nContent-Length: 2\r\n\r\n{}", "![{}]"},
      {"Content-Length: -2\r\n\r\n{}Content-Length: 2\r\n\r\n{}", "![{}]"},
      {"Content-Type: a\r\n\r\n{}Content-Length: 2\r\n\r\n{}", "![{}]"},
      {"\r\n\r\nContent-Length: 2\r\n\r\n{}", "![{}]"},
      {"Content-Length: 99999999999999999999999\r\n\r\n", "!"},
      {"Content-Length: 999999999999\r\n\r\nContent-Length: 2\r\n\r\n{}", "!"},
      {std::string(20000, 'x') + "Content-Length: 2\r\n\r\n{}", "![{}]"},
  };
  for (const auto& row : kRows)
    for (const size_t step : {1, 2, 7, 100000})
      EXPECT_EQ(Split(row.stream, step), row.messages) << row.stream.substr(0, 80) << " " << step;
}

TEST(FramingTest, GoesBothWays) {
  const std::string content(100000, 'x');
  EXPECT_EQ(Split(Framed(content) + Framed("") + Framed("{}"), 1000), "[" + content + "][][{}]");
}

}  // namespace
}  // namespace domcheck
