#include "checker/lsp/server.h"

#include <utility>

#include "checker/lsp/uri.h"

namespace domcheck {

OpenGuest& LanguageServer::Open(const std::string& uri, std::string text) {
  auto& open_guest = open_guests_[uri];
  // A guest that was never saved counts as a file of the working folder.
  open_guest = std::make_unique<OpenGuest>(PathOfUri(uri).value_or(uri), std::move(text));
  SetUp(open_guest.get());
  return *open_guest;
}

void LanguageServer::Close(const std::string& uri) { open_guests_.erase(uri); }

OpenGuest* LanguageServer::Find(const std::string& uri) {
  const auto open_guest = open_guests_.find(uri);
  return open_guest == open_guests_.end() ? nullptr : open_guest->second.get();
}

std::vector<std::string> LanguageServer::OpenUris() const {
  std::vector<std::string> uris;
  for (const auto& [uri, open_guest] : open_guests_) uris.push_back(uri);
  return uris;
}

std::vector<InputProblem> LanguageServer::TakeProblems() { return std::exchange(problems_, {}); }

void LanguageServer::SetUp(OpenGuest* open_guest) {
  GuestSetup setup = workspace_.For(open_guest->path(), &problems_);
  open_guest->SetHosts(std::move(setup.hosts), setup.settings);
}

}  // namespace domcheck
