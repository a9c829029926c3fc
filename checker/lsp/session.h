// One client's session with the language server: LSP messages in, LSP messages out.
//
// The session is thin: it checks that a method is allowed now, converts positions to byte offsets,
// calls the server, and converts its answer. A wrong message gets the protocol's error and changes
// nothing; the session goes on until `exit`.
//
// A session belongs to one thread. Idle() sends the diagnostics; the caller calls it when no
// message waits, so if somebody types faster than guests are checked, only the last state is
// checked.
#ifndef CHECKER_LSP_SESSION_H_
#define CHECKER_LSP_SESSION_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checker/lsp/json_rpc.h"
#include "checker/lsp/protocol.h"
#include "checker/lsp/server.h"

namespace domcheck {

class Session {
 public:
  // `send` is called with each outgoing message, without headers. `defaults` apply to what the
  // client does not set.
  Session(Settings defaults, std::function<void(const std::string&)> send);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void Handle(const std::string& message) { rpc_.Handle(message); }
  // Replies to a request that the client cancelled before it was handled.
  void Refuse(const std::string& request) { rpc_.Refuse(request); }
  // Reports that the stream of messages is broken.
  void ReportStreamError(const std::string& what) { rpc_.ReportStreamError(what); }
  void Idle();

  // Whether `exit` arrived. exit_status() is then the status of the process: 0 if `shutdown` came
  // before, else 1.
  bool is_over() const { return is_over_; }
  int exit_status() const { return is_shut_down_ ? 0 : 1; }
  // The id of the client's process, whose death also ends the session; 0 if the client did not send
  // it.
  long client_process() const { return client_process_; }

 private:
  // The client's version of an open guest, and whether it has the guest's diagnostics.
  struct Publication {
    int version = 0;
    bool is_sent = false;  // for the current text, hosts and settings
  };
  struct Target {
    std::string uri;
    OpenGuest* open_guest;
    int version;
    Positions positions;
  };

  void AnswerRequest(const std::string& method, const JsonValue& params, JsonWriter* result);
  void TakeNotification(const std::string& method, const JsonValue& params);

  // Requests from the client. They write the result, or nothing for null, or throw RequestError or
  // JsonTypeError.
  using Request = void (Session::*)(const JsonValue& params, JsonWriter* result);
  static const std::map<std::string, Request>& Requests();
  void Initialize(const JsonValue& params, JsonWriter* result);
  void Shutdown(const JsonValue& params, JsonWriter* result);
  void CompletionOf(const JsonValue& params, JsonWriter* result);
  void HoverOf(const JsonValue& params, JsonWriter* result);
  void CodeActionsOf(const JsonValue& params, JsonWriter* result);
  void SymbolsOf(const JsonValue& params, JsonWriter* result);
  void DefinitionOf(const JsonValue& params, JsonWriter* result);
  void LensesOf(const JsonValue& params, JsonWriter* result);
  void ExecuteCommand(const JsonValue& params, JsonWriter* result);
  // Notifications from the client.
  using Notification = void (Session::*)(const JsonValue& params);
  static const std::map<std::string, Notification>& Notifications();
  void Initialized(const JsonValue& params);
  void Exit(const JsonValue& params);
  void DidOpen(const JsonValue& params);
  void DidChange(const JsonValue& params);
  void DidSave(const JsonValue& params);
  void DidClose(const JsonValue& params);
  void DidChangeConfiguration(const JsonValue& params);
  void DidChangeWatchedFiles(const JsonValue& params);
  void DidChangeFolders(const JsonValue& params);

  // The open guest that the parameters name.
  Target TargetOf(const JsonValue& params);
  // Returns the settings in a section of the client's configuration, if it is an object. Each key
  // in it overrides what the client sent at the start.
  Settings ReadConfiguration(const std::optional<JsonValue>& section);
  void AskConfiguration();
  void OpenDocumentation(const std::string& link);
  // Asks the person at the client to choose a host for this guest.
  void AskForHost(const std::string& uri);
  void ChooseHost(const std::string& uri, const std::string& host);
  // Changes hosts or settings, then sends all diagnostics again. `change` must not throw, or open
  // guests would keep pointers to old hosts: parse the client's message first.
  void ChangeWorkspace(const std::function<void(Workspace*)>& change);
  // Reads hosts and configurations again if one of them is in a file of these.
  void ReloadIfOneIs(const std::vector<std::string>& paths);
  void Publish(const std::string& uri, Publication* publication);
  void Show(MessageKind kind, const std::string& message);

  JsonRpc rpc_;
  Settings defaults_;
  std::optional<ParsedJson> initial_options_;  // an object
  LanguageServer server_;
  ClientAbilities client_;
  std::map<std::string, Publication> publications_;  // by URI, of all open guests
  long client_process_ = 0;
  bool is_initialized_ = false;
  bool is_shut_down_ = false;
  bool is_over_ = false;
};

}  // namespace domcheck

#endif  // CHECKER_LSP_SESSION_H_
