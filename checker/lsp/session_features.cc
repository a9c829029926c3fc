// The requests of session.h about one open guest, and the commands.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "checker/lsp/code_actions.h"
#include "checker/lsp/completion.h"
#include "checker/lsp/cursor.h"
#include "checker/lsp/hover.h"
#include "checker/lsp/outline.h"
#include "checker/lsp/session.h"

namespace domcheck {
namespace {

const char* KindName(CodeAction::Kind kind) {
  return kind == CodeAction::Kind::kFixAll ? "source.fixAll" : "quickfix";
}

// Whether the client wants actions of this kind. A kind includes those below it.
bool IsWanted(const std::string& kind, const Json& context) {
  const auto only = context.find("only");
  if (only == context.end() || !only->is_array()) return true;
  return std::any_of(only->begin(), only->end(), [&](const Json& wanted) {
    const auto prefix = wanted.get<std::string>();
    return kind == prefix || kind.compare(0, prefix.size() + 1, prefix + ".") == 0 ||
           prefix.empty();
  });
}

// The client's diagnostics for this finding.
Json DiagnosticsOf(const Finding& finding, const Positions& positions, const Json& known) {
  Json list = Json::array();
  for (const Json& diagnostic : known)
    if (diagnostic.value("code", Json()) == finding.rule->id && finding.span &&
        diagnostic.value("range", Json()) == positions.ToJson(*finding.span))
      list.push_back(diagnostic);
  return list;
}

}  // namespace

Session::Target Session::TargetOf(const Json& params) {
  const auto uri = params.at("textDocument").at("uri").get<std::string>();
  OpenGuest* const open_guest = server_.Find(uri);
  if (open_guest == nullptr)
    throw RequestError{ErrorCode::kInvalidParams, "the document '" + uri + "' is not open"};
  return {uri, open_guest, publications_[uri].version, {open_guest->source(), client_.unit}};
}

Json Session::CompletionOf(const Json& params) {
  const Target target = TargetOf(params);
  const size_t offset = target.positions.OffsetOf(params.at("position"));
  // A typed space asks for attributes only; in a text it is indentation.
  const Json asked_by = params.value(Json::json_pointer("/context/triggerCharacter"), Json());
  if (asked_by == " " &&
      FindCursor(target.open_guest->source().text(), offset).kind == Cursor::Kind::kText)
    return ToJson(std::vector<Completion>(), target.positions);
  return ToJson(Complete(target.open_guest->View(), offset, client_.takes_snippets),
                target.positions);
}

Json Session::HoverOf(const Json& params) {
  const Target target = TargetOf(params);
  const size_t offset = target.positions.OffsetOf(params.at("position"));
  const auto hover = HoverAt(target.open_guest->View(), offset);
  return hover ? ToJson(*hover, target.positions) : Json();
}

Json Session::CodeActionsOf(const Json& params) {
  const Target target = TargetOf(params);
  const Span range = target.positions.SpanOf(params.at("range"));
  const Json context = params.value("context", Json::object());
  const Json known = context.value("diagnostics", Json::array());
  Json list = Json::array();
  for (const CodeAction& action : CodeActionsAt(target.open_guest->View(), range))
    if (IsWanted(KindName(action.kind), context)) list.push_back(ActionJson(action, target, known));
  return list;
}

Json Session::ActionJson(const CodeAction& action, const Target& target, const Json& known) const {
  Json json = {{"title", action.title}, {"kind", KindName(action.kind)}};
  if (action.finding != nullptr)
    json["diagnostics"] = DiagnosticsOf(*action.finding, target.positions, known);
  if (action.is_preferred) json["isPreferred"] = true;
  if (action.kind == CodeAction::Kind::kOpenLink)
    json["command"] = {
        {"title", action.title}, {"command", kOpenDocumentation}, {"arguments", {action.link}}};
  else
    json["edit"] =
        WorkspaceEditJson(action.edits, target.positions, target.uri, target.version, client_);
  return json;
}

Json Session::SymbolsOf(const Json& params) {
  const Target target = TargetOf(params);
  return ToJson(Symbols(target.open_guest->View()), target.positions, target.uri,
                client_.takes_symbol_tree);
}

Json Session::DefinitionOf(const Json& params) {
  const Target target = TargetOf(params);
  const size_t offset = target.positions.OffsetOf(params.at("position"));
  const auto line = DefinitionAt(target.open_guest->View(), offset);
  return line ? LocationOf(*line->source, line->line, client_.unit) : Json();
}

Json Session::LensesOf(const Json& params) {
  const Target target = TargetOf(params);
  const auto lens = VerdictLens(target.open_guest->View());
  return lens ? Json::array({ToJson(*lens, target.positions, target.uri)}) : Json::array();
}

Json Session::ExecuteCommand(const Json& params) {
  const auto command = params.at("command").get<std::string>();
  const Json arguments = params.value("arguments", Json::array());
  if (command == kOpenDocumentation) {
    const auto link = arguments.at(0).get<std::string>();
    if (client_.opens_documents)
      rpc_.Ask("window/showDocument", {{"uri", link}, {"external", true}}, [](const Json&) {});
    else
      Show(MessageKind::kInfo, link);
    return nullptr;
  }
  if (command != kChooseHost)
    throw RequestError{ErrorCode::kInvalidParams, "there is no command '" + command + "'"};
  const auto uri = arguments.at(0).get<std::string>();
  if (server_.Find(uri) == nullptr)
    throw RequestError{ErrorCode::kInvalidParams, "the document '" + uri + "' is not open"};
  if (arguments.size() > 1) {
    ChooseHost(uri, arguments[1].get<std::string>());
    return nullptr;
  }
  Json actions = Json::array();
  for (const std::string& host : server_.workspace().KnownHosts())
    actions.push_back({{"title", host}});
  rpc_.Ask("window/showMessageRequest",
           {{"type", MessageKind::kInfo},
            {"message", "Which host is this guest to be checked against?"},
            {"actions", actions}},
           [this, uri](const Json& choice) {
             if (choice.is_object()) ChooseHost(uri, choice.at("title").get<std::string>());
           });
  return nullptr;
}

void Session::ChooseHost(const std::string& uri, const std::string& host) {
  const OpenGuest* const open_guest = server_.Find(uri);
  if (open_guest == nullptr) return;  // closed before the person chose
  const std::string path = open_guest->path();
  ChangeWorkspace([&](Workspace* workspace) { workspace->ChooseHost(path, host); });
}

}  // namespace domcheck
