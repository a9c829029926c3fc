#include "checker/lsp/session.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "checker/lsp/editor_settings.h"
#include "checker/lsp/uri.h"
#include "checker/report/report_path.h"

namespace domcheck {
namespace {

// Returns the client's version of a text document, or `otherwise` if there is none.
int VersionOf(const JsonValue& text_document, int otherwise) {
  const auto version = text_document.Find("version");
  return version && version->is_integer() ? static_cast<int>(version->Integer()) : otherwise;
}

// Returns the paths of the objects whose `uri` names a file or folder.
std::vector<std::string> PathsOf(const std::vector<JsonValue>& objects) {
  std::vector<std::string> paths;
  for (const JsonValue& object : objects)
    if (auto path = PathOfUri(object.at("uri").String())) paths.push_back(std::move(*path));
  return paths;
}

// Returns the paths of the folders that the client opened, from its `initialize`.
std::vector<std::string> FoldersOf(const JsonValue& params) {
  const auto folders = params.Find("workspaceFolders");
  if (folders && folders->is_array()) return PathsOf(folders->Items());
  const auto root = params.Find("rootUri");
  const auto path = root && root->is_string() ? PathOfUri(root->String()) : std::nullopt;
  return path ? std::vector<std::string>{*path} : std::vector<std::string>{};
}

}  // namespace

const std::map<std::string, Session::Request>& Session::Requests() {
  static const auto& requests = *new std::map<std::string, Request>{
      {"initialize", &Session::Initialize},
      {"shutdown", &Session::Shutdown},
      {"textDocument/completion", &Session::CompletionOf},
      {"textDocument/hover", &Session::HoverOf},
      {"textDocument/codeAction", &Session::CodeActionsOf},
      {"textDocument/documentSymbol", &Session::SymbolsOf},
      {"textDocument/definition", &Session::DefinitionOf},
      {"textDocument/codeLens", &Session::LensesOf},
      {"workspace/executeCommand", &Session::ExecuteCommand},
  };
  return requests;
}

const std::map<std::string, Session::Notification>& Session::Notifications() {
  static const auto& notifications = *new std::map<std::string, Notification>{
      {"initialized", &Session::Initialized},
      {"exit", &Session::Exit},
      {"textDocument/didOpen", &Session::DidOpen},
      {"textDocument/didChange", &Session::DidChange},
      {"textDocument/didSave", &Session::DidSave},
      {"textDocument/didClose", &Session::DidClose},
      {"workspace/didChangeConfiguration", &Session::DidChangeConfiguration},
      {"workspace/didChangeWatchedFiles", &Session::DidChangeWatchedFiles},
      {"workspace/didChangeWorkspaceFolders", &Session::DidChangeFolders},
  };
  return notifications;
}

Session::Session(Settings defaults, std::function<void(const std::string&)> send)
    : rpc_(std::move(send), {[this](const std::string& method, const JsonValue& params,
                                    JsonWriter* result) { AnswerRequest(method, params, result); },
                             [this](const std::string& method, const JsonValue& params) {
                               TakeNotification(method, params);
                             }}),
      defaults_(std::move(defaults)) {}

void Session::AnswerRequest(const std::string& method, const JsonValue& params,
                            JsonWriter* result) {
  if (is_shut_down_) throw RequestError{ErrorCode::kInvalidRequest, "the server is shut down"};
  if (!is_initialized_ && method != "initialize")
    throw RequestError{ErrorCode::kServerNotInitialized, "'initialize' must come first"};
  const auto request = Requests().find(method);
  if (request == Requests().end())
    throw RequestError{ErrorCode::kMethodNotFound, "there is no request '" + method + "'"};
  (this->*request->second)(params, result);
}

void Session::TakeNotification(const std::string& method, const JsonValue& params) {
  const auto notification = Notifications().find(method);
  if (notification == Notifications().end()) return;  // as the protocol requires
  if (!is_initialized_ && method != "exit") return;
  (this->*notification->second)(params);
}

void Session::Idle() {
  for (auto& [uri, publication] : publications_)
    if (!publication.is_sent) Publish(uri, &publication);
  for (const InputProblem& problem : server_.TakeProblems())
    Show(MessageKind::kError, DescribeProblem(problem));
}

void Session::Publish(const std::string& uri, Publication* publication) {
  publication->is_sent = true;
  OpenGuest* const open_guest = server_.Find(uri);
  const Positions positions{open_guest->source(), client_.unit};
  const std::vector<Diagnostic> diagnostics = open_guest->Diagnostics();
  rpc_.Notify("textDocument/publishDiagnostics", [&](JsonWriter* out) {
    out->BeginObject().Member("uri", uri).Member("version", publication->version);
    out->Key("diagnostics").BeginArray();
    for (const Diagnostic& diagnostic : diagnostics) WriteDiagnostic(diagnostic, positions, out);
    out->EndArray().EndObject();
  });
}

void Session::Initialize(const JsonValue& params, JsonWriter* result) {
  if (is_initialized_)
    throw RequestError{ErrorCode::kInvalidRequest, "'initialize' came a second time"};
  if (!params.is_object())
    throw RequestError{ErrorCode::kInvalidParams, "the parameters must be an object"};
  client_ = ReadAbilities(params);
  if (const auto process = params.Find("processId"); process && process->is_integer())
    client_process_ = process->Integer();
  if (const auto options = params.Find("initializationOptions"); options && options->is_object())
    initial_options_ = ParseJson(options->Text(), nullptr);
  server_.workspace().SetDefaults(ReadConfiguration(std::nullopt));
  for (const std::string& path : FoldersOf(params)) server_.workspace().AddFolder(path);
  is_initialized_ = true;
  WriteServerAbilities(client_, result);
}

void Session::Initialized(const JsonValue&) {
  if (client_.watches_files || client_.reports_configuration)
    rpc_.Ask(
        "client/registerCapability", [&](JsonWriter* out) { WriteRegistrations(client_, out); },
        [](const JsonValue&) {});
  AskConfiguration();
}

void Session::Shutdown(const JsonValue&, JsonWriter*) { is_shut_down_ = true; }

void Session::Exit(const JsonValue&) { is_over_ = true; }

Settings Session::ReadConfiguration(const std::optional<JsonValue>& section) {
  std::vector<JsonValue> sections;
  if (initial_options_) sections.push_back(initial_options_->root());
  if (section && section->is_object()) sections.push_back(*section);
  std::vector<std::string> problems;
  Settings settings = defaults_;
  settings.Add(ReadEditorSettings(sections, &problems));
  for (const std::string& problem : problems) Show(MessageKind::kError, problem);
  return settings;
}

// Asks for one section for each folder, or for a single one if there are no folders.
void Session::AskConfiguration() {
  if (!client_.answers_configuration) return;
  std::vector<std::string> folders = server_.workspace().folders();
  if (folders.empty()) folders.emplace_back();
  const auto write_items = [&](JsonWriter* out) {
    out->BeginObject().Key("items").BeginArray();
    for (const std::string& folder : folders) {
      out->BeginObject();
      if (!folder.empty()) out->Member("scopeUri", PathAsUri(folder));
      out->Member("section", "domcheck").EndObject();
    }
    out->EndArray().EndObject();
  };
  rpc_.Ask("workspace/configuration", write_items, [this, folders](const JsonValue& result) {
    const std::vector<JsonValue> answers = result.Items();
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
  for (auto& [uri, publication] : publications_) publication.is_sent = false;
  if (client_.refreshes_lenses)
    rpc_.Ask("workspace/codeLens/refresh", nullptr, [](const JsonValue&) {});
}

void Session::DidChangeConfiguration(const JsonValue& params) {
  if (client_.answers_configuration) return AskConfiguration();
  const auto section = params.at("settings").Find("domcheck");
  if (!section) return;
  ChangeWorkspace(
      [&](Workspace* workspace) { workspace->SetDefaults(ReadConfiguration(section)); });
}

void Session::ReloadIfOneIs(const std::vector<std::string>& paths) {
  if (server_.workspace().HaveChanged(paths))
    ChangeWorkspace([](Workspace* workspace) { workspace->Reload(); });
}

void Session::DidChangeWatchedFiles(const JsonValue& params) {
  if (const auto changes = params.Find("changes")) ReloadIfOneIs(PathsOf(changes->Items()));
}

void Session::DidChangeFolders(const JsonValue& params) {
  const JsonValue event = params.at("event");
  const std::vector<std::string> removed = PathsOf(event.at("removed").Items());
  const std::vector<std::string> added = PathsOf(event.at("added").Items());
  ChangeWorkspace([&](Workspace* workspace) {
    for (const std::string& path : removed) workspace->RemoveFolder(path);
    for (const std::string& path : added) workspace->AddFolder(path);
  });
  AskConfiguration();
}

void Session::DidOpen(const JsonValue& params) {
  const JsonValue item = params.at("textDocument");
  const std::string& uri = item.at("uri").String();
  const int version = VersionOf(item, 0);
  server_.Open(uri, item.at("text").String());
  publications_[uri] = {version, false};
}

void Session::DidChange(const JsonValue& params) {
  const Target target = TargetOf(params);
  // Read the whole message before any change, so that a wrong message changes nothing.
  struct Change {
    std::optional<LineRange> range;  // in the text after the previous changes; nothing for all
    std::string text;
  };
  std::vector<Change> changes;
  for (const JsonValue change : params.at("contentChanges").Items()) {
    const auto range = change.Find("range");
    std::optional<LineRange> lines;
    if (range && !range->is_null()) lines = ReadRange(*range);
    changes.push_back({lines, change.at("text").String()});
  }
  for (Change& change : changes) {
    const Positions positions{target.open_guest->source(), client_.unit};
    if (change.range)
      target.open_guest->Edit({positions.SpanAt(*change.range), std::move(change.text)});
    else
      target.open_guest->SetText(std::move(change.text));
  }
  Publication& publication = publications_[target.uri];
  publication.version = VersionOf(params.at("textDocument"), publication.version + 1);
  publication.is_sent = false;
}

// The file may be a host or a configuration, and not every client watches files.
void Session::DidSave(const JsonValue& params) {
  if (const auto saved = params.Find("textDocument")) ReloadIfOneIs(PathsOf({*saved}));
}

void Session::DidClose(const JsonValue& params) {
  const Target target = TargetOf(params);
  server_.Close(target.uri);
  publications_.erase(target.uri);
  rpc_.Notify("textDocument/publishDiagnostics", [&](JsonWriter* out) {
    out->BeginObject().Member("uri", target.uri);
    out->Key("diagnostics").BeginArray().EndArray().EndObject();
  });
}

void Session::Show(MessageKind kind, const std::string& message) {
  rpc_.Notify("window/showMessage", [&](JsonWriter* out) {
    out->BeginObject();
    out->Member("type", static_cast<int>(kind)).Member("message", message);
    out->EndObject();
  });
}

}  // namespace domcheck
