#include "checker/lsp/protocol.h"

#include <algorithm>
#include <cstdio>
#include <initializer_list>
#include <optional>

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

// Returns the value at the path of keys, or nullopt.
std::optional<JsonValue> FindPath(const JsonValue& json, std::initializer_list<const char*> path) {
  std::optional<JsonValue> at = json;
  for (const char* key : path) {
    if (!at) break;
    at = at->Find(key);
  }
  return at;
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

LinePosition ReadPosition(const JsonValue& position) {
  return {position.at("line").Unsigned(), position.at("character").Unsigned()};
}

void WritePosition(const LinePosition& position, JsonWriter* out) {
  out->BeginObject();
  out->Member("line", position.line).Member("character", position.character);
  out->EndObject();
}

void WriteMarkdown(const std::string& text, JsonWriter* out) {
  out->BeginObject().Member("kind", "markdown").Member("value", text).EndObject();
}

void WriteEdit(const Replacement& edit, const Positions& positions, JsonWriter* out) {
  out->BeginObject().Key("range");
  positions.Write(edit.span, out);
  out->Member("newText", edit.text).EndObject();
}

void WriteCompletion(const Completion& completion, size_t rank, const Positions& positions,
                     JsonWriter* out) {
  out->BeginObject();
  out->Member("label", completion.label).Member("kind", KindNumber(completion.kind));
  if (!completion.detail.empty()) out->Member("detail", completion.detail);
  if (!completion.documentation.empty()) {
    out->Key("documentation");
    WriteMarkdown(completion.documentation, out);
  }
  if (completion.is_deprecated) out->Member("tags", std::vector<int>{kDeprecatedCompletion});
  out->Member("sortText", SortText(rank));
  out->Member("insertTextFormat", completion.is_snippet ? kSnippetText : kPlainText);
  if (completion.is_snippet) out->Member("insertTextMode", kAdjustIndentation);
  out->Key("textEdit");
  WriteEdit(completion.edit, positions, out);
  out->EndObject();
}

// Writes the symbols and those below them, all in one list.
void WriteFlat(const std::vector<Symbol>& symbols, const Positions& positions,
               const std::string& uri, const std::string& container, JsonWriter* out) {
  for (const Symbol& symbol : symbols) {
    out->BeginObject();
    out->Member("name", symbol.name).Member("kind", KindNumber(symbol.kind));
    out->Key("location").BeginObject().Member("uri", uri).Key("range");
    positions.Write(symbol.span, out);
    out->EndObject();
    out->Member("containerName", container).EndObject();
    WriteFlat(symbol.children, positions, uri, symbol.name, out);
  }
}

void WriteTree(const std::vector<Symbol>& symbols, const Positions& positions, JsonWriter* out) {
  out->BeginArray();
  for (const Symbol& symbol : symbols) {
    out->BeginObject();
    out->Member("name", symbol.name).Member("detail", symbol.detail);
    out->Member("kind", KindNumber(symbol.kind)).Key("range");
    positions.Write(symbol.span, out);
    out->Key("selectionRange");
    positions.Write(symbol.name_span, out);
    out->Key("children");
    WriteTree(symbol.children, positions, out);
    out->EndObject();
  }
  out->EndArray();
}

}  // namespace

ClientAbilities ReadAbilities(const JsonValue& params) {
  const auto can = params.Find("capabilities");
  const auto is_able = [&](std::initializer_list<const char*> path) {
    const auto value = can ? FindPath(*can, path) : std::nullopt;
    return value && value->is_true();
  };
  ClientAbilities client;
  const auto encodings = FindPath(params, {"capabilities", "general", "positionEncodings"});
  if (encodings && encodings->is_array())
    for (const std::string& encoding : encodings->Strings())
      if (encoding == "utf-8") client.unit = CharacterUnit::kUtf8;
  client.takes_snippets =
      is_able({"textDocument", "completion", "completionItem", "snippetSupport"});
  client.takes_symbol_tree =
      is_able({"textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"});
  client.takes_versioned_edits = is_able({"workspace", "workspaceEdit", "documentChanges"});
  client.answers_configuration = is_able({"workspace", "configuration"});
  client.watches_files = is_able({"workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  client.reports_configuration =
      is_able({"workspace", "didChangeConfiguration", "dynamicRegistration"});
  client.refreshes_lenses = is_able({"workspace", "codeLens", "refreshSupport"});
  client.opens_documents = is_able({"window", "showDocument", "support"});
  return client;
}

void WriteServerAbilities(const ClientAbilities& client, JsonWriter* out) {
  using Names = std::vector<std::string_view>;
  out->BeginObject().Key("capabilities").BeginObject();
  out->Member("positionEncoding", client.unit == CharacterUnit::kUtf8 ? "utf-8" : "utf-16");
  out->Key("textDocumentSync").BeginObject();
  out->Member("openClose", true).Member("change", kSyncIncremental);
  out->Key("save").BeginObject().EndObject().EndObject();
  out->Key("completionProvider").BeginObject();
  out->Member("triggerCharacters", Names{"<", "\"", "'", " "}).EndObject();
  out->Member("hoverProvider", true);
  out->Key("codeActionProvider").BeginObject();
  out->Member("codeActionKinds", Names{"quickfix", "source.fixAll"}).EndObject();
  out->Member("documentSymbolProvider", true).Member("definitionProvider", true);
  out->Key("codeLensProvider").BeginObject().EndObject();
  out->Key("executeCommandProvider").BeginObject();
  out->Member("commands", Names{kChooseHost, kOpenDocumentation}).EndObject();
  out->Key("workspace").BeginObject().Key("workspaceFolders").BeginObject();
  out->Member("supported", true).Member("changeNotifications", true);
  out->EndObject().EndObject().EndObject();
  out->Key("serverInfo").BeginObject();
  out->Member("name", "domcheck").Member("version", kVersion);
  out->EndObject().EndObject();
}

void WriteRegistrations(const ClientAbilities& client, JsonWriter* out) {
  out->BeginObject().Key("registrations").BeginArray();
  if (client.watches_files) {
    out->BeginObject().Member("id", "files").Member("method", "workspace/didChangeWatchedFiles");
    out->Key("registerOptions").BeginObject().Key("watchers").BeginArray();
    for (const char* pattern : {"**/*.xml", "**/.domcheck.cfg"})
      out->BeginObject().Member("globPattern", pattern).EndObject();
    out->EndArray().EndObject().EndObject();
  }
  if (client.reports_configuration) {
    out->BeginObject().Member("id", "configuration");
    out->Member("method", "workspace/didChangeConfiguration");
    out->Key("registerOptions").BeginObject().Member("section", "domcheck").EndObject();
    out->EndObject();
  }
  out->EndArray().EndObject();
}

LineRange ReadRange(const JsonValue& range) {
  return {ReadPosition(range.at("start")), ReadPosition(range.at("end"))};
}

Span Positions::SpanAt(const LineRange& range) const {
  const size_t begin = source.OffsetAt(range.begin, unit);
  return {begin, std::max(begin, source.OffsetAt(range.end, unit))};
}

LineRange Positions::RangeOf(Span span) const {
  return {source.LinePositionAt(span.begin, unit), source.LinePositionAt(span.end, unit)};
}

size_t Positions::OffsetOf(const JsonValue& position) const {
  return source.OffsetAt(ReadPosition(position), unit);
}

Span Positions::SpanOf(const JsonValue& range) const { return SpanAt(ReadRange(range)); }

void Positions::Write(Span span, JsonWriter* out) const {
  const LineRange range = RangeOf(span);
  out->BeginObject().Key("start");
  WritePosition(range.begin, out);
  out->Key("end");
  WritePosition(range.end, out);
  out->EndObject();
}

void WriteDiagnostic(const Diagnostic& diagnostic, const Positions& positions, JsonWriter* out) {
  const Rule& rule = *diagnostic.rule;
  out->BeginObject().Key("range");
  positions.Write(diagnostic.span, out);
  out->Member("severity", SeverityNumber(diagnostic.severity)).Member("code", rule.id);
  if (!rule.link.empty())
    out->Key("codeDescription").BeginObject().Member("href", rule.link).EndObject();
  out->Member("source", "domcheck").Member("message", diagnostic.message);
  if (rule.tells_deprecated) out->Member("tags", std::vector<int>{kDeprecatedDiagnostic});
  if (diagnostic.capabilities != nullptr &&
      HasLocation(diagnostic.capabilities->source(), diagnostic.capabilities_line)) {
    out->Key("relatedInformation").BeginArray().BeginObject().Key("location");
    WriteLocation(diagnostic.capabilities->source(), diagnostic.capabilities_line, positions.unit,
                  out);
    out->Member("message", "what the host offers is stated here").EndObject().EndArray();
  }
  out->EndObject();
}

void WriteCompletions(const std::vector<Completion>& completions, const Positions& positions,
                      JsonWriter* out) {
  out->BeginObject().Member("isIncomplete", false).Key("items").BeginArray();
  for (size_t i = 0; i < completions.size(); ++i)
    WriteCompletion(completions[i], i, positions, out);
  out->EndArray().EndObject();
}

void WriteHover(const Hover& hover, const Positions& positions, JsonWriter* out) {
  out->BeginObject().Key("contents");
  WriteMarkdown(hover.markdown, out);
  out->Key("range");
  positions.Write(hover.span, out);
  out->EndObject();
}

void WriteSymbols(const std::vector<Symbol>& symbols, const Positions& positions,
                  const std::string& uri, bool as_tree, JsonWriter* out) {
  if (as_tree) return WriteTree(symbols, positions, out);
  out->BeginArray();
  WriteFlat(symbols, positions, uri, "", out);
  out->EndArray();
}

void WriteLens(const Lens& lens, const Positions& positions, const std::string& uri,
               JsonWriter* out) {
  out->BeginObject().Key("range");
  positions.Write(lens.span, out);
  out->Key("command").BeginObject();
  out->Member("title", lens.title).Member("command", kChooseHost);
  out->Member("arguments", std::vector<std::string>{uri}).EndObject().EndObject();
}

void WriteWorkspaceEdit(const std::vector<Replacement>& edits, const Positions& positions,
                        const std::string& uri, int version, const ClientAbilities& client,
                        JsonWriter* out) {
  const auto write_edits = [&] {
    out->BeginArray();
    for (const Replacement& edit : edits) WriteEdit(edit, positions, out);
    out->EndArray();
  };
  out->BeginObject();
  if (client.takes_versioned_edits) {
    out->Key("documentChanges").BeginArray().BeginObject();
    out->Key("textDocument").BeginObject();
    out->Member("uri", uri).Member("version", version).EndObject();
    out->Key("edits");
    write_edits();
    out->EndObject().EndArray();
  } else {
    out->Key("changes").BeginObject().TextKey(uri);
    write_edits();
    out->EndObject();
  }
  out->EndObject();
}

bool HasLocation(const SourceFile& capabilities, size_t line) {
  const std::string& name = capabilities.name();
  return line > 0 && !name.empty() && name[0] != '@' && !IsLibvirtUri(name);
}

void WriteLocation(const SourceFile& capabilities, size_t line, CharacterUnit unit,
                   JsonWriter* out) {
  const std::string_view text = capabilities.Line(line);
  const size_t begin = text.empty() ? capabilities.OffsetAt({line - 1, 0}, unit)
                                    : static_cast<size_t>(text.data() - capabilities.text().data());
  out->BeginObject().Member("uri", PathAsUri(AbsolutePath(capabilities.name()))).Key("range");
  Positions{capabilities, unit}.Write({begin, begin + text.size()}, out);
  out->EndObject();
}

}  // namespace domcheck
