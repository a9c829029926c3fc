#include "checker/lsp/server.h"

#include <utility>

#include "checker/lsp/uri.h"

namespace domcheck {

OpenGuest& LanguageServer::Open(const std::string& uri, std::string text) {
  auto& guest = guests_[uri];
  // A guest without a file, not yet saved, is looked at as if it lay in the working folder.
  guest = std::make_unique<OpenGuest>(PathOfUri(uri).value_or(uri), std::move(text));
  SetUp(guest.get());
  return *guest;
}

void LanguageServer::Close(const std::string& uri) { guests_.erase(uri); }

OpenGuest* LanguageServer::Find(const std::string& uri) {
  const auto guest = guests_.find(uri);
  return guest == guests_.end() ? nullptr : guest->second.get();
}

std::vector<std::string> LanguageServer::OpenUris() const {
  std::vector<std::string> uris;
  for (const auto& [uri, guest] : guests_) uris.push_back(uri);
  return uris;
}

std::vector<InputProblem> LanguageServer::TakeProblems() { return std::exchange(problems_, {}); }

void LanguageServer::SetUp(OpenGuest* guest) {
  GuestSetup setup = workspace_.For(guest->path(), &problems_);
  guest->SetHosts(std::move(setup.hosts), setup.settings);
}

}  // namespace domcheck
