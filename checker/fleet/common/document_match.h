// Which documents of several hosts speak of the same guests: of the same type, architecture and
// machine.
//
// Two hosts seldom have the same versions of a machine. Where they share none of a family, such as
// q35, each host's own choice for the family's name is compared, as a guest that asks for just
// 'q35' would get it.
#ifndef CHECKER_FLEET_COMMON_DOCUMENT_MATCH_H_
#define CHECKER_FLEET_COMMON_DOCUMENT_MATCH_H_

#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/host.h"

namespace domcheck {

struct DocumentMatch {
  std::vector<const Capabilities*> documents;  // one a host, in the order of the hosts
  // Theirs, or the family's name where they differ; empty where one does not say its machine.
  std::string machine;
};

// Documents that have their like on every host, in the order of the first host. Of hosts that have
// one document each, a machine that is not told stands for any. There is at least one host; the
// matches point into the hosts.
std::vector<DocumentMatch> MatchDocuments(const std::vector<const Host*>& hosts);

// The same for one machine only. The name of a family that no machine has, such as q35, stands for
// what each host itself takes for it.
std::vector<DocumentMatch> MatchDocuments(const std::vector<const Host*>& hosts,
                                          std::string_view machine);

// "kvm x86_64 pc-q35-7.2".
std::string DescribeDocument(const Capabilities& document);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_DOCUMENT_MATCH_H_
