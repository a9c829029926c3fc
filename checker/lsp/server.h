// The language server without its protocol: the open guests and their workspace.
//
// URIs identify open guests. A server belongs to one thread and does no output; session.h
// implements the protocol in front of it.
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
  // Opens a guest; replaces one that is open under the URI. The server owns the guest until Close.
  OpenGuest& Open(const std::string& uri, std::string text);
  void Close(const std::string& uri);
  // Returns null if no guest is open under the URI.
  OpenGuest* Find(const std::string& uri);
  std::vector<std::string> OpenUris() const;

  // Changes the workspace, then gives every open guest its new hosts and settings, so that each is
  // checked again.
  template <typename Change>
  void ChangeWorkspace(Change change) {
    change(&workspace_);
    for (auto& [uri, open_guest] : open_guests_) SetUp(open_guest.get());
  }
  Workspace& workspace() { return workspace_; }

  // Returns and clears the problems with configurations and hosts found since the last call.
  std::vector<InputProblem> TakeProblems();

 private:
  void SetUp(OpenGuest* open_guest);

  Workspace workspace_;
  std::map<std::string, std::unique_ptr<OpenGuest>> open_guests_;
  std::vector<InputProblem> problems_;
};

}  // namespace domcheck

#endif  // CHECKER_LSP_SERVER_H_
