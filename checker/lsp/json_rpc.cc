#include "checker/lsp/json_rpc.h"

#include <exception>
#include <nlohmann/json.hpp>

namespace domcheck {
namespace {

// The deepest nesting of objects and lists in a message; the protocol needs about a dozen levels.
constexpr int kMostNesting = 100;

std::string MethodOf(const Json& message) {
  const auto method = message.find("method");
  return method != message.end() && method->is_string() ? method->get<std::string>() : "";
}

// A guest may contain any bytes, so replace what is not UTF-8; dump() would throw otherwise.
std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

void JsonRpc::Handle(const std::string& text) {
  // The parser needs no stack for nested values, but copying and writing them recurses. So deeper
  // values are dropped, and the message is refused.
  bool is_too_deep = false;
  const auto is_kept = [&](int depth, Json::parse_event_t, const Json&) {
    is_too_deep |= depth > kMostNesting;
    return depth <= kMostNesting;
  };
  const Json message = Json::parse(text, is_kept, false);
  if (message.is_discarded())
    return ReplyError(nullptr, ErrorCode::kParseError, "the message is not JSON");
  if (!message.is_object())
    return ReplyError(nullptr, ErrorCode::kInvalidRequest, "a message must be an object");
  const bool has_id =
      message.contains("id") && (message["id"].is_number_integer() || message["id"].is_string());
  const Json id = has_id ? message["id"] : Json();
  if (is_too_deep)
    return ReplyError(id, ErrorCode::kInvalidRequest, "the message is nested too deeply");
  const std::string method = MethodOf(message);
  const auto params = message.contains("params") ? message["params"] : Json::object();
  if (!method.empty() && has_id) return HandleRequest(method, params, id);
  if (!method.empty() && !message.contains("id")) return HandleNotification(method, params);
  if (has_id && !message.contains("method") &&
      (message.contains("result") || message.contains("error")))
    return HandleResponse(message);
  ReplyError(id, ErrorCode::kInvalidRequest,
             "a message needs a method, or the id and the result of a request");
}

void JsonRpc::HandleRequest(const std::string& method, const Json& params, const Json& id) {
  try {
    Reply(id, handlers_.request(method, params));
  } catch (const RequestError& error) {
    ReplyError(id, error.code, error.message);
  } catch (const Json::exception& error) {
    ReplyError(id, ErrorCode::kInvalidParams, error.what());
  } catch (const std::exception& error) {
    ReplyError(id, ErrorCode::kInternalError, error.what());
  }
}

void JsonRpc::HandleNotification(const std::string& method, const Json& params) {
  try {
    handlers_.notification(method, params);
  } catch (const RequestError& error) {
    LogError(method + ": " + error.message);
  } catch (const std::exception& error) {
    LogError(method + ": " + error.what());
  }
}

void JsonRpc::HandleResponse(const Json& message) {
  const Json& id = message["id"];
  const auto asked = id.is_number_integer() ? asked_.find(id.get<int>()) : asked_.end();
  if (asked == asked_.end()) return;
  const ResultHandler on_result = std::move(asked->second);
  asked_.erase(asked);
  if (!message.contains("result")) return;  // the client failed, as it may
  try {
    on_result(message["result"]);
  } catch (const std::exception& error) {
    LogError(error.what());
  }
}

void JsonRpc::Refuse(const std::string& request) {
  ReplyError(Json::parse(request).at("id"), ErrorCode::kRequestCancelled, "cancelled");
}

void JsonRpc::ReportStreamError(const std::string& what) {
  ReplyError(nullptr, ErrorCode::kParseError, what);
}

void JsonRpc::Notify(const std::string& method, const Json& params) {
  Send({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}});
}

void JsonRpc::Ask(const std::string& method, const Json& params, ResultHandler on_result) {
  asked_[++last_id_] = std::move(on_result);
  Json message = {{"jsonrpc", "2.0"}, {"id", last_id_}, {"method", method}};
  if (!params.is_null()) message["params"] = params;
  Send(message);
}

void JsonRpc::Reply(const Json& id, const Json& result) {
  Send({{"jsonrpc", "2.0"}, {"id", id}, {"result", result}});
}

void JsonRpc::ReplyError(const Json& id, ErrorCode code, const std::string& message) {
  Send({{"jsonrpc", "2.0"},
        {"id", id},
        {"error", {{"code", static_cast<int>(code)}, {"message", message}}}});
}

void JsonRpc::LogError(const std::string& message) {
  Notify("window/logMessage", {{"type", MessageKind::kError}, {"message", message}});
}

void JsonRpc::Send(const Json& message) { send_(Dump(message)); }

std::string CancelledId(const std::string& message) {
  constexpr std::string_view kMethod = "$/cancelRequest";
  if (message.find(kMethod) == std::string::npos) return "";
  const Json cancel = Json::parse(message, nullptr, false);
  if (!cancel.is_object() || MethodOf(cancel) != kMethod || !cancel.contains("params") ||
      !cancel["params"].is_object() || !cancel["params"].contains("id"))
    return "";
  return Dump(cancel["params"]["id"]);
}

bool IsRequest(const std::string& message, const std::string& id) {
  const Json request = Json::parse(message, nullptr, false);
  return request.is_object() && request.contains("method") && request.contains("id") &&
         request["id"] == Json::parse(id, nullptr, false);
}

}  // namespace domcheck
