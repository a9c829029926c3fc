#include "capsmodel/source_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <mutex>

#include "capsmodel/limits.h"
#include "capsmodel/utf8.h"

namespace domcheck {
namespace {

// Eight bytes at a time: those that continue a sequence have bit 7 set and bit 6 clear.
size_t CountCodePoints(std::string_view text) {
  size_t count = text.size();
  size_t at = 0;
  for (uint64_t bytes; at + sizeof bytes <= text.size(); at += sizeof bytes) {
    std::memcpy(&bytes, &text[at], sizeof bytes);
    const uint64_t continuing = bytes >> 7 & ~bytes >> 6 & 0x0101010101010101;
    count -= continuing * 0x0101010101010101 >> 56;
  }
  return count - std::count_if(text.begin() + at, text.end(), ContinuesSequence);
}

// Units that a byte of UTF-8 stands for: in UTF-16, all of a code point's stand at its first byte.
size_t Units(char byte, CharacterUnit unit) {
  if (unit == CharacterUnit::kUtf8) return 1;
  if (ContinuesSequence(byte)) return 0;
  return static_cast<unsigned char>(byte) >= 0xF0 ? 2 : 1;
}

// Does not wait for somebody to write to a FIFO: that may be never, whatever the time of the run.
int OpenForReading(const std::string& path) {
  for (;;) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file >= 0 || errno != EINTR) return file;
  }
}

// Whether the file has bytes, or is at its end; what is wrong where the time of the run ends first.
std::optional<ReadError> AwaitBytes(int file) {
  pollfd wanted = {file, POLLIN, 0};
  for (;;) {
    const int ready = poll(&wanted, 1, MillisecondsLeft());
    if (ready > 0) return std::nullopt;
    if (ready == 0) return ReadError{DescribeTimeOver()};
    if (errno != EINTR && errno != EAGAIN)
      return ReadError{std::string("cannot be read: ") + std::strerror(errno)};
  }
}

// Never reads more than a byte past the limit.
std::variant<std::string, ReadError> ReadBytes(int file) {
  const size_t most = CurrentLimits().bytes;
  const auto over = [] {
    return ReadError{DescribeExcess(LimitOf(&Limits::bytes), CurrentLimits())};
  };
  struct stat status;
  std::string bytes;
  size_t expected = 0;  // bytes, where that is known
  bool may_wait = true;
  if (fstat(file, &status) == 0) {
    if (S_ISDIR(status.st_mode)) return ReadError{"is a folder, not a file"};
    if (S_ISREG(status.st_mode)) {
      expected = static_cast<size_t>(status.st_size);
      if (expected > most) return over();
      bytes.reserve(expected);
      may_wait = false;
    }
  }
  char buffer[64 * 1024];
  for (;;) {
    if (may_wait)
      if (auto error = AwaitBytes(file)) return std::move(*error);
    const ssize_t count = read(file, buffer, std::min(sizeof buffer, most + 1 - bytes.size()));
    if (count == 0) return bytes;
    if (count > 0) {
      bytes.append(buffer, static_cast<size_t>(count));
      if (bytes.size() > most) return over();
      if (bytes.size() == expected) return bytes;
    } else if (errno != EINTR && errno != EAGAIN) {
      return ReadError{std::string("cannot be read: ") + std::strerror(errno)};
    }
  }
}

std::vector<size_t> FindLineBegins(std::string_view text) {
  std::vector<size_t> begins;
  constexpr size_t kUsual = 24;  // bytes of a line
  begins.reserve(text.size() / kUsual + 1);
  begins.push_back(0);
  if (text.find('\r') == std::string_view::npos) {
    for (size_t end = 0; (end = text.find('\n', end)) != std::string_view::npos;)
      begins.push_back(++end);
    return begins;
  }
  for (size_t at = 0; at < text.size(); ++at)
    if (text[at] == '\n' || (text[at] == '\r' && text.substr(at + 1, 1) != "\n"))
      begins.push_back(at + 1);
  return begins;
}

}  // namespace

struct SourceFile::Content {
  std::string text;
  // std::call_once would make a system call for each text.
  std::mutex mutex;
  std::atomic<bool> has_lines = false;
  std::vector<size_t> line_begins;  // offsets; constant once has_lines is true
};

SourceFile::SourceFile(std::string name, std::string text, FileEncoding encoding)
    : name_(std::move(name)), encoding_(encoding), content_(std::make_unique<Content>()) {
  content_->text = std::move(text);
  text_ = content_->text;
}

SourceFile::SourceFile(SourceFile&&) noexcept = default;
SourceFile& SourceFile::operator=(SourceFile&&) noexcept = default;
SourceFile::~SourceFile() = default;

const std::vector<size_t>& SourceFile::LineBegins() const {
  if (content_->has_lines.load(std::memory_order_acquire)) return content_->line_begins;
  const std::lock_guard<std::mutex> lock(content_->mutex);
  if (!content_->has_lines) {
    content_->line_begins = FindLineBegins(text());
    content_->has_lines.store(true, std::memory_order_release);
  }
  return content_->line_begins;
}

size_t SourceFile::LineNumber(size_t offset) const {
  const auto& begins = LineBegins();
  return static_cast<size_t>(std::upper_bound(begins.begin(), begins.end(), offset) -
                             begins.begin()) -
         1;
}

Position SourceFile::PositionAt(size_t offset) const {
  offset = std::min(offset, text().size());
  const size_t line = LineNumber(offset);
  const size_t begin = LineBegins()[line];
  return {line + 1, CountCodePoints(text().substr(begin, offset - begin)) + 1};
}

LinePosition SourceFile::LinePositionAt(size_t offset, CharacterUnit unit) const {
  offset = std::min(offset, text().size());
  LinePosition position{LineNumber(offset), 0};
  for (size_t at = LineBegins()[position.line]; at < offset; ++at)
    position.character += Units(text()[at], unit);
  return position;
}

size_t SourceFile::OffsetAt(LinePosition position, CharacterUnit unit) const {
  if (position.line >= LineBegins().size()) return text().size();
  size_t at = LineBegins()[position.line];
  const size_t end = at + Line(position.line + 1).size();
  for (size_t units = 0; at < end; ++at) {
    if (units >= position.character && !ContinuesSequence(text()[at])) break;
    units += Units(text()[at], unit);
  }
  return at;
}

std::string_view SourceFile::Line(size_t line) const {
  const std::vector<size_t>& begins = LineBegins();
  if (line == 0 || line > begins.size()) return {};
  const size_t begin = begins[line - 1];
  size_t end = line < begins.size() ? begins[line] : text().size();
  while (end > begin && (text()[end - 1] == '\n' || text()[end - 1] == '\r')) --end;
  return text().substr(begin, end - begin);
}

std::variant<SourceFile, ReadError> MakeSourceFile(std::string name, std::string bytes) {
  if (bytes.size() > CurrentLimits().bytes)
    return ReadError{DescribeExcess(LimitOf(&Limits::bytes), CurrentLimits())};
  FileEncoding encoding;
  if (auto error = DecodeToUtf8(&bytes, &encoding)) return ReadError{std::move(*error)};
  return SourceFile(std::move(name), std::move(bytes), encoding);
}

std::variant<SourceFile, ReadError> ReadSourceFile(const std::string& path,
                                                   const std::string& name) {
  if (IsTimeOver()) return ReadError{DescribeTimeOver()};
  const bool standard_input = path == "-";
  const int file = standard_input ? STDIN_FILENO : OpenForReading(path);
  if (file < 0) {
    if (errno == ENOENT) return ReadError{"no such file or folder"};
    return ReadError{std::string("cannot be opened: ") + std::strerror(errno)};
  }
  auto bytes = ReadBytes(file);
  if (!standard_input) close(file);
  if (auto* error = std::get_if<ReadError>(&bytes)) return std::move(*error);
  return MakeSourceFile(name, std::move(std::get<std::string>(bytes)));
}

}  // namespace domcheck
