#include "checker/libvirt/live_domains.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include "checker/libvirt/connection.h"
#include "checker/libvirt/live_guest.h"
#include "rules/suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

using DomainsResult = std::variant<FetchedDomains, FetchError>;

// A domain that the host listed: libvirt's handle and its names.
struct Listed {
  std::shared_ptr<virDomain> handle;
  std::string name;
  std::string uuid;
};

// Returns all domains of the host in the order of their names, or nullopt if libvirt fails.
std::optional<std::vector<Listed>> ListDomains(const Connection& connection) {
  const LibvirtLibrary& library = connection.library();
  virDomainPtr* domains = nullptr;
  const int count = library.virConnectListAllDomains(connection.get(), &domains, 0);
  if (count < 0) return std::nullopt;
  std::vector<Listed> listed;
  for (int i = 0; i < count; ++i) {
    char uuid[VIR_UUID_STRING_BUFLEN] = "";
    library.virDomainGetUUIDString(domains[i], uuid);
    listed.push_back(
        {{domains[i], library.virDomainFree}, library.virDomainGetName(domains[i]), uuid});
  }
  std::free(domains);
  std::sort(listed.begin(), listed.end(),
            [](const Listed& a, const Listed& b) { return a.name < b.name; });
  return listed;
}

// Returns a UUID's digits in lower case, since libvirt accepts capitals and any hyphens and spaces.
std::string PlainUuid(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if (c != '-' && c != ' ') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return plain;
}

const Listed* Find(const std::vector<Listed>& listed, const std::string& wanted) {
  for (const Listed& domain : listed)
    if (domain.name == wanted) return &domain;
  for (const Listed& domain : listed)
    if (PlainUuid(domain.uuid) == PlainUuid(wanted)) return &domain;
  return nullptr;
}

std::string DescribeMissing(const std::vector<Listed>& listed, const std::string& wanted,
                            const std::string& uri) {
  std::vector<std::string_view> names;
  for (const Listed& domain : listed) names.push_back(domain.name);
  return "has no guest '" + wanted + "'" + DidYouMean(NearestSpelling(wanted, names)) +
         " ('virsh -c " + uri + " list --all' lists them)";
}

// Returns the domain's definitions, or nullopt if a call fails, which libvirt's last error
// describes.
std::optional<LiveGuest> Describe(const Connection& connection, const Listed& domain,
                                  const std::string& uri) {
  const LibvirtLibrary& library = connection.library();
  const auto take_text = [&](unsigned int flags, std::optional<std::string>* text) {
    *text = Take(library.virDomainGetXMLDesc(domain.handle.get(), flags));
    return !(*text)->empty();
  };
  LiveGuest guest{uri, domain.name, std::nullopt, std::nullopt};
  const int is_persistent = library.virDomainIsPersistent(domain.handle.get());
  if (is_persistent < 0) return std::nullopt;
  if (is_persistent == 1 && !take_text(VIR_DOMAIN_XML_INACTIVE, &guest.stored)) return std::nullopt;
  const int is_active = library.virDomainIsActive(domain.handle.get());
  if (is_active < 0) return std::nullopt;
  if ((is_active == 1 || !guest.stored) && !take_text(0, &guest.running)) return std::nullopt;
  return guest;
}

DomainsResult Fetch(const std::string& uri, const std::vector<std::string>& wanted) {
  const Connection connection(uri);
  if (connection.failure()) return *connection.failure();
  const auto listed = ListDomains(connection);
  if (!listed) return FetchError{"does not tell its guests: " + connection.error()};
  FetchedDomains fetched;
  std::vector<const Listed*> chosen;
  for (const std::string& name : wanted) {
    if (const Listed* domain = Find(*listed, name))
      chosen.push_back(domain);
    else
      fetched.problems.push_back(DescribeMissing(*listed, name, uri));
  }
  if (wanted.empty())
    for (const Listed& domain : *listed) chosen.push_back(&domain);
  for (const Listed* domain : chosen) {
    if (auto guest = Describe(connection, *domain, uri)) {
      fetched.guests.push_back(std::move(*guest));
      continue;
    }
    // When all guests are wanted, skip one that has ended since it was listed.
    if (wanted.empty() && connection.library().virGetLastErrorCode() == VIR_ERR_NO_DOMAIN) continue;
    const std::string error = connection.error();
    if (connection.is_lost()) return FetchError{"went away while it was asked: " + error};
    fetched.problems.push_back("does not tell its guest '" + domain->name + "': " + error);
  }
  return fetched;
}

}  // namespace

std::variant<FetchedDomains, FetchError> FetchDomains(const std::string& uri,
                                                      const std::vector<std::string>& wanted,
                                                      std::chrono::seconds limit) {
  return AskWithin(limit, [uri, wanted] { return Fetch(uri, wanted); });
}

}  // namespace domcheck
