// One end of a JSON-RPC 2.0 connection, as LSP 3.17 uses it.
//
// It checks that an incoming message is a request, a notification or a response, passes its content
// to a handler, and writes replies and outgoing calls. A bad message gets the protocol's error and
// reaches no handler; no message ends the connection.
//
// The handlers interpret methods and parameters. A connection belongs to one thread.
#ifndef CHECKER_LSP_JSON_RPC_H_
#define CHECKER_LSP_JSON_RPC_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "checker/base/json_writer.h"
#include "checker/base/parse_json.h"

namespace domcheck {

// Error codes of JSON-RPC and LSP.
enum class ErrorCode {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kInternalError = -32603,
  kServerNotInitialized = -32002,
  kRequestCancelled = -32800,
};

// Thrown by a handler that cannot answer a request and has changed nothing.
struct RequestError {
  ErrorCode code;
  std::string message;
};

// Kinds of the messages that an editor shows or logs.
enum class MessageKind { kError = 1, kInfo = 3 };

class JsonRpc {
 public:
  // Writes a value: the result of a request, or parameters.
  using Writing = std::function<void(JsonWriter* out)>;
  using ResultHandler = std::function<void(const JsonValue& result)>;
  // An exception from a handler becomes the error reply to its request; without a request it
  // becomes a window/logMessage.
  struct Handlers {
    // Writes the result; writing nothing means null.
    std::function<void(const std::string& method, const JsonValue& params, JsonWriter* result)>
        request;
    std::function<void(const std::string& method, const JsonValue& params)> notification;
  };

  // `send` is called with each outgoing message, as JSON without headers.
  JsonRpc(std::function<void(const std::string&)> send, Handlers handlers)
      : send_(std::move(send)), handlers_(std::move(handlers)) {}
  JsonRpc(const JsonRpc&) = delete;
  JsonRpc& operator=(const JsonRpc&) = delete;

  // Handles one incoming message.
  void Handle(const std::string& message);
  // Replies to a request that was cancelled before it was handled.
  void Refuse(const std::string& request);
  // Reports that the stream of messages is broken.
  void ReportStreamError(const std::string& what);

  void Notify(const std::string& method, const Writing& write_params);
  // Sends a request; `write_params` may be empty. Calls `on_result` with the result, unless the
  // client replies with an error.
  void Ask(const std::string& method, const Writing& write_params, ResultHandler on_result);

 private:
  // `id` is JSON.
  void HandleRequest(const std::string& method, const JsonValue& params, const std::string& id);
  void HandleNotification(const std::string& method, const JsonValue& params);
  void HandleResponse(const JsonValue& message);
  void ReplyError(const std::string& id, ErrorCode code, const std::string& message);
  void LogError(const std::string& message);
  // Sends a message of the members that `write_members` writes.
  void Send(const Writing& write_members);

  std::function<void(const std::string&)> send_;
  Handlers handlers_;
  std::map<int64_t, ResultHandler> asked_;  // requests without a response so far, by id
  int64_t last_id_ = 0;
};

// Returns the id, as JSON, of the request that a message cancels ($/cancelRequest); empty if the
// message is another one.
std::string CancelledId(const std::string& message);
// Returns the id, as JSON, if the message is a request, else "".
std::string RequestId(const std::string& message);

}  // namespace domcheck

#endif  // CHECKER_LSP_JSON_RPC_H_
