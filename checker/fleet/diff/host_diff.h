// What changed between two hosts, or between two captures of one: what an upgrade takes and brings,
// and which guests it would stop.
//
// What a document leaves out is unknown. So what one of the two does not state is told as that and
// never as lost or gained. A change that is the same in many documents is told once, with them.
//
// All of it is values; nothing points into the hosts.
#ifndef CHECKER_FLEET_DIFF_HOST_DIFF_H_
#define CHECKER_FLEET_DIFF_HOST_DIFF_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/host.h"
#include "checker/fleet/check/fleet_report.h"

namespace domcheck {

enum class Change {
  kLost,
  kGained,
  kChanged,           // from one value to another
  kNoLongerTold,      // stated by the old host only
  kToldNow,           // stated by the new host only
  kNotUsable,         // a CPU model that was
  kUsable,            // a CPU model that was not
  kUsableUntold,      // a CPU model: whether it is usable is stated by the old host only
  kUsableToldNow,     // by the new host only, which says yes
  kNotUsableToldNow,  // the same, which says no
  kDeprecated,
  kNotDeprecated,
};

// "lost", "gained", "changed" and so on, for programs.
std::string_view ChangeName(Change change);

// Documents that are compared.
struct DocumentPair {
  std::string old_document, new_document;  // "kvm x86_64 pc-q35-7.2"
};

struct MachineChange {
  Change change = Change::kLost;  // kToldNow, kNoLongerTold: there is, or was, a document for it
  std::string domain_type, arch, machine;
  std::string before, after;  // kChanged: the machines that the alias stands for
};

struct CapabilityChange {
  Change change = Change::kLost;
  std::string capability;  // path
  // What is lost or gained, or was or is now told; empty for a block, whose path says it.
  std::vector<std::string> values;
  std::string before, after;       // kChanged
  std::vector<std::string> lacks;  // kNotUsable, kNotUsableToldNow: features, where they are known
  std::vector<size_t> documents;   // in HostDiff::pairs, ascending
};

struct HostDiff {
  std::string old_name, new_name;
  std::vector<DocumentPair> pairs;
  std::vector<MachineChange> machines;
  std::vector<CapabilityChange> changes;  // by capability, in the order of the documents
};

// Documents are paired as checker/fleet/common/capabilities_match.h says; two hosts of one document
// each are compared whatever these are for.
HostDiff DiffHosts(const Host& old_host, const Host& new_host);

// What the change means for a guest, of which FleetChecker said how it fares on the old host (host
// class 0) and on the new one (host class 1).
enum class GuestMove {
  kStops,   // it ran, or may have, and the new host cannot run it
  kStarts,  // the other way round
  kRunsOnBoth,
  kRunsOnNeither,
  kBecomesUnknown,  // it ran, and of the new host that is not known
  kUnknown,         // whether it runs was not known of the old host, and neither host cannot run it
  kInvalid,
};

GuestMove MoveOf(const FleetGuest& guest);

struct GuestMoves {
  // Those that stop or start, that ran for sure and no longer do, and the invalid ones.
  std::vector<FleetGuest> told;
  // `unknown` counts those of kBecomesUnknown, too.
  size_t guests = 0, stop = 0, start = 0, on_both = 0, on_neither = 0, unknown = 0, invalid = 0;
  size_t skipped = 0;  // XML files in folders that are no guests

  void Add(FleetGuest guest);
};

// Reports; `guests` is null where none were given.
std::string HostDiffAsText(const HostDiff& diff, const GuestMoves* guests, bool color);
std::string HostDiffAsJson(const HostDiff& diff, const GuestMoves* guests, int exit_status);

}  // namespace domcheck

#endif  // CHECKER_FLEET_DIFF_HOST_DIFF_H_
