// What a guest's host, and the hosts that ship inside the program, say of the values at one
// capability: who offers what. Completion and hover are made of it.
#ifndef CHECKER_LSP_OFFERS_H_
#define CHECKER_LSP_OFFERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/capabilities.h"
#include "checker/lsp/guest_view.h"
#include "rules/rule.h"

namespace domcheck {

struct Offer {
  std::string_view value;  // into this host's document, an embedded one or the rule's row
  Support support = Support::kUnknown;
  std::string detail;  // a few words: "offered by debian-12", "not usable: lacks pcid"
  bool is_deprecated = false;
  const CpuModel* model = nullptr;  // of this host, where the values are CPU models
};

// The values that may stand where the rule looks, each once: first what this host offers, CPU
// models that are usable before the others; then what is not known; at last what only hosts that
// ship inside the program offer. Empty for a capability that no host lists.
std::vector<Offer> OffersOf(const GuestView& guest, const Rule& rule);

// Whether the capability is a list of values in this host's document or one that ships inside.
bool IsList(const GuestView& guest, std::string_view capability);

// "supported by debian-12"; "devices/tpm is not supported by debian-12" where a block around it
// says 'no'; "not known: debian-12 does not say".
std::string DescribeBlock(const GuestView& guest, std::string_view capability);

// What people call the host, as a terminal may show it: "debian-12" for @debian-12, "host.xml" for
// /srv/caps/host.xml; "this host" where none is chosen.
std::string HostLabel(const GuestView& guest);

// "a, b and 3 more", where more than `most` are named.
std::string ListSome(const std::vector<std::string_view>& names, size_t most);

}  // namespace domcheck

#endif  // CHECKER_LSP_OFFERS_H_
