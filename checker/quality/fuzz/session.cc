// Fuzzes a whole session. The server never throws, answers each request once, and writes only
// JSON-RPC.
//
// The input is a client's stream (`Content-Length: ...`), or else lines of one message each, which
// are framed here so that a mutation of a message need not change its length too.
#include "checker/lsp/session.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "checker/lsp/framing.h"
#include "checker/quality/fuzz/invariant.h"

namespace {

using namespace domcheck;
using Json = nlohmann::json;

constexpr std::string_view kStreamBegin = "Content-Length";
constexpr size_t kPiece = 1000;

std::string FramedLines(std::string_view lines) {
  std::string stream;
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    if (end > 0) stream += Framed(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return stream;
}

bool IsId(const Json& message) {
  const auto id = message.find("id");
  return id != message.end() && (id->is_number_integer() || id->is_string());
}

class FuzzedSession {
 public:
  FuzzedSession()
      : session_({}, [this](const std::string& message) { said_.push_back(message); }) {}

  void Handle(const std::string& content) {
    const Json message = Json::parse(content, nullptr, false);
    session_.Handle(content);
    const bool wants_answer =
        message.is_object() && IsId(message) && !FindJsonExcess(content, Limits()) &&
        (message.contains("method") || !(message.contains("result") || message.contains("error")));
    const int answers = TakeAnswers(wants_answer ? message["id"] : Json());
    if (wants_answer) Invariant(answers == 1, "each request is answered once", content);
    Idle();
  }
  void ReportStreamError(const std::string& what) {
    session_.ReportStreamError(what);
    TakeAnswers(Json());
  }
  void Idle() {
    session_.Idle();
    TakeAnswers(Json());
  }
  bool is_over() const { return session_.is_over(); }

 private:
  // Counts the messages that answer the request; there must be no answer to any other.
  int TakeAnswers(const Json& id) {
    int answers = 0;
    for (const std::string& text : said_) {
      const Json message = Json::parse(text, nullptr, false);
      Invariant(message.is_object(), "the server says objects in JSON", text);
      Invariant(message.value("jsonrpc", Json()) == "2.0", "messages say their version", text);
      if (message.contains("method")) {
        CheckCall(message, text);
        continue;
      }
      Invariant(message.contains("id"), "an answer has an id", text);
      Invariant(message.contains("result") != message.contains("error"),
                "an answer has a result or an error", text);
      if (message.contains("error")) {
        const Json& error = message["error"];
        Invariant(error.is_object() && error.value("code", Json()).is_number_integer() &&
                      error.value("message", Json()).is_string(),
                  "an error has a code and a message", text);
      }
      if (message["id"].is_null() && message.contains("error")) continue;
      Invariant(message["id"] == id, "only what was asked is answered", text);
      ++answers;
    }
    said_.clear();
    return answers;
  }

  void CheckCall(const Json& message, const std::string& text) {
    Invariant(message["method"].is_string(), "a method is a string", text);
    if (message.contains("params"))
      Invariant(message["params"].is_structured(), "parameters are an object or a list", text);
    if (message.contains("id"))
      Invariant(IsId(message) && asked_.insert(message["id"]).second,
                "each request of the server has an id of its own", text);
  }

  std::vector<std::string> said_;
  std::set<Json> asked_;
  Session session_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const bool is_stream = input.substr(0, kStreamBegin.size()) == kStreamBegin;
  const std::string stream = is_stream ? std::string(input) : FramedLines(input);
  MessageSplitter splitter;
  FuzzedSession session;
  for (size_t at = 0; at < stream.size(); at += kPiece) {
    splitter.Feed(std::string_view(stream).substr(at, kPiece));
    for (bool needs_more = false; !needs_more && !session.is_over();) {
      const auto next = splitter.Next();
      if (const auto* message = std::get_if<FramedMessage>(&next))
        session.Handle(message->content);
      else if (const auto* error = std::get_if<FramingError>(&next))
        session.ReportStreamError(error->message);
      else
        needs_more = true;
    }
  }
  return 0;
}
