#include "checker/lsp/session.h"

#include <algorithm>
#include <utility>

#include "checker/lsp/editor_settings.h"
#include "checker/lsp/uri.h"
#include "checker/report/report_path.h"

namespace domcheck {
namespace {

// A kind of window/showMessage.
constexpr int kErrorMessage = 1;
// Of a message's objects and lists in each other; the protocol needs about a dozen.
constexpr int kMostNesting = 100;

std::string MethodOf(const Json& message) {
  const auto method = message.find("method");
  return method != message.end() && method->is_string() ? method->get<std::string>() : "";
}

std::string Dumped(const Json& message) {
  // What a guest holds may be anything; what is no UTF-8 is replaced rather than thrown about.
  return message.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The version that a document is told to have; `otherwise` where none is.
int VersionOf(const Json& document, int otherwise) {
  const auto version = document.find("version");
  return version != document.end() && version->is_number_integer() ? version->get<int>()
                                                                   : otherwise;
}

// The paths of workspace folders that are files' folders.
std::vector<std::string> PathsOf(const Json& folders) {
  std::vector<std::string> paths;
  for (const Json& folder : folders)
    if (auto path = PathOfUri(folder.at("uri").get<std::string>()))
      paths.push_back(std::move(*path));
  return paths;
}

}  // namespace

struct Session::Method {
  Json (Session::*handle)(const Json& params);
  bool is_request;
};

const std::map<std::string, Session::Method>& Session::Methods() {
  static const auto& methods = *new std::map<std::string, Method>{
      {"initialize", {&Session::Initialize, true}},
      {"shutdown", {&Session::Shutdown, true}},
      {"textDocument/completion", {&Session::CompletionOf, true}},
      {"textDocument/hover", {&Session::HoverOf, true}},
      {"textDocument/codeAction", {&Session::CodeActionsOf, true}},
      {"textDocument/documentSymbol", {&Session::SymbolsOf, true}},
      {"textDocument/definition", {&Session::DefinitionOf, true}},
      {"textDocument/codeLens", {&Session::LensesOf, true}},
      {"workspace/executeCommand", {&Session::ExecuteCommand, true}},
      {"initialized", {&Session::Initialized, false}},
      {"exit", {&Session::Exit, false}},
      {"textDocument/didOpen", {&Session::DidOpen, false}},
      {"textDocument/didChange", {&Session::DidChange, false}},
      {"textDocument/didSave", {&Session::DidSave, false}},
      {"textDocument/didClose", {&Session::DidClose, false}},
      {"workspace/didChangeConfiguration", {&Session::DidChangeConfiguration, false}},
      {"workspace/didChangeWatchedFiles", {&Session::DidChangeWatchedFiles, false}},
      {"workspace/didChangeWorkspaceFolders", {&Session::DidChangeFolders, false}},
  };
  return methods;
}

void Session::Handle(const std::string& text) {
  // JSON is read, but copied and written by functions that call themselves for each level; so what
  // lies deeper is left out, and the message is refused.
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
    return HandleAnswer(message);
  ReplyError(id, ErrorCode::kInvalidRequest,
             "a message needs a method, or the id and the result of a request");
}

void Session::HandleRequest(const std::string& name, const Json& params, const Json& id) {
  const auto method = Methods().find(name);
  if (is_shut_down_) return ReplyError(id, ErrorCode::kInvalidRequest, "the server is shut down");
  if (!is_initialized_ && name != "initialize")
    return ReplyError(id, ErrorCode::kServerNotInitialized, "'initialize' must come first");
  if (method == Methods().end() || !method->second.is_request)
    return ReplyError(id, ErrorCode::kMethodNotFound, "there is no request '" + name + "'");
  try {
    Reply(id, (this->*method->second.handle)(params));
  } catch (const RequestError& error) {
    ReplyError(id, error.code, error.message);
  } catch (const Json::exception& error) {
    ReplyError(id, ErrorCode::kInvalidParams, error.what());
  } catch (const std::exception& error) {
    ReplyError(id, ErrorCode::kInternalError, error.what());
  }
}

void Session::HandleNotification(const std::string& name, const Json& params) {
  const auto method = Methods().find(name);
  if (method == Methods().end() || method->second.is_request) return;  // as the protocol wants it
  if (!is_initialized_ && name != "exit") return;
  try {
    (this->*method->second.handle)(params);
  } catch (const RequestError& error) {
    Notify("window/logMessage",
           {{"type", kErrorMessage}, {"message", name + ": " + error.message}});
  } catch (const std::exception& error) {
    Notify("window/logMessage", {{"type", kErrorMessage}, {"message", name + ": " + error.what()}});
  }
}

void Session::HandleAnswer(const Json& message) {
  const Json& id = message["id"];
  const auto asked = id.is_number_integer() ? asked_.find(id.get<int>()) : asked_.end();
  if (asked == asked_.end()) return;
  const Answer answer = std::move(asked->second);
  asked_.erase(asked);
  if (!message.contains("result")) return;  // the client could not, which it may
  try {
    answer(message["result"]);
  } catch (const std::exception& error) {
    Notify("window/logMessage", {{"type", kErrorMessage}, {"message", error.what()}});
  }
}

void Session::Refuse(const Json& message) {
  ReplyError(message["id"], ErrorCode::kRequestCancelled, "cancelled");
}

void Session::TellStreamError(const std::string& what) {
  ReplyError(nullptr, ErrorCode::kParseError, what);
}

void Session::Idle() {
  for (auto& [uri, document] : documents_)
    if (!document.is_published) Publish(uri, &document);
  for (const InputProblem& problem : server_.TakeProblems())
    Show(kErrorMessage, DescribeProblem(problem));
}

void Session::Publish(const std::string& uri, Document* document) {
  document->is_published = true;
  OpenGuest* const guest = server_.Find(uri);
  const Positions positions{guest->source(), client_.unit};
  Json list = Json::array();
  for (const Diagnostic& diagnostic : guest->Diagnostics())
    list.push_back(ToJson(diagnostic, positions));
  Notify("textDocument/publishDiagnostics",
         {{"uri", uri}, {"version", document->version}, {"diagnostics", std::move(list)}});
}

Json Session::Initialize(const Json& params) {
  if (is_initialized_)
    throw RequestError{ErrorCode::kInvalidRequest, "'initialize' came a second time"};
  if (!params.is_object())
    throw RequestError{ErrorCode::kInvalidParams, "the parameters must be an object"};
  client_ = ReadAbilities(params);
  if (const auto process = params.find("processId");
      process != params.end() && process->is_number_integer())
    client_process_ = process->get<long>();
  if (const auto options = params.find("initializationOptions");
      options != params.end() && options->is_object())
    initial_options_ = *options;
  server_.workspace().SetDefaults(ReadConfiguration(nullptr));
  if (const auto folders = params.find("workspaceFolders");
      folders != params.end() && folders->is_array())
    AddFolders(*folders);
  else if (const auto root = params.find("rootUri"); root != params.end() && root->is_string())
    AddFolders({{{"uri", *root}}});
  is_initialized_ = true;
  return ServerAbilities(client_);
}

Json Session::Initialized(const Json&) {
  Json registrations = Json::array();
  if (client_.watches_files)
    registrations.push_back(
        {{"id", "files"},
         {"method", "workspace/didChangeWatchedFiles"},
         {"registerOptions",
          {{"watchers", {{{"globPattern", "**/*.xml"}}, {{"globPattern", "**/.domcheck.cfg"}}}}}}});
  if (client_.tells_configuration)
    registrations.push_back({{"id", "configuration"},
                             {"method", "workspace/didChangeConfiguration"},
                             {"registerOptions", {{"section", "domcheck"}}}});
  if (!registrations.empty())
    Ask("client/registerCapability", {{"registrations", registrations}}, [](const Json&) {});
  AskConfiguration();
  return nullptr;
}

Json Session::Shutdown(const Json&) {
  is_shut_down_ = true;
  return nullptr;
}

Json Session::Exit(const Json&) {
  is_over_ = true;
  return nullptr;
}

Settings Session::ReadConfiguration(const Json& section) {
  Json all = initial_options_;
  if (section.is_object()) all.update(section);
  std::vector<std::string> problems;
  Settings settings = defaults_;
  settings.Add(ReadEditorSettings(all, &problems));
  for (const std::string& problem : problems) Show(kErrorMessage, problem);
  return settings;
}

void Session::AddFolders(const Json& folders) {
  for (const std::string& path : PathsOf(folders)) server_.workspace().AddFolder(path);
}

// One answer a folder, or one for all where there is no folder.
void Session::AskConfiguration() {
  if (!client_.answers_configuration) return;
  std::vector<std::string> folders = server_.workspace().folders();
  Json items = Json::array();
  for (const std::string& folder : folders)
    items.push_back({{"scopeUri", PathAsUri(folder)}, {"section", "domcheck"}});
  if (folders.empty()) {
    folders.emplace_back();
    items.push_back({{"section", "domcheck"}});
  }
  Ask("workspace/configuration", {{"items", items}}, [this, folders](const Json& answers) {
    std::vector<Settings> settings;
    for (size_t i = 0; i < std::min(folders.size(), answers.size()); ++i)
      settings.push_back(ReadConfiguration(answers[i]));
    ChangeWorkspace([&](Workspace* workspace) {
      for (size_t i = 0; i < settings.size(); ++i)
        if (folders[i].empty())
          workspace->SetDefaults(std::move(settings[i]));
        else
          workspace->SetFolder(folders[i], std::move(settings[i]));
    });
  });
}

void Session::ChangeWorkspace(const std::function<void(Workspace*)>& change) {
  server_.ChangeWorkspace(change);
  for (auto& [uri, document] : documents_) document.is_published = false;
  if (client_.refreshes_lenses) Ask("workspace/codeLens/refresh", nullptr, [](const Json&) {});
}

Json Session::DidChangeConfiguration(const Json& params) {
  if (client_.answers_configuration) {
    AskConfiguration();
    return nullptr;
  }
  const Json& settings = params.at("settings");
  if (settings.is_object() && settings.contains("domcheck"))
    ChangeWorkspace([&](Workspace* workspace) {
      workspace->SetDefaults(ReadConfiguration(settings["domcheck"]));
    });
  return nullptr;
}

Json Session::DidChangeWatchedFiles(const Json&) {
  ChangeWorkspace([](Workspace* workspace) { workspace->Reload(); });
  return nullptr;
}

Json Session::DidChangeFolders(const Json& params) {
  const Json& event = params.at("event");
  const std::vector<std::string> removed = PathsOf(event.at("removed"));
  const std::vector<std::string> added = PathsOf(event.at("added"));
  ChangeWorkspace([&](Workspace* workspace) {
    for (const std::string& path : removed) workspace->RemoveFolder(path);
    for (const std::string& path : added) workspace->AddFolder(path);
  });
  AskConfiguration();
  return nullptr;
}

Json Session::DidOpen(const Json& params) {
  const Json& item = params.at("textDocument");
  const auto uri = item.at("uri").get<std::string>();
  const int version = VersionOf(item, 0);
  server_.Open(uri, item.at("text").get<std::string>());
  documents_[uri] = {version, false};
  return nullptr;
}

Json Session::DidChange(const Json& params) {
  const Target target = TargetOf(params);
  // All is read before any of it is done: a message that is wrong changes nothing.
  struct Change {
    std::string text;
    const Json* range;  // null for the whole text
  };
  std::vector<Change> changes;
  for (const Json& change : params.at("contentChanges")) {
    const auto range = change.find("range");
    const bool has_range = range != change.end() && !range->is_null();
    if (has_range) target.positions.SpanOf(*range);
    changes.push_back({change.at("text").get<std::string>(), has_range ? &*range : nullptr});
  }
  for (Change& change : changes) {
    const Positions positions{target.guest->source(), client_.unit};
    if (change.range != nullptr)
      target.guest->Edit(positions.SpanOf(*change.range), change.text);
    else
      target.guest->SetText(std::move(change.text));
  }
  Document& document = documents_[target.uri];
  document.version = VersionOf(params.at("textDocument"), document.version + 1);
  document.is_published = false;
  return nullptr;
}

Json Session::DidSave(const Json&) {
  // It may have been a host or a configuration, and not every client watches files.
  ChangeWorkspace([](Workspace* workspace) { workspace->Reload(); });
  return nullptr;
}

Json Session::DidClose(const Json& params) {
  const Target target = TargetOf(params);
  server_.Close(target.uri);
  documents_.erase(target.uri);
  Notify("textDocument/publishDiagnostics", {{"uri", target.uri}, {"diagnostics", Json::array()}});
  return nullptr;
}

void Session::Send(const Json& message) { send_(Dumped(message)); }

void Session::Reply(const Json& id, const Json& result) {
  Send({{"jsonrpc", "2.0"}, {"id", id}, {"result", result}});
}

void Session::ReplyError(const Json& id, ErrorCode code, const std::string& message) {
  Send({{"jsonrpc", "2.0"},
        {"id", id},
        {"error", {{"code", static_cast<int>(code)}, {"message", message}}}});
}

void Session::Notify(const std::string& method, const Json& params) {
  Send({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}});
}

void Session::Ask(const std::string& method, const Json& params, Answer answer) {
  asked_[++last_id_] = std::move(answer);
  Json message = {{"jsonrpc", "2.0"}, {"id", last_id_}, {"method", method}};
  if (!params.is_null()) message["params"] = params;
  Send(message);
}

void Session::Show(int type, const std::string& message) {
  Notify("window/showMessage", {{"type", type}, {"message", message}});
}

}  // namespace domcheck
