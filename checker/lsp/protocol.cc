#include "checker/lsp/protocol.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "checker/base/file_path.h"
#include "checker/base/version.h"
#include "checker/hosts/libvirt_uri.h"
#include "checker/report/report_path.h"

namespace domcheck {
namespace {

// Numbers that the protocol defines.
enum SymbolKind { kModule = 2, kNamespace = 3, kObject = 19 };
enum CompletionKind { kProperty = 10, kValue = 12, kClass = 7, kSnippet = 15 };
constexpr int kDeprecatedDiagnostic = 2;
constexpr int kDeprecatedCompletion = 1;
constexpr int kPlainText = 1;
constexpr int kSnippetText = 2;
constexpr int kAdjustIndentation = 2;
constexpr int kSyncIncremental = 2;

// Returns the boolean at the path of keys, or false.
bool IsTrue(const Json& json, std::initializer_list<const char*> path) {
  const Json* at = &json;
  for (const char* key : path) {
    if (!at->is_object() || !at->contains(key)) return false;
    at = &(*at)[key];
  }
  return at->is_boolean() && at->get<bool>();
}

int SeverityNumber(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return 1;
    case Severity::kWarning:
      return 2;
    case Severity::kNote:
      break;
  }
  return 3;
}

int KindNumber(Completion::Kind kind) {
  switch (kind) {
    case Completion::Kind::kElement:
      return kClass;
    case Completion::Kind::kAttribute:
      return kProperty;
    case Completion::Kind::kValue:
      return kValue;
    case Completion::Kind::kSnippet:
      break;
  }
  return kSnippet;
}

int KindNumber(Symbol::Kind kind) {
  switch (kind) {
    case Symbol::Kind::kGuest:
      return kModule;
    case Symbol::Kind::kGroup:
      return kNamespace;
    case Symbol::Kind::kDevice:
      break;
  }
  return kObject;
}

// Returns a text that sorts as the number does.
std::string SortText(size_t number) {
  char text[16];
  std::snprintf(text, sizeof text, "%06zu", number);
  return text;
}

// Returns the whole number of a position, from 0; throws RequestError for any other JSON.
size_t CountOf(const Json& position, const char* key) {
  const Json& count = position.at(key);
  if (!count.is_number_unsigned())
    throw RequestError{ErrorCode::kInvalidParams,
                       "a position's '" + std::string(key) + "' must be a whole number from 0"};
  return count.get<size_t>();
}

LinePosition ReadPosition(const Json& position) {
  return {CountOf(position, "line"), CountOf(position, "character")};
}

void AddFlat(const std::vector<Symbol>& symbols, const Positions& positions, const std::string& uri,
             const std::string& container, Json* list) {
  for (const Symbol& symbol : symbols) {
    list->push_back({{"name", symbol.name},
                     {"kind", KindNumber(symbol.kind)},
                     {"containerName", container},
                     {"location", {{"uri", uri}, {"range", positions.ToJson(symbol.span)}}}});
    AddFlat(symbol.children, positions, uri, symbol.name, list);
  }
}

Json Tree(const std::vector<Symbol>& symbols, const Positions& positions) {
  Json list = Json::array();
  for (const Symbol& symbol : symbols)
    list.push_back({{"name", symbol.name},
                    {"detail", symbol.detail},
                    {"kind", KindNumber(symbol.kind)},
                    {"range", positions.ToJson(symbol.span)},
                    {"selectionRange", positions.ToJson(symbol.name_span)},
                    {"children", Tree(symbol.children, positions)}});
  return list;
}

}  // namespace

ClientAbilities ReadAbilities(const Json& params) {
  const Json none = Json::object();
  const Json& can = params.contains("capabilities") ? params["capabilities"] : none;
  ClientAbilities client;
  const Json encodings = can.value(Json::json_pointer("/general/positionEncodings"), Json::array());
  if (std::find(encodings.begin(), encodings.end(), "utf-8") != encodings.end())
    client.unit = CharacterUnit::kUtf8;
  client.takes_snippets =
      IsTrue(can, {"textDocument", "completion", "completionItem", "snippetSupport"});
  client.takes_symbol_tree =
      IsTrue(can, {"textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"});
  client.takes_versioned_edits = IsTrue(can, {"workspace", "workspaceEdit", "documentChanges"});
  client.answers_configuration = IsTrue(can, {"workspace", "configuration"});
  client.watches_files = IsTrue(can, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  client.reports_configuration =
      IsTrue(can, {"workspace", "didChangeConfiguration", "dynamicRegistration"});
  client.refreshes_lenses = IsTrue(can, {"workspace", "codeLens", "refreshSupport"});
  client.opens_documents = IsTrue(can, {"window", "showDocument", "support"});
  return client;
}

Json ServerAbilities(const ClientAbilities& client) {
  return {{"capabilities",
           {{"positionEncoding", client.unit == CharacterUnit::kUtf8 ? "utf-8" : "utf-16"},
            {"textDocumentSync",
             {{"openClose", true}, {"change", kSyncIncremental}, {"save", Json::object()}}},
            {"completionProvider", {{"triggerCharacters", {"<", "\"", "'", " "}}}},
            {"hoverProvider", true},
            {"codeActionProvider", {{"codeActionKinds", {"quickfix", "source.fixAll"}}}},
            {"documentSymbolProvider", true},
            {"definitionProvider", true},
            {"codeLensProvider", Json::object()},
            {"executeCommandProvider", {{"commands", {kChooseHost, kOpenDocumentation}}}},
            {"workspace",
             {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}}}},
          {"serverInfo", {{"name", "domcheck"}, {"version", kVersion}}}};
}

LineRange ReadRange(const Json& range) {
  return {ReadPosition(range.at("start")), ReadPosition(range.at("end"))};
}

Span Positions::SpanAt(const LineRange& range) const {
  const size_t begin = source.OffsetAt(range.begin, unit);
  return {begin, std::max(begin, source.OffsetAt(range.end, unit))};
}

size_t Positions::OffsetOf(const Json& position) const {
  return source.OffsetAt(ReadPosition(position), unit);
}

Span Positions::SpanOf(const Json& range) const { return SpanAt(ReadRange(range)); }

Json Positions::ToJson(size_t offset) const {
  const LinePosition position = source.LinePositionAt(offset, unit);
  return {{"line", position.line}, {"character", position.character}};
}

Json Positions::ToJson(Span span) const {
  return {{"start", ToJson(span.begin)}, {"end", ToJson(span.end)}};
}

Json ToJson(const Diagnostic& diagnostic, const Positions& positions) {
  Json json = {{"range", positions.ToJson(diagnostic.span)},
               {"severity", SeverityNumber(diagnostic.severity)},
               {"source", "domcheck"},
               {"code", diagnostic.rule->id},
               {"message", diagnostic.message}};
  if (!diagnostic.rule->link.empty()) json["codeDescription"] = {{"href", diagnostic.rule->link}};
  if (diagnostic.rule->tells_deprecated) json["tags"] = {kDeprecatedDiagnostic};
  if (diagnostic.capabilities != nullptr) {
    const Json location =
        LocationOf(diagnostic.capabilities->source(), diagnostic.capabilities_line, positions.unit);
    if (!location.is_null())
      json["relatedInformation"] = {
          {{"location", location}, {"message", "what the host offers is stated here"}}};
  }
  return json;
}

Json ToJson(const std::vector<Completion>& completions, const Positions& positions) {
  Json list = Json::array();
  for (const Completion& completion : completions) {
    Json item = {
        {"label", completion.label},
        {"kind", KindNumber(completion.kind)},
        {"sortText", SortText(list.size())},
        {"textEdit",
         {{"range", positions.ToJson(completion.edit.span)}, {"newText", completion.edit.text}}},
        {"insertTextFormat", completion.is_snippet ? kSnippetText : kPlainText}};
    if (completion.is_snippet) item["insertTextMode"] = kAdjustIndentation;
    if (!completion.detail.empty()) item["detail"] = completion.detail;
    if (!completion.documentation.empty())
      item["documentation"] = {{"kind", "markdown"}, {"value", completion.documentation}};
    if (completion.is_deprecated) item["tags"] = {kDeprecatedCompletion};
    list.push_back(std::move(item));
  }
  return {{"isIncomplete", false}, {"items", std::move(list)}};
}

Json ToJson(const Hover& hover, const Positions& positions) {
  return {{"contents", {{"kind", "markdown"}, {"value", hover.markdown}}},
          {"range", positions.ToJson(hover.span)}};
}

Json ToJson(const std::vector<Symbol>& symbols, const Positions& positions, const std::string& uri,
            bool as_tree) {
  if (as_tree) return Tree(symbols, positions);
  Json list = Json::array();
  AddFlat(symbols, positions, uri, "", &list);
  return list;
}

Json ToJson(const Lens& lens, const Positions& positions, const std::string& uri) {
  return {{"range", positions.ToJson(lens.span)},
          {"command", {{"title", lens.title}, {"command", kChooseHost}, {"arguments", {uri}}}}};
}

Json WorkspaceEditJson(const std::vector<Replacement>& edits, const Positions& positions,
                       const std::string& uri, int version, const ClientAbilities& client) {
  Json list = Json::array();
  for (const Replacement& edit : edits)
    list.push_back({{"range", positions.ToJson(edit.span)}, {"newText", edit.text}});
  if (!client.takes_versioned_edits) return {{"changes", {{uri, std::move(list)}}}};
  return {{"documentChanges",
           {{{"textDocument", {{"uri", uri}, {"version", version}}}, {"edits", std::move(list)}}}}};
}

Json LocationOf(const SourceFile& capabilities, size_t line, CharacterUnit unit) {
  const bool is_file = !capabilities.name().empty() && capabilities.name()[0] != '@' &&
                       !IsLibvirtUri(capabilities.name());
  if (line == 0 || !is_file) return nullptr;
  const std::string_view text = capabilities.Line(line);
  const size_t begin = text.empty() ? capabilities.OffsetAt({line - 1, 0}, unit)
                                    : static_cast<size_t>(text.data() - capabilities.text().data());
  return {{"uri", PathAsUri(AbsolutePath(capabilities.name()))},
          {"range", Positions{capabilities, unit}.ToJson(Span{begin, begin + text.size()})}};
}

}  // namespace domcheck
