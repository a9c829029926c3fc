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
#include <memory>
#include <string>

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
  ~Session();

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
  struct Method;
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

  static const std::map<std::string, Method>& Methods();
  Json AnswerRequest(const std::string& method, const Json& params);
  void TakeNotification(const std::string& method, const Json& params);

  // Requests from the client. They return the result or throw RequestError.
  Json Initialize(const Json& params);
  Json Shutdown(const Json& params);
  Json CompletionOf(const Json& params);
  Json HoverOf(const Json& params);
  Json CodeActionsOf(const Json& params);
  Json SymbolsOf(const Json& params);
  Json DefinitionOf(const Json& params);
  Json LensesOf(const Json& params);
  Json ExecuteCommand(const Json& params);
  // Notifications from the client.
  Json Initialized(const Json& params);
  Json Exit(const Json& params);
  Json DidOpen(const Json& params);
  Json DidChange(const Json& params);
  Json DidSave(const Json& params);
  Json DidClose(const Json& params);
  Json DidChangeConfiguration(const Json& params);
  Json DidChangeWatchedFiles(const Json& params);
  Json DidChangeFolders(const Json& params);

  // The open guest that the parameters name.
  Target TargetOf(const Json& params);
  Json ActionJson(const CodeAction& action, const Target& target, const Json& known) const;
  // Returns the settings in a section of the client's configuration. Each key in it overrides what
  // the client sent at the start.
  Settings ReadConfiguration(const Json& section);
  void AddFolders(const Json& folders);
  void AskConfiguration();
  void ChooseHost(const std::string& uri, const std::string& host);
  // Changes hosts or settings, then sends all diagnostics again. `change` must not throw, or open
  // guests would keep pointers to old hosts: parse the client's message first.
  void ChangeWorkspace(const std::function<void(Workspace*)>& change);
  // Reads hosts and configurations again if one of `files` (objects with a `uri`) has changed.
  void ReloadFor(const Json& files);
  void Publish(const std::string& uri, Publication* publication);
  void Show(MessageKind kind, const std::string& message);

  JsonRpc rpc_;
  Settings defaults_;
  std::unique_ptr<Json> initial_options_;  // null if the client sent none
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
