// A connection to libvirt for the length of a scope, and questions to it that take no longer than
// they may.
#ifndef CHECKER_LIBVIRT_CONNECTION_H_
#define CHECKER_LIBVIRT_CONNECTION_H_

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "checker/libvirt/libvirt_library.h"
#include "checker/libvirt/live_host.h"

namespace domcheck {

class Connection {
 public:
  // Loads libvirt and connects to `uri`; where that fails, failure() says why, and nothing else may
  // be asked.
  explicit Connection(const std::string& uri);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  const std::optional<FetchError>& failure() const { return failure_; }
  const LibvirtLibrary& library() const { return *library_; }
  virConnectPtr get() const { return connection_; }

  // Of this thread's last call that failed.
  std::string error() const { return library_->virGetLastErrorMessage(); }
  // Whether libvirt at the other end is gone, so that no call will succeed any more.
  bool is_lost() const { return library_->virConnectIsAlive(connection_) == 0; }

 private:
  const LibvirtLibrary* library_ = nullptr;
  virConnectPtr connection_ = nullptr;
  std::optional<FetchError> failure_;
};

// Takes over a string of libvirt's; empty for null.
std::string Take(char* text);

// What `ask()`, a variant of an answer and a FetchError, returns; an error after `limit`, though
// libvirt may hang: what it is doing then goes on in a thread that nobody waits for. So what `ask`
// uses must be its own.
template <typename Ask>
auto AskWithin(std::chrono::seconds limit, Ask ask) -> decltype(ask()) {
  using Answer = decltype(ask());
  auto promise = std::make_shared<std::promise<Answer>>();
  std::future<Answer> answer = promise->get_future();
  std::thread([promise, ask = std::move(ask)] { promise->set_value(ask()); }).detach();
  if (answer.wait_for(limit) == std::future_status::ready) return answer.get();
  return FetchError{"did not answer within " + std::to_string(limit.count()) + " seconds",
                    /*is_late=*/true};
}

}  // namespace domcheck

#endif  // CHECKER_LIBVIRT_CONNECTION_H_
