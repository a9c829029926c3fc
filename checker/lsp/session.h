// One client's session with the language server: JSON-RPC messages in, JSON-RPC messages out.
//
// Thin: it checks that messages are what the protocol has, turns positions into bytes, calls the
// server, and turns the answer back. A message that is wrong gets the protocol's error and changes
// nothing; whatever comes, the session goes on until `exit`.
//
// It belongs to one thread. Diagnostics are sent by Idle(), which is to be called when no message
// waits: while somebody types faster than guests are checked, only the last state is.
#ifndef CHECKER_LSP_SESSION_H_
#define CHECKER_LSP_SESSION_H_

#include <functional>
#include <map>
#include <string>

#include "checker/lsp/protocol.h"
#include "checker/lsp/server.h"

namespace domcheck {

class Session {
 public:
  // `send` is given each outgoing message, without its headers. `defaults` hold where the client
  // says nothing else.
  Session(Settings defaults, std::function<void(const std::string&)> send)
      : send_(std::move(send)), defaults_(std::move(defaults)) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void Handle(const std::string& message);
  // Answers a message that is not to be handled any more, because the client took it back.
  void Refuse(const Json& message);
  // Tells what is wrong with the stream of messages itself.
  void TellStreamError(const std::string& what);
  void Idle();

  // After `exit`, with the exit status of the process: 0 if `shutdown` came before it.
  bool is_over() const { return is_over_; }
  int exit_status() const { return is_shut_down_ ? 0 : 1; }
  // The process of the client, to be looked after; 0 where it did not tell.
  long client_process() const { return client_process_; }

 private:
  struct Method;
  struct Document {
    int version = 0;
    bool is_published = false;  // the diagnostics of its present state
  };
  struct Target {
    std::string uri;
    OpenGuest* guest;
    int version;
    Positions positions;
  };
  using Answer = std::function<void(const Json& result)>;

  static const std::map<std::string, Method>& Methods();
  void HandleRequest(const std::string& method, const Json& params, const Json& id);
  void HandleNotification(const std::string& method, const Json& params);
  void HandleAnswer(const Json& message);

  // Requests of the client: they return the result, or throw RequestError.
  Json Initialize(const Json& params);
  Json Shutdown(const Json& params);
  Json CompletionOf(const Json& params);
  Json HoverOf(const Json& params);
  Json CodeActionsOf(const Json& params);
  Json SymbolsOf(const Json& params);
  Json DefinitionOf(const Json& params);
  Json LensesOf(const Json& params);
  Json ExecuteCommand(const Json& params);
  // Notifications of the client.
  Json Initialized(const Json& params);
  Json Exit(const Json& params);
  Json DidOpen(const Json& params);
  Json DidChange(const Json& params);
  Json DidSave(const Json& params);
  Json DidClose(const Json& params);
  Json DidChangeConfiguration(const Json& params);
  Json DidChangeWatchedFiles(const Json& params);
  Json DidChangeFolders(const Json& params);

  // The open document that the parameters are about.
  Target TargetOf(const Json& params);
  Json ActionJson(const CodeAction& action, const Target& target, const Json& known) const;
  // The settings of a section of the client's configuration, which has the last word on each key
  // over what the client said at the start.
  Settings ReadConfiguration(const Json& section);
  void AddFolders(const Json& folders);
  void AskConfiguration();
  void ChooseHost(const std::string& uri, const std::string& host);
  // Changes hosts or settings: all documents are published again. `change` must not throw, lest
  // guests be left with what is no more: read what a client says before.
  void ChangeWorkspace(const std::function<void(Workspace*)>& change);
  void Publish(const std::string& uri, Document* document);

  void Send(const Json& message);
  void Reply(const Json& id, const Json& result);
  void ReplyError(const Json& id, ErrorCode code, const std::string& message);
  void Notify(const std::string& method, const Json& params);
  void Ask(const std::string& method, const Json& params, Answer answer);
  void Show(int type, const std::string& message);

  std::function<void(const std::string&)> send_;
  Settings defaults_;
  Json initial_options_ = Json::object();
  LanguageServer server_;
  ClientAbilities client_;
  std::map<std::string, Document> documents_;  // by URI
  std::map<int, Answer> asked_;                // what the client has not answered yet, by id
  int last_id_ = 0;
  long client_process_ = 0;
  bool is_initialized_ = false;
  bool is_shut_down_ = false;
  bool is_over_ = false;
};

}  // namespace domcheck

#endif  // CHECKER_LSP_SESSION_H_
