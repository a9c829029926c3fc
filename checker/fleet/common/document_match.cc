#include "checker/fleet/common/document_match.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "capsmodel/machine.h"

namespace domcheck {
namespace {

// Type, architecture, and machine or family.
using Key = std::tuple<std::string_view, std::string_view, std::string_view>;
using DocumentByKey = std::map<Key, const Capabilities*>;

Key KeyOf(const Capabilities& document) {
  return {document.domain_type(), document.arch(), document.machine()};
}

Key FamilyOf(const Capabilities& document) {
  return {document.domain_type(), document.arch(), MachineFamily(document.machine())};
}

DocumentByKey ByMachine(const Host& host) {
  DocumentByKey documents;
  for (const auto& document : host.capabilities())
    documents.emplace(KeyOf(*document), document.get());
  return documents;
}

// The document that the host has for the family's name, by its aliases if they are known.
DocumentByKey ByFamily(const Host& host) {
  DocumentByKey documents;
  for (const auto& document : host.capabilities()) {
    const auto [type, arch, family] = FamilyOf(*document);
    const HostMachine* const alias =
        document->machines() == nullptr ? nullptr : document->machines()->Find(arch, type, family);
    const auto [entry, is_first] = documents.emplace(Key{type, arch, family}, document.get());
    if (!is_first && alias != nullptr && alias->real_name() == document->machine())
      entry->second = document.get();
  }
  return documents;
}

// One document a host, where all have one of that key.
std::vector<const Capabilities*> Lookup(const std::vector<DocumentByKey>& hosts, const Key& key) {
  std::vector<const Capabilities*> documents;
  for (const DocumentByKey& host : hosts) {
    const auto found = host.find(key);
    if (found == host.end()) return {};
    documents.push_back(found->second);
  }
  return documents;
}

std::vector<DocumentMatch> MatchSingle(const std::vector<const Host*>& hosts) {
  DocumentMatch match;
  const Capabilities& first = *hosts.front()->capabilities().front();
  std::set<std::string_view> machines, families;
  for (const Host* host : hosts) {
    const Capabilities* document = host->capabilities().front().get();
    if (document->domain_type() != first.domain_type() || document->arch() != first.arch())
      return {};
    match.documents.push_back(document);
    machines.insert(document->machine());
    if (!document->machine().empty()) families.insert(MachineFamily(document->machine()));
  }
  if (families.size() > 1) return {};
  if (machines.size() == 1)
    match.machine = first.machine();
  else if (machines.count("") == 0)
    match.machine = *families.begin();
  return {match};
}

bool HaveOneEach(const std::vector<const Host*>& hosts) {
  return std::all_of(hosts.begin(), hosts.end(),
                     [](const Host* host) { return host->capabilities().size() == 1; });
}

// Documents of the same machine.
std::vector<DocumentMatch> MatchMachines(const std::vector<const Host*>& hosts) {
  std::vector<DocumentByKey> machines;
  for (const Host* host : hosts) machines.push_back(ByMachine(*host));
  std::vector<DocumentMatch> matches;
  std::set<Key> done;
  for (const auto& document : hosts.front()->capabilities()) {
    if (!done.insert(KeyOf(*document)).second) continue;
    auto documents = Lookup(machines, KeyOf(*document));
    if (!documents.empty())
      matches.push_back({std::move(documents), std::string(document->machine())});
  }
  return matches;
}

// What each host has for the families but those of `done`.
std::vector<DocumentMatch> MatchFamilies(const std::vector<const Host*>& hosts,
                                         std::set<Key> done) {
  std::vector<DocumentByKey> families;
  for (const Host* host : hosts) families.push_back(ByFamily(*host));
  std::vector<DocumentMatch> matches;
  for (const auto& document : hosts.front()->capabilities()) {
    const Key family = FamilyOf(*document);
    if (!done.insert(family).second) continue;
    auto documents = Lookup(families, family);
    if (documents.empty()) continue;
    const std::string_view machine = documents.front()->machine();
    const bool is_same =
        std::all_of(documents.begin(), documents.end(),
                    [&](const Capabilities* other) { return other->machine() == machine; });
    const std::string name(is_same ? machine : std::get<2>(family));
    matches.push_back({std::move(documents), name});
  }
  return matches;
}

}  // namespace

std::vector<DocumentMatch> MatchDocuments(const std::vector<const Host*>& hosts) {
  if (HaveOneEach(hosts)) return MatchSingle(hosts);
  std::vector<DocumentMatch> matches = MatchMachines(hosts);
  std::set<Key> done;
  for (const DocumentMatch& match : matches) done.insert(FamilyOf(*match.documents.front()));
  std::vector<DocumentMatch> more = MatchFamilies(hosts, std::move(done));
  std::move(more.begin(), more.end(), std::back_inserter(matches));
  return matches;
}

std::vector<DocumentMatch> MatchDocuments(const std::vector<const Host*>& hosts,
                                          std::string_view machine) {
  std::vector<DocumentMatch> matches =
      HaveOneEach(hosts) ? MatchSingle(hosts) : MatchMachines(hosts);
  const auto keep = [&matches](auto is_meant) {
    matches.erase(std::remove_if(matches.begin(), matches.end(),
                                 [&](const DocumentMatch& match) { return !is_meant(match); }),
                  matches.end());
  };
  const auto is_of_family = [machine](const DocumentMatch& match) {
    return MachineFamily(match.documents.front()->machine()) == machine;
  };
  if (HaveOneEach(hosts)) {
    keep([&](const DocumentMatch& match) {
      return match.machine == machine || is_of_family(match);
    });
    return matches;
  }
  keep([machine](const DocumentMatch& match) { return match.machine == machine; });
  if (!matches.empty()) return matches;
  matches = MatchFamilies(hosts, {});
  keep(is_of_family);
  return matches;
}

std::string DescribeDocument(const Capabilities& document) {
  std::string text;
  for (const std::string_view part :
       {document.domain_type(), document.arch(), document.machine()}) {
    if (part.empty()) continue;
    if (!text.empty()) text += ' ';
    text += part;
  }
  return text;
}

}  // namespace domcheck
