// Converts between the JSON of LSP 3.17 and the server's own types.
//
// The server's places are byte offsets; the client's are lines and characters, in a unit that both
// agree on at the start (positionEncoding). Only this file converts between them.
#ifndef CHECKER_LSP_PROTOCOL_H_
#define CHECKER_LSP_PROTOCOL_H_

#include <string>
#include <vector>

#include "checker/lsp/code_actions.h"
#include "checker/lsp/completion.h"
#include "checker/lsp/hover.h"
#include "checker/lsp/json_rpc.h"
#include "checker/lsp/open_guest.h"
#include "checker/lsp/outline.h"

namespace domcheck {

// What the client can do, from its `initialize`.
struct ClientAbilities {
  CharacterUnit unit = CharacterUnit::kUtf16;
  bool takes_snippets = false;
  bool takes_symbol_tree = false;
  bool takes_versioned_edits = false;  // WorkspaceEdit.documentChanges
  bool answers_configuration = false;
  bool watches_files = false;          // registered while running
  bool reports_configuration = false;  // likewise
  bool refreshes_lenses = false;
  bool opens_documents = false;  // window/showDocument
};
ClientAbilities ReadAbilities(const JsonValue& initialize_params);
// Writes what this server can do, as the result of `initialize`.
void WriteServerAbilities(const ClientAbilities& client, JsonWriter* out);
// Writes which notifications the client is to send, as the parameters of
// `client/registerCapability`.
void WriteRegistrations(const ClientAbilities& client, JsonWriter* out);

// A range as the client counts it, before its text is known.
struct LineRange {
  LinePosition begin;
  LinePosition end;
};
// Throws JsonTypeError if the JSON is not a range.
LineRange ReadRange(const JsonValue& range);

// Converts byte offsets of one text from and to positions, whose characters are units of `unit`. A
// position past the end of its line or of the text means that end.
struct Positions {
  const SourceFile& source;
  CharacterUnit unit;

  Span SpanAt(const LineRange& range) const;
  LineRange RangeOf(Span span) const;
  // Throw JsonTypeError if the JSON is not a position or range.
  size_t OffsetOf(const JsonValue& position) const;
  Span SpanOf(const JsonValue& range) const;
  // Writes a Range.
  void Write(Span span, JsonWriter* out) const;
};

void WriteDiagnostic(const Diagnostic& diagnostic, const Positions& positions, JsonWriter* out);
void WriteCompletions(const std::vector<Completion>& completions, const Positions& positions,
                      JsonWriter* out);
void WriteHover(const Hover& hover, const Positions& positions, JsonWriter* out);
// Writes a tree, or a list for a client that accepts only that.
void WriteSymbols(const std::vector<Symbol>& symbols, const Positions& positions,
                  const std::string& uri, bool as_tree, JsonWriter* out);
void WriteLens(const Lens& lens, const Positions& positions, const std::string& uri,
               JsonWriter* out);

// Writes the edits of one open guest, with its version if the client accepts that.
void WriteWorkspaceEdit(const std::vector<Replacement>& edits, const Positions& positions,
                        const std::string& uri, int version, const ClientAbilities& client,
                        JsonWriter* out);

// Whether a capabilities document is in a file, and this counts one of its lines.
bool HasLocation(const SourceFile& capabilities, size_t line);
// Writes line `line`, counted from 1, of a document that HasLocation() as a Location.
void WriteLocation(const SourceFile& capabilities, size_t line, CharacterUnit unit,
                   JsonWriter* out);

// The commands that the server executes.
constexpr char kChooseHost[] = "domcheck.chooseHost";
constexpr char kOpenDocumentation[] = "domcheck.openDocumentation";

}  // namespace domcheck

#endif  // CHECKER_LSP_PROTOCOL_H_
