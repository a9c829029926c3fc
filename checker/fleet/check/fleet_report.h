// The report of a fleet: its hosts, and for each guest how many of them it runs on and what keeps
// it from the others.
//
// Hosts that offer the same are of one class, and the report is about classes: it never lists a
// guest once for each host. These structures own all that any format of the report shows. They
// point into neither guests nor documents, so that the reports of several machines can be joined
// (fleet_json.h).
#ifndef CHECKER_FLEET_CHECK_FLEET_REPORT_H_
#define CHECKER_FLEET_CHECK_FLEET_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "capsmodel/source_file.h"
#include "checker/engine/statement.h"
#include "rules/rule.h"

namespace domcheck {

using HostClassNumber = uint32_t;  // from 0, in the order of the first host of each host class

struct HostClasses {
  std::vector<std::string> hosts;             // names, sorted
  std::vector<std::vector<size_t>> hosts_of;  // by host class: indices in `hosts`, ascending
  std::vector<std::string> problems;          // hosts left out, as sentences for people

  size_t size() const { return hosts_of.size(); }
  // Returns the number of hosts in these classes.
  size_t Count(const std::vector<HostClassNumber>& classes) const;
  // Returns the names of these hosts in the order of `hosts`, at most the first `most`.
  std::vector<std::string_view> Names(const std::vector<HostClassNumber>& classes,
                                      size_t most = ~size_t{0}) const;
};

// A half-open place in a guest's text, counted as people do: lines and columns from 1, columns in
// code points.
struct ReportedPlace {
  size_t line = 0, column = 0, end_line = 0, end_column = 0;
  std::string source;  // the line, without its end
};

// Something that a guest asks for and hosts lack; or, without a host class, why a guest cannot be
// read.
struct FleetFinding {
  std::shared_ptr<const Statement> statement;  // never null; thousands of guests may share one
  Severity severity = Severity::kError;
  std::string path;  // of the place, as XPath; may be empty
  std::optional<ReportedPlace> place;
  size_t more_places = 0;                // in the guest, asking for the same
  std::vector<HostClassNumber> classes;  // ascending

  // Where `place` begins.
  std::optional<Position> position() const;
};

// Whether the finding warns about the emulator that the guest names. Most hosts' documents are for
// another emulator, so the text for people lists it once for all guests.
bool IsOfEmulator(const FleetFinding& finding);

struct FleetGuest {
  size_t number = 0;  // from 0, in the order in which the guests were named
  std::string name;
  bool is_invalid = false;  // it could not be read; `findings` has the reason
  // Ascending; on hosts of all other classes the guest runs. Empty where the guest is invalid.
  std::vector<HostClassNumber> cannot;
  std::vector<HostClassNumber> unknown;
  // Hosts that are only for guests of another architecture, and count for nothing.
  std::vector<HostClassNumber> other_arch;
  std::vector<FleetFinding> findings;  // in the order of the guest's text

  // Returns the number of hosts that count.
  size_t CountAll(const HostClasses& classes) const;
  // Returns the number of hosts that the guest runs on.
  size_t CountRuns(const HostClasses& classes) const;
  // Returns the classes that are in none of the lists; empty if the guest is invalid.
  std::vector<HostClassNumber> Runs(const HostClasses& classes) const;
};

// Identifies errors that are about the same: the rule, the capability, the value or "".
using Reason = std::tuple<std::string, std::string, std::string>;

// The totals of all guests.
struct FleetSummary {
  size_t guests = 0;
  size_t on_all = 0, on_some = 0, on_none = 0;  // guests, by how many hosts they run on
  size_t invalid = 0;
  size_t too_few = 0;                                // guests that run on fewer hosts than required
  std::vector<std::string> too_few_names;            // the first kMostTooFew + 1 of them
  size_t skipped = 0;                                // XML files in folders that are not guests
  std::map<Reason, size_t, std::less<>> stopped_by;  // the number of guests with each reason
  // Emulators that guests name and no document is for, with the number of guests.
  std::map<std::string, size_t, std::less<>> emulators;
  int exit_status = 0;

  static constexpr size_t kMostTooFew = 10;  // that are listed by name

  // `required` is the number of hosts that the guest must run on.
  void Add(const FleetGuest& guest, const HostClasses& classes, size_t required);
  // Adds the summary of guests that follow this one's guests.
  void Add(const FleetSummary& next);
};

// Returns "30 of 500 hosts lack graphics type 'spice'", "1 of 500 hosts lacks ...". The caller must
// escape it for its format.
std::string FleetSentence(const FleetFinding& finding, const FleetGuest& guest,
                          const HostClasses& classes);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_FLEET_REPORT_H_
