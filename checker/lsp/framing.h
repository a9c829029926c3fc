// Splits a stream of bytes into messages: headers, an empty line, and as many bytes as the headers
// state (LSP 3.17, "Base Protocol").
//
// A bad header is reported once, and the stream is then searched for the next good one, so that a
// bad message does not lose the messages behind it.
#ifndef CHECKER_LSP_FRAMING_H_
#define CHECKER_LSP_FRAMING_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace domcheck {

// The size limit of a message in bytes. Longer messages are refused, because the headers of a
// broken stream cannot be trusted. The limit leaves room for the largest guest allowed, however
// JSON escapes it.
size_t MostMessageBytes();

struct FramedMessage {
  std::string content;
};
// What is wrong with the stream, for people. The bad bytes are skipped.
struct FramingError {
  std::string message;
};
struct NeedsMoreBytes {};

class MessageSplitter {
 public:
  void Feed(std::string_view bytes) { buffer_.append(bytes); }
  // Removes and returns the next message of the bytes fed so far.
  std::variant<FramedMessage, FramingError, NeedsMoreBytes> Next();

 private:
  void Drop(size_t count);

  std::string buffer_;
  size_t begin_ = 0;      // bytes of the buffer that are done with
  size_t to_skip_ = 0;    // bytes of a refused message that are still to come
  bool is_lost_ = false;  // between messages: searching for the next header
};

// Returns the message with its headers.
std::string Framed(std::string_view content);

}  // namespace domcheck

#endif  // CHECKER_LSP_FRAMING_H_
