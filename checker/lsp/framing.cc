#include "checker/lsp/framing.h"

#include <strings.h>

#include <algorithm>
#include <optional>

#include "capsmodel/limits.h"
#include "capsmodel/whole_number.h"

namespace domcheck {
namespace {

constexpr std::string_view kLengthName = "Content-Length";
constexpr std::string_view kEndOfHeaders = "\r\n\r\n";
constexpr size_t kMostHeaderBytes = 8192;

bool IsName(std::string_view text, std::string_view name) {
  return text.size() == name.size() && strncasecmp(text.data(), name.data(), name.size()) == 0;
}

std::string_view Trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// Returns the length that the headers state; nothing where these are not headers.
std::optional<size_t> ContentLength(std::string_view headers) {
  std::optional<size_t> length;
  while (!headers.empty()) {
    const size_t end = std::min(headers.find("\r\n"), headers.size());
    const std::string_view line = headers.substr(0, end);
    headers.remove_prefix(std::min(end + 2, headers.size()));
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    if (!IsName(line.substr(0, colon), kLengthName)) continue;
    const std::string_view value = Trimmed(line.substr(colon + 1));
    length = WholeNumber(value);
    if (!length) return std::nullopt;
  }
  return length;
}

}  // namespace

size_t MostMessageBytes() {
  constexpr size_t kMostOfByte = 6;  // a control character is \u001b
  constexpr size_t kMostOfRest = size_t{1} << 20;
  return kMostOfByte * CurrentLimits().bytes + kMostOfRest;
}

void MessageSplitter::Drop(size_t count) {
  begin_ += count;
  // Move the rest to the front only now and then, not for each of many small messages.
  if (begin_ < buffer_.size() / 2) return;
  buffer_.erase(0, begin_);
  begin_ = 0;
}

std::variant<FramedMessage, FramingError, NeedsMoreBytes> MessageSplitter::Next() {
  for (;;) {
    std::string_view rest = std::string_view(buffer_).substr(begin_);
    if (to_skip_ > 0) {
      const size_t skipped = std::min(to_skip_, rest.size());
      to_skip_ -= skipped;
      Drop(skipped);
      if (to_skip_ > 0) return NeedsMoreBytes{};
      continue;
    }
    if (is_lost_) {
      const size_t found = rest.find(kLengthName);
      if (found == std::string_view::npos) {
        // The last bytes may be the beginning of a header.
        Drop(rest.size() - std::min(rest.size(), kLengthName.size()));
        return NeedsMoreBytes{};
      }
      Drop(found);
      is_lost_ = false;
      continue;
    }
    const size_t headers_end = rest.find(kEndOfHeaders);
    if (headers_end == std::string_view::npos && rest.size() <= kMostHeaderBytes)
      return NeedsMoreBytes{};
    const auto length =
        headers_end > kMostHeaderBytes ? std::nullopt : ContentLength(rest.substr(0, headers_end));
    if (!length) {
      is_lost_ = true;
      Drop(1);
      return FramingError{"a message must begin with 'Content-Length: BYTES' and an empty line"};
    }
    const size_t content_begin = headers_end + kEndOfHeaders.size();
    if (*length > MostMessageBytes()) {
      Drop(content_begin);
      to_skip_ = *length;
      return FramingError{"a message of " + std::to_string(*length) +
                          " bytes is too long; at most " + std::to_string(MostMessageBytes()) +
                          " are read; --max-bytes raises this limit"};
    }
    if (rest.size() - content_begin < *length) return NeedsMoreBytes{};
    FramedMessage message{std::string(rest.substr(content_begin, *length))};
    Drop(content_begin + *length);
    return message;
  }
}

std::string Framed(std::string_view content) {
  return std::string(kLengthName) + ": " + std::to_string(content.size()) + "\r\n\r\n" +
         std::string(content);
}

}  // namespace domcheck
