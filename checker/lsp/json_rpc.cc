#include "checker/lsp/json_rpc.h"

#include <charconv>
#include <exception>
#include <optional>
#include <string_view>
#include <system_error>

namespace domcheck {
namespace {

constexpr char kNull[] = "null";

// Returns the UTF-16 unit of the escape (\uD83D) at `at`, or nullopt if there is none.
std::optional<unsigned> EscapedUnit(std::string_view text, size_t at) {
  constexpr size_t kSize = 6;
  if (at + kSize > text.size() || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  const char* const end = text.data() + at + kSize;
  const auto [behind, error] = std::from_chars(text.data() + at + 2, end, unit, 16);
  return error == std::errc() && behind == end ? std::optional(unit) : std::nullopt;
}

// Replaces each half of a surrogate pair that stands alone by U+FFFD. An editor may send one, of a
// text that it holds as UTF-16, and the parser would refuse the whole message.
std::string WithoutLoneSurrogates(std::string text) {
  const auto is_in = [](std::optional<unsigned> unit, unsigned begin, unsigned end) {
    return unit && *unit >= begin && *unit < end;
  };
  for (size_t at = text.find('\\'); at < text.size(); at = text.find('\\', at)) {
    const auto unit = EscapedUnit(text, at);
    if (!is_in(unit, 0xD800, 0xE000)) {
      at += 2;
    } else if (is_in(unit, 0xD800, 0xDC00) && is_in(EscapedUnit(text, at + 6), 0xDC00, 0xE000)) {
      at += 12;
    } else {
      text.replace(at, 6, "\\ufffd");
      at += 6;
    }
  }
  return text;
}

// The limits of the process are for guests; a message has its own.
std::optional<ParsedJson> ParseMessage(const std::string& text, std::optional<XmlError>* excess) {
  const bool has_surrogate =
      text.find("\\ud") != std::string::npos || text.find("\\uD") != std::string::npos;
  return has_surrogate ? ParseJson(WithoutLoneSurrogates(text), excess, Limits())
                       : ParseJson(text, excess, Limits());
}

std::string MethodOf(const JsonValue& message) {
  const auto method = message.Find("method");
  return method && method->is_string() ? method->String() : "";
}

// Returns a message's id as JSON; empty if it has none that a request may have.
std::string IdOf(const JsonValue& message) {
  const auto id = message.Find("id");
  return id && (id->is_integer() || id->is_string()) ? id->Text() : "";
}

JsonValue EmptyObject() {
  static const auto& empty = *new ParsedJson(*ParseJson("{}", nullptr));
  return empty.root();
}

}  // namespace

void JsonRpc::Handle(const std::string& text) {
  std::optional<XmlError> excess;
  const auto parsed = ParseMessage(text, &excess);
  if (excess)
    return ReplyError(kNull, ErrorCode::kInvalidRequest,
                      "the message is nested too deeply, or has too many values");
  if (!parsed) return ReplyError(kNull, ErrorCode::kParseError, "the message is not JSON");
  const JsonValue message = parsed->root();
  if (!message.is_object())
    return ReplyError(kNull, ErrorCode::kInvalidRequest, "a message must be an object");
  const std::string id = IdOf(message);
  const std::string method = MethodOf(message);
  const JsonValue params = message.Find("params").value_or(EmptyObject());
  if (!method.empty() && !id.empty()) return HandleRequest(method, params, id);
  if (!method.empty() && !message.Find("id")) return HandleNotification(method, params);
  if (!id.empty() && !message.Find("method") && (message.Find("result") || message.Find("error")))
    return HandleResponse(message);
  ReplyError(id.empty() ? kNull : id, ErrorCode::kInvalidRequest,
             "a message needs a method, or the id and the result of a request");
}

void JsonRpc::HandleRequest(const std::string& method, const JsonValue& params,
                            const std::string& id) {
  try {
    std::string result;
    JsonWriter writer(&result);
    handlers_.request(method, params, &writer);
    Send([&](JsonWriter* out) {
      out->Key("id").Json(id).Key("result").Json(result.empty() ? kNull : result);
    });
  } catch (const RequestError& error) {
    ReplyError(id, error.code, error.message);
  } catch (const JsonTypeError& error) {
    ReplyError(id, ErrorCode::kInvalidParams, error.what());
  } catch (const std::exception& error) {
    ReplyError(id, ErrorCode::kInternalError, error.what());
  }
}

void JsonRpc::HandleNotification(const std::string& method, const JsonValue& params) {
  try {
    handlers_.notification(method, params);
  } catch (const RequestError& error) {
    LogError(method + ": " + error.message);
  } catch (const std::exception& error) {
    LogError(method + ": " + error.what());
  }
}

void JsonRpc::HandleResponse(const JsonValue& message) {
  const JsonValue id = message.at("id");
  const auto asked = id.is_integer() ? asked_.find(id.Integer()) : asked_.end();
  if (asked == asked_.end()) return;
  const ResultHandler on_result = std::move(asked->second);
  asked_.erase(asked);
  const auto result = message.Find("result");
  if (!result) return;  // the client failed, as it may
  try {
    on_result(*result);
  } catch (const std::exception& error) {
    LogError(error.what());
  }
}

void JsonRpc::Refuse(const std::string& request) {
  ReplyError(RequestId(request), ErrorCode::kRequestCancelled, "cancelled");
}

void JsonRpc::ReportStreamError(const std::string& what) {
  ReplyError(kNull, ErrorCode::kParseError, what);
}

void JsonRpc::Notify(const std::string& method, const Writing& write_params) {
  Send([&](JsonWriter* out) {
    out->Member("method", method).Key("params");
    write_params(out);
  });
}

void JsonRpc::Ask(const std::string& method, const Writing& write_params, ResultHandler on_result) {
  asked_[++last_id_] = std::move(on_result);
  Send([&](JsonWriter* out) {
    out->Member("id", last_id_).Member("method", method);
    if (!write_params) return;
    out->Key("params");
    write_params(out);
  });
}

void JsonRpc::ReplyError(const std::string& id, ErrorCode code, const std::string& message) {
  Send([&](JsonWriter* out) {
    out->Key("id").Json(id);
    out->Key("error").BeginObject();
    out->Member("code", static_cast<int>(code)).Member("message", message);
    out->EndObject();
  });
}

void JsonRpc::LogError(const std::string& message) {
  Notify("window/logMessage", [&](JsonWriter* out) {
    out->BeginObject();
    out->Member("type", static_cast<int>(MessageKind::kError)).Member("message", message);
    out->EndObject();
  });
}

void JsonRpc::Send(const Writing& write_members) {
  std::string message;
  JsonWriter out(&message);
  out.BeginObject().Member("jsonrpc", "2.0");
  write_members(&out);
  out.EndObject();
  send_(message);
}

std::string CancelledId(const std::string& message) {
  constexpr std::string_view kMethod = "$/cancelRequest";
  if (message.find(kMethod) == std::string::npos) return "";
  const auto parsed = ParseMessage(message, nullptr);
  if (!parsed || MethodOf(parsed->root()) != kMethod) return "";
  const auto params = parsed->root().Find("params");
  return params ? IdOf(*params) : "";
}

std::string RequestId(const std::string& message) {
  const auto parsed = ParseMessage(message, nullptr);
  return parsed && parsed->root().Find("method") ? IdOf(parsed->root()) : "";
}

}  // namespace domcheck
