// A connection to libvirt, and a time limit for calls that may hang.
#ifndef CHECKER_LIBVIRT_CONNECTION_H_
#define CHECKER_LIBVIRT_CONNECTION_H_

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "checker/libvirt/fetch_error.h"
#include "checker/libvirt/libvirt_library.h"

namespace domcheck {

// The constructor connects and the destructor disconnects. Only one thread may use a Connection.
class Connection {
 public:
  // Loads libvirt and connects to `uri`. On failure, failure() describes why, and no other function
  // may be called.
  explicit Connection(const std::string& uri);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  const std::optional<FetchError>& failure() const { return failure_; }
  const LibvirtLibrary& library() const { return *library_; }
  virConnectPtr get() const { return connection_; }

  // Returns libvirt's message about this thread's last failed call.
  std::string error() const { return library_->virGetLastErrorMessage(); }
  // Returns whether the connection to libvirt is broken, so that no further call can succeed.
  bool is_lost() const { return library_->virConnectIsAlive(connection_) == 0; }

 private:
  const LibvirtLibrary* library_ = nullptr;
  virConnectPtr connection_ = nullptr;
  std::optional<FetchError> failure_;
};

// Returns a copy of a string that libvirt allocated, and frees the original. Returns "" for null.
std::string Take(char* text);

// Returns the result of `ask()`, a variant of an answer and a FetchError, or a FetchError with
// is_late if it takes longer than `limit`. `ask` runs in a separate thread, because libvirt may
// hang. That thread is never joined and continues after the limit, so `ask` must own all that it
// uses.
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
