// Known findings: a file that lets a repository start with the findings it has and refuse new ones.
//
// A finding is identified by the guest, the host, the rule, the element's path and the value. Its
// line and its number among elements of the same name do not matter, so moving or adding devices
// does not make it new. As many findings with the same identity pass as were known.
#ifndef CHECKER_SETTINGS_BASELINE_H_
#define CHECKER_SETTINGS_BASELINE_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "checker/engine/check_result.h"

namespace domcheck {

// Identifies a finding of a guest on a host, wherever it moves in the guest.
struct KnownFinding {
  std::string domain;  // relative to the baseline's folder
  std::string host;    // likewise; "@NAME" for a host that ships inside
  FindingKey key;      // with a path without numbers
  friend bool operator<(const KnownFinding& a, const KnownFinding& b);
};

using FindingCounts = std::map<KnownFinding, size_t>;

class Baseline {
 public:
  // For the file at `path`. The names of guests and hosts are relative to its folder.
  explicit Baseline(const std::string& path);

  // Reads the file's text. Returns an error for a person, or nothing.
  std::optional<std::string> Read(const std::string& text);
  // Returns the file's text for these findings.
  static std::string Write(const FindingCounts& findings);

  // Returns the name of a guest's or a host's file in keys.
  std::string NameOf(std::string_view path) const;
  KnownFinding Known(std::string_view domain, std::string_view host, const Finding& finding) const;

  // Marks the result's known findings as suppressed, each at most as often as it is known, and adds
  // their number to `used`.
  void Apply(std::string_view domain, std::string_view host, CheckResult* result,
             FindingCounts* used) const;

  const FindingCounts& known() const { return known_; }

 private:
  std::string folder_;
  FindingCounts known_;
};

// Adds the errors and warnings of a result that count, for writing a baseline.
void CollectFindings(const Baseline& baseline, std::string_view domain, std::string_view host,
                     const CheckResult& result, FindingCounts* findings);

// The entries about guests in `checked` (as keys name them) that no finding matches any more, a
// line each.
std::vector<std::string> DescribeFixed(const Baseline& baseline, const FindingCounts& used,
                                       const std::set<std::string>& checked);

}  // namespace domcheck

#endif  // CHECKER_SETTINGS_BASELINE_H_
