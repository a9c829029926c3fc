// The forms of LSP 3.17: what the server has to say, as JSON.
//
// Places are bytes on the one side and lines and characters on the other; the unit of characters is
// agreed with the client at the start (positionEncoding). This is the only file that converts.
#ifndef CHECKER_LSP_PROTOCOL_H_
#define CHECKER_LSP_PROTOCOL_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "checker/lsp/code_actions.h"
#include "checker/lsp/completion.h"
#include "checker/lsp/hover.h"
#include "checker/lsp/open_guest.h"
#include "checker/lsp/outline.h"

namespace domcheck {

using Json = nlohmann::json;

// Of JSON-RPC and LSP.
enum class ErrorCode {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kInternalError = -32603,
  kServerNotInitialized = -32002,
  kRequestCancelled = -32800,
};

// A request that cannot be answered; nothing was changed by it.
struct RequestError {
  ErrorCode code;
  std::string message;
};

// What the client told of itself in `initialize`.
struct ClientAbilities {
  CharacterUnit unit = CharacterUnit::kUtf16;
  bool takes_snippets = false;
  bool takes_symbol_tree = false;
  bool takes_versioned_edits = false;  // WorkspaceEdit.documentChanges
  bool answers_configuration = false;
  bool watches_files = false;        // registered while running
  bool tells_configuration = false;  // likewise
  bool refreshes_lenses = false;
  bool opens_documents = false;  // window/showDocument
};
ClientAbilities ReadAbilities(const Json& initialize_params);
// What this server can do, for the answer.
Json ServerAbilities(const ClientAbilities& client);

// A text with the unit in which its positions are told.
struct Positions {
  const SourceFile& source;
  CharacterUnit unit;

  // Throw Json::exception or RequestError where the JSON is no position or range.
  size_t OffsetOf(const Json& position) const;
  Span SpanOf(const Json& range) const;
  Json ToJson(size_t offset) const;
  Json ToJson(Span span) const;
};

Json ToJson(const Diagnostic& diagnostic, const Positions& positions);
Json ToJson(const std::vector<Completion>& completions, const Positions& positions);
Json ToJson(const Hover& hover, const Positions& positions);
// As a tree, or as a list for a client that takes no other.
Json ToJson(const std::vector<Symbol>& symbols, const Positions& positions, const std::string& uri,
            bool as_tree);
Json ToJson(const Lens& lens, const Positions& positions, const std::string& uri);

// Of one document; with its version where the client takes that.
Json WorkspaceEditJson(const std::vector<TextEdit>& edits, const Positions& positions,
                       const std::string& uri, int version, const ClientAbilities& client);

// A line of a capabilities document as Location; null for one that is not in a file.
Json LocationOf(const SourceFile& document, size_t line, CharacterUnit unit);

// Commands that the server executes.
constexpr char kChooseHost[] = "domcheck.chooseHost";
constexpr char kOpenDocumentation[] = "domcheck.openDocumentation";

}  // namespace domcheck

#endif  // CHECKER_LSP_PROTOCOL_H_
