// Which hosts offer which values of a capability: the guest's host, and the hosts that ship inside
// the program. Completion and hover are built on it.
#ifndef CHECKER_LSP_OFFERS_H_
#define CHECKER_LSP_OFFERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/capabilities.h"
#include "checker/lsp/guest_view.h"
#include "rules/rule.h"

namespace domcheck {

// Views point into the host's capabilities, an embedded host's, or the rule's row.
struct Offer {
  std::string_view value;
  Support support = Support::kUnknown;
  std::string detail;  // a few words: "offered by debian-12", "not usable: lacks pcid"
  bool is_deprecated = false;
  const CpuModel* model = nullptr;  // of this host, if the values are CPU models
};

// Returns the values that may stand where the rule looks, each once: first what this host offers
// (usable CPU models before the others), then unknown ones, then what only the hosts that ship
// inside the program offer. Empty for a capability that no host lists.
std::vector<Offer> OffersOf(const GuestView& guest, const Rule& rule);

// Whether this host or one that ships inside the program states the capability as a list of values.
bool IsList(const GuestView& guest, std::string_view capability);

// "supported by debian-12"; "devices/tpm is not supported by debian-12" if the document states that
// an enclosing block is not supported; "not known: debian-12 does not say".
std::string DescribeBlock(const GuestView& guest, std::string_view capability);

// A short name of the host, safe for a terminal: "debian-12" for @debian-12, "host.xml" for
// /srv/caps/host.xml; "this host" if none is chosen.
std::string HostLabel(const GuestView& guest);

// "a, b and 3 more" if there are more than `most` names; else all of them.
std::string ListSome(const std::vector<std::string_view>& names, size_t most);

}  // namespace domcheck

#endif  // CHECKER_LSP_OFFERS_H_
