#include "checker/lsp/stdio_server.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "checker/base/write_file.h"
#include "checker/lsp/framing.h"
#include "checker/lsp/session.h"

namespace domcheck {
namespace {

constexpr auto kLookAfterClient = std::chrono::seconds(5);

// A waiting message, or an error in the stream.
struct Waiting {
  std::string content;
  bool is_error = false;
  bool is_cancelled = false;
  std::optional<std::string> request_id = std::nullopt;  // RequestId(), once it was needed
};

// Passes messages from the reading thread to the serving one.
class Inbox {
 public:
  void Add(Waiting message) {
    const std::lock_guard<std::mutex> lock(mutex_);
    Cancel(message);
    messages_.push_back(std::move(message));
    changed_.notify_one();
  }
  void Close() {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_closed_ = true;
    changed_.notify_one();
  }

  bool has_any() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return !messages_.empty();
  }

  // Removes and returns the next message; nothing at the end of the input, or when it is time to
  // check that the client is alive.
  std::optional<Waiting> Take(bool* is_at_end) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait_for(lock, kLookAfterClient, [&] { return is_closed_ || !messages_.empty(); });
    *is_at_end = is_closed_ && messages_.empty();
    if (messages_.empty()) return std::nullopt;
    Waiting message = std::move(messages_.front());
    messages_.pop_front();
    return message;
  }

 private:
  // If the message is a cancellation, marks the waiting request that it cancels.
  void Cancel(const Waiting& message) {
    const std::string id = message.is_error ? "" : CancelledId(message.content);
    if (id.empty()) return;
    for (Waiting& waiting : messages_) {
      if (waiting.is_error) continue;
      if (!waiting.request_id) waiting.request_id = RequestId(waiting.content);
      if (*waiting.request_id == id) waiting.is_cancelled = true;
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> messages_;
  bool is_closed_ = false;
};

// Reads until the end of the input, or until a byte arrives on `stop`.
void ReadMessages(int input, int stop, Inbox* inbox) {
  MessageSplitter splitter;
  char buffer[64 * 1024];
  for (;;) {
    pollfd files[] = {{input, POLLIN, 0}, {stop, POLLIN, 0}};
    if (poll(files, 2, -1) < 0 && errno != EINTR) break;
    if (files[1].revents != 0) break;
    if (files[0].revents == 0) continue;
    const ssize_t count = read(input, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    splitter.Feed({buffer, static_cast<size_t>(count)});
    for (bool needs_more = false; !needs_more;) {
      auto next = splitter.Next();
      if (auto* message = std::get_if<FramedMessage>(&next))
        inbox->Add({std::move(message->content)});
      else if (auto* error = std::get_if<FramingError>(&next))
        inbox->Add({std::move(error->message), true});
      else
        needs_more = true;
    }
  }
  inbox->Close();
}

bool IsGone(long process) {
  return process > 0 && kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH;
}

}  // namespace

int RunStdioServer(int input, int output, const Settings& defaults) {
  int stop[2];
  if (pipe(stop) != 0) return 1;
  Inbox inbox;
  std::thread reader(ReadMessages, input, stop[0], &inbox);
  bool is_written = true;
  Session session(defaults, [&](const std::string& content) {
    is_written = is_written && WriteAll(output, Framed(content)) == 0;
  });
  bool is_at_end = false;
  while (is_written && !is_at_end && !session.is_over()) {
    if (const auto message = inbox.Take(&is_at_end)) {
      if (message->is_error)
        session.ReportStreamError(message->content);
      else if (message->is_cancelled)
        session.Refuse(message->content);
      else
        session.Handle(message->content);
      if (!inbox.has_any()) session.Idle();
    } else if (IsGone(session.client_process())) {
      break;
    }
  }
  if (write(stop[1], "", 1) == 1) reader.join();
  close(stop[0]);
  close(stop[1]);
  return session.is_over() ? session.exit_status() : 1;
}

}  // namespace domcheck
