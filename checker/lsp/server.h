// The language server without its protocol: the open guests, the workspace they are in, and the
// features over both.
//
// Guests are known by their URIs, places by bytes of their text. It belongs to one thread, prints
// nothing and writes nothing; session.h speaks the protocol in front of it.
#ifndef CHECKER_LSP_SERVER_H_
#define CHECKER_LSP_SERVER_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "checker/lsp/open_guest.h"
#include "checker/lsp/workspace.h"

namespace domcheck {

class LanguageServer {
 public:
  // A guest that is already open is replaced.
  OpenGuest& Open(const std::string& uri, std::string text);
  void Close(const std::string& uri);
  // Null where it is not open.
  OpenGuest* Find(const std::string& uri);
  std::vector<std::string> OpenUris() const;

  // Changes the workspace, then gives every open guest what it now has: all of them are to be
  // checked again.
  template <typename Change>
  void ChangeWorkspace(Change change) {
    change(&workspace_);
    for (auto& [uri, guest] : guests_) SetUp(guest.get());
  }
  Workspace& workspace() { return workspace_; }

  // What was found wrong with configurations and hosts since this was last asked.
  std::vector<InputProblem> TakeProblems();

 private:
  void SetUp(OpenGuest* guest);

  Workspace workspace_;
  std::map<std::string, std::unique_ptr<OpenGuest>> guests_;
  std::vector<InputProblem> problems_;
};

}  // namespace domcheck

#endif  // CHECKER_LSP_SERVER_H_
