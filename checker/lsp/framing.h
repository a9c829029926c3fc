// The messages in a stream of bytes: headers, an empty line, and as many bytes as the headers say
// (LSP 3.17, "Base Protocol").
//
// A header that makes no sense is told once, and the stream is searched for the next header that
// does; so one bad message does not take the ones behind it along.
#ifndef CHECKER_LSP_FRAMING_H_
#define CHECKER_LSP_FRAMING_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace domcheck {

// A message longer than this is refused: the headers of a broken stream are not to be trusted. It
// has room for a guest of the most bytes that are read, however JSON spells it.
size_t MostMessageBytes();

struct FramedMessage {
  std::string content;
};
// What is wrong with the stream, for a person. What was wrong is skipped.
struct FramingError {
  std::string message;
};
struct NeedsMoreBytes {};

class MessageSplitter {
 public:
  void Feed(std::string_view bytes) { buffer_.append(bytes); }
  // The next message of what was fed.
  std::variant<FramedMessage, FramingError, NeedsMoreBytes> Next();

 private:
  void Drop(size_t count);

  std::string buffer_;
  size_t begin_ = 0;      // bytes of the buffer that are done with
  size_t to_skip_ = 0;    // bytes of a refused message that are still to come
  bool is_lost_ = false;  // between messages: the next header is searched for
};

// The message with its headers.
std::string Framed(std::string_view content);

}  // namespace domcheck

#endif  // CHECKER_LSP_FRAMING_H_
