#include "checker/lsp/session.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "checker/lsp/editor_settings.h"
#include "checker/lsp/uri.h"
#include "checker/report/report_path.h"

namespace domcheck {
namespace {

// Returns the client's version of a text document, or `otherwise` if there is none.
int VersionOf(const Json& text_document, int otherwise) {
  const auto version = text_document.find("version");
  return version != text_document.end() && version->is_number_integer() ? version->get<int>()
                                                                        : otherwise;
}

// Returns the paths of the objects whose `uri` names a file or folder.
std::vector<std::string> PathsOf(const Json& objects) {
  std::vector<std::string> paths;
  for (const Json& object : objects)
    if (auto path = PathOfUri(object.at("uri").get<std::string>()))
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

Session::Session(Settings defaults, std::function<void(const std::string&)> send)
    : rpc_(std::move(send), {[this](const std::string& method, const Json& params) {
                               return AnswerRequest(method, params);
                             },
                             [this](const std::string& method, const Json& params) {
                               TakeNotification(method, params);
                             }}),
      defaults_(std::move(defaults)) {}

Session::~Session() = default;

Json Session::AnswerRequest(const std::string& name, const Json& params) {
  if (is_shut_down_) throw RequestError{ErrorCode::kInvalidRequest, "the server is shut down"};
  if (!is_initialized_ && name != "initialize")
    throw RequestError{ErrorCode::kServerNotInitialized, "'initialize' must come first"};
  const auto method = Methods().find(name);
  if (method == Methods().end() || !method->second.is_request)
    throw RequestError{ErrorCode::kMethodNotFound, "there is no request '" + name + "'"};
  return (this->*method->second.handle)(params);
}

void Session::TakeNotification(const std::string& name, const Json& params) {
  const auto method = Methods().find(name);
  if (method == Methods().end() || method->second.is_request) return;  // as the protocol requires
  if (!is_initialized_ && name != "exit") return;
  (this->*method->second.handle)(params);
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
  Json list = Json::array();
  for (const Diagnostic& diagnostic : open_guest->Diagnostics())
    list.push_back(ToJson(diagnostic, positions));
  rpc_.Notify("textDocument/publishDiagnostics",
              {{"uri", uri}, {"version", publication->version}, {"diagnostics", std::move(list)}});
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
    initial_options_ = std::make_unique<Json>(*options);
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
  if (client_.reports_configuration)
    registrations.push_back({{"id", "configuration"},
                             {"method", "workspace/didChangeConfiguration"},
                             {"registerOptions", {{"section", "domcheck"}}}});
  if (!registrations.empty())
    rpc_.Ask("client/registerCapability", {{"registrations", registrations}}, [](const Json&) {});
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
  Json all = initial_options_ ? *initial_options_ : Json::object();
  if (section.is_object()) all.update(section);
  std::vector<std::string> problems;
  Settings settings = defaults_;
  settings.Add(ReadEditorSettings(all, &problems));
  for (const std::string& problem : problems) Show(MessageKind::kError, problem);
  return settings;
}

void Session::AddFolders(const Json& folders) {
  for (const std::string& path : PathsOf(folders)) server_.workspace().AddFolder(path);
}

// Asks for one section for each folder, or for a single one if there are no folders.
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
  rpc_.Ask("workspace/configuration", {{"items", items}}, [this, folders](const Json& answers) {
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
  if (client_.refreshes_lenses) rpc_.Ask("workspace/codeLens/refresh", nullptr, [](const Json&) {});
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

void Session::ReloadFor(const Json& files) {
  if (server_.workspace().HaveChanged(PathsOf(files)))
    ChangeWorkspace([](Workspace* workspace) { workspace->Reload(); });
}

Json Session::DidChangeWatchedFiles(const Json& params) {
  ReloadFor(params.is_object() ? params.value("changes", Json::array()) : Json::array());
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
  publications_[uri] = {version, false};
  return nullptr;
}

Json Session::DidChange(const Json& params) {
  const Target target = TargetOf(params);
  // Read the whole message before any change, so that a wrong message changes nothing.
  struct Change {
    std::optional<LineRange> range;  // in the text after the previous changes; nothing for all
    std::string text;
  };
  std::vector<Change> changes;
  for (const Json& change : params.at("contentChanges")) {
    const auto range = change.find("range");
    std::optional<LineRange> lines;
    if (range != change.end() && !range->is_null()) lines = ReadRange(*range);
    changes.push_back({lines, change.at("text").get<std::string>()});
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
  return nullptr;
}

Json Session::DidSave(const Json& params) {
  // The file may be a host or a configuration, and not every client watches files.
  ReloadFor(params.is_object() && params.contains("textDocument")
                ? Json::array({params["textDocument"]})
                : Json::array());
  return nullptr;
}

Json Session::DidClose(const Json& params) {
  const Target target = TargetOf(params);
  server_.Close(target.uri);
  publications_.erase(target.uri);
  rpc_.Notify("textDocument/publishDiagnostics",
              {{"uri", target.uri}, {"diagnostics", Json::array()}});
  return nullptr;
}

void Session::Show(MessageKind kind, const std::string& message) {
  rpc_.Notify("window/showMessage", {{"type", kind}, {"message", message}});
}

}  // namespace domcheck
