// Fuzzes the framing of messages. A stream gives the same messages however it is cut into pieces,
// and a framed message can be read again.
//
// The input's first byte chooses the pieces. The rest is the stream.
#include "checker/lsp/framing.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "checker/quality/fuzz/invariant.h"

namespace {

using namespace domcheck;

// Adds messages as "m" and their content, errors as "e" and their text.
void TakeAll(MessageSplitter* splitter, std::vector<std::string>* out) {
  for (;;) {
    const auto next = splitter->Next();
    if (const auto* message = std::get_if<FramedMessage>(&next))
      out->push_back("m" + message->content);
    else if (const auto* error = std::get_if<FramingError>(&next))
      out->push_back("e" + error->message);
    else
      return;
  }
}

// Cuts the stream into pieces of `step` bytes; of 1, 2, 3, ... bytes if `step` is 0.
std::vector<std::string> Split(std::string_view stream, size_t step) {
  MessageSplitter splitter;
  std::vector<std::string> out;
  size_t changing = 0;
  while (!stream.empty()) {
    const size_t size = std::min(stream.size(), step == 0 ? ++changing : step);
    splitter.Feed(stream.substr(0, size));
    TakeAll(&splitter, &out);
    stream.remove_prefix(size);
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view stream(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::vector<std::string> whole = Split(stream, size);
  Invariant(Split(stream, data[0]) == whole, "any pieces give the same messages");
  Invariant(Split(stream, 1) == whole, "single bytes give the same messages");

  std::string framed;
  std::vector<std::string> messages;
  for (const std::string& piece : whole) {
    if (piece[0] != 'm') continue;
    framed += Framed(std::string_view(piece).substr(1));
    messages.push_back(piece);
  }
  framed += Framed(stream);
  messages.push_back("m" + std::string(stream));
  Invariant(Split(framed, 1 + data[0]) == messages, "what is framed is read again");
  return 0;
}
