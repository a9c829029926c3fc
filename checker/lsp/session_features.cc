// The requests of session.h about one open guest, and the commands.
#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

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
bool IsWanted(const std::string& kind, const std::optional<std::vector<std::string>>& only) {
  if (!only) return true;
  return std::any_of(only->begin(), only->end(), [&](const std::string& wanted) {
    return kind == wanted || kind.compare(0, wanted.size() + 1, wanted + ".") == 0 ||
           wanted.empty();
  });
}

// What a code action is asked for with (CodeActionContext).
struct ActionContext {
  struct KnownDiagnostic {
    std::string code;  // "" if it is not a string
    Span span;
    std::string json;
  };
  std::vector<KnownDiagnostic> diagnostics;
  std::optional<std::vector<std::string>> only;
};

ActionContext ReadContext(const std::optional<JsonValue>& context, const Positions& positions) {
  ActionContext read;
  if (!context) return read;
  if (const auto only = context->Find("only"); only && only->is_array())
    read.only = only->Strings();
  if (const auto diagnostics = context->Find("diagnostics")) {
    for (const JsonValue diagnostic : diagnostics->Items()) {
      const auto code = diagnostic.Find("code");
      read.diagnostics.push_back({code && code->is_string() ? code->String() : "",
                                  positions.SpanOf(diagnostic.at("range")), diagnostic.Text()});
    }
  }
  return read;
}

void WriteAction(const CodeAction& action, const ActionContext& context,
                 const std::function<void(JsonWriter*)>& write_edit, JsonWriter* out) {
  out->BeginObject();
  out->Member("title", action.title).Member("kind", KindName(action.kind));
  if (action.finding != nullptr) {
    out->Key("diagnostics").BeginArray();
    for (const ActionContext::KnownDiagnostic& known : context.diagnostics)
      if (known.code == action.finding->rule->id && known.span == action.finding->span)
        out->Json(known.json);
    out->EndArray();
  }
  if (action.is_preferred) out->Member("isPreferred", true);
  if (action.kind == CodeAction::Kind::kOpenLink) {
    out->Key("command").BeginObject();
    out->Member("title", action.title).Member("command", kOpenDocumentation);
    out->Member("arguments", std::vector<std::string>{action.link}).EndObject();
  } else {
    out->Key("edit");
    write_edit(out);
  }
  out->EndObject();
}

}  // namespace

Session::Target Session::TargetOf(const JsonValue& params) {
  const std::string& uri = params.at("textDocument").at("uri").String();
  OpenGuest* const open_guest = server_.Find(uri);
  if (open_guest == nullptr)
    throw RequestError{ErrorCode::kInvalidParams, "the document '" + uri + "' is not open"};
  return {uri, open_guest, publications_[uri].version, {open_guest->source(), client_.unit}};
}

void Session::CompletionOf(const JsonValue& params, JsonWriter* result) {
  const Target target = TargetOf(params);
  const size_t offset = target.positions.OffsetOf(params.at("position"));
  const auto context = params.Find("context");
  const auto trigger = context ? context->Find("triggerCharacter") : std::nullopt;
  // A typed space asks for attributes only; in a text it is indentation.
  std::vector<Completion> completions;
  if (!trigger || !trigger->is_string() || trigger->String() != " " ||
      FindCursor(target.open_guest->source().text(), offset).kind != Cursor::Kind::kText)
    completions = Complete(target.open_guest->View(), offset, client_.takes_snippets);
  WriteCompletions(completions, target.positions, result);
}

void Session::HoverOf(const JsonValue& params, JsonWriter* result) {
  const Target target = TargetOf(params);
  const size_t offset = target.positions.OffsetOf(params.at("position"));
  if (const auto hover = HoverAt(target.open_guest->View(), offset))
    WriteHover(*hover, target.positions, result);
}

void Session::CodeActionsOf(const JsonValue& params, JsonWriter* result) {
  const Target target = TargetOf(params);
  const Span range = target.positions.SpanOf(params.at("range"));
  const ActionContext context = ReadContext(params.Find("context"), target.positions);
  result->BeginArray();
  for (const CodeAction& action : CodeActionsAt(target.open_guest->View(), range)) {
    if (!IsWanted(KindName(action.kind), context.only)) continue;
    const auto write_edit = [&](JsonWriter* out) {
      WriteWorkspaceEdit(action.edits, target.positions, target.uri, target.version, client_, out);
    };
    WriteAction(action, context, write_edit, result);
  }
  result->EndArray();
}

void Session::SymbolsOf(const JsonValue& params, JsonWriter* result) {
  const Target target = TargetOf(params);
  WriteSymbols(Symbols(target.open_guest->View()), target.positions, target.uri,
               client_.takes_symbol_tree, result);
}

void Session::DefinitionOf(const JsonValue& params, JsonWriter* result) {
  const Target target = TargetOf(params);
  const size_t offset = target.positions.OffsetOf(params.at("position"));
  const auto line = DefinitionAt(target.open_guest->View(), offset);
  if (line && HasLocation(*line->source, line->line))
    WriteLocation(*line->source, line->line, client_.unit, result);
}

void Session::LensesOf(const JsonValue& params, JsonWriter* result) {
  const Target target = TargetOf(params);
  result->BeginArray();
  if (const auto lens = VerdictLens(target.open_guest->View()))
    WriteLens(*lens, target.positions, target.uri, result);
  result->EndArray();
}

void Session::ExecuteCommand(const JsonValue& params, JsonWriter*) {
  const std::string& command = params.at("command").String();
  if (command != kOpenDocumentation && command != kChooseHost)
    throw RequestError{ErrorCode::kInvalidParams, "there is no command '" + command + "'"};
  const std::vector<std::string> arguments = params.at("arguments").Strings();
  if (arguments.empty())
    throw RequestError{ErrorCode::kInvalidParams, "the command needs an argument"};
  if (command == kOpenDocumentation) return OpenDocumentation(arguments[0]);
  if (server_.Find(arguments[0]) == nullptr)
    throw RequestError{ErrorCode::kInvalidParams,
                       "the document '" + arguments[0] + "' is not open"};
  if (arguments.size() > 1) return ChooseHost(arguments[0], arguments[1]);
  AskForHost(arguments[0]);
}

void Session::OpenDocumentation(const std::string& link) {
  if (!client_.opens_documents) return Show(MessageKind::kInfo, link);
  const auto write_params = [&](JsonWriter* out) {
    out->BeginObject().Member("uri", link).Member("external", true).EndObject();
  };
  rpc_.Ask("window/showDocument", write_params, [](const JsonValue&) {});
}

void Session::AskForHost(const std::string& uri) {
  const auto write_params = [&](JsonWriter* out) {
    out->BeginObject().Member("type", static_cast<int>(MessageKind::kInfo));
    out->Member("message", "Which host is this guest to be checked against?");
    out->Key("actions").BeginArray();
    for (const std::string& host : server_.workspace().KnownHosts())
      out->BeginObject().Member("title", host).EndObject();
    out->EndArray().EndObject();
  };
  rpc_.Ask("window/showMessageRequest", write_params, [this, uri](const JsonValue& choice) {
    if (choice.is_object()) ChooseHost(uri, choice.at("title").String());
  });
}

void Session::ChooseHost(const std::string& uri, const std::string& host) {
  const OpenGuest* const open_guest = server_.Find(uri);
  if (open_guest == nullptr) return;  // closed before the person chose
  const std::string path = open_guest->path();
  ChangeWorkspace([&](Workspace* workspace) { workspace->ChooseHost(path, host); });
}

}  // namespace domcheck
