// Known findings: a file that lets a repository start with what it has and refuse what is new.
//
// A finding is known by the guest, the host, the rule, the element's path and the value; not by its
// line, nor by its number among its like, so that moving or adding devices does not make it new. Of
// each kind as many pass as were known.
#ifndef CHECKER_SETTINGS_BASELINE_H_
#define CHECKER_SETTINGS_BASELINE_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "checker/engine/check.h"

namespace domcheck {

// A finding of a guest on a host, wherever in the guest it moves.
struct KnownFinding {
  std::string domain;  // relative to the baseline's folder
  std::string host;    // likewise; "@NAME" for one that ships inside
  FindingKey key;      // by its path without numbers
  friend bool operator<(const KnownFinding& a, const KnownFinding& b);
};

using FindingCounts = std::map<KnownFinding, size_t>;

class Baseline {
 public:
  // For the file at `path`; its folder is what guests and hosts are named relative to.
  explicit Baseline(const std::string& path);

  // Reads the file's text; what is wrong with it is returned, for a person.
  std::optional<std::string> Read(const std::string& text);
  // The file's text for these findings.
  static std::string Write(const FindingCounts& findings);

  // A guest's, or a host's, file as keys name it.
  std::string NameOf(std::string_view path) const;
  KnownFinding Known(std::string_view domain, std::string_view host, const Finding& finding) const;

  // Marks the result's findings that are known, at most as often as they are, and adds to `used`
  // how many were.
  void Apply(std::string_view domain, std::string_view host, CheckResult* result,
             FindingCounts* used) const;

  const FindingCounts& known() const { return known_; }

 private:
  std::string folder_;
  FindingCounts known_;
};

// Adds the errors and warnings of a result that count, for a baseline to be written.
void CollectFindings(const Baseline& baseline, std::string_view domain, std::string_view host,
                     const CheckResult& result, FindingCounts* findings);

// The entries about guests in `checked` (as keys name them) that no finding matches any more, a
// line each.
std::vector<std::string> DescribeFixed(const Baseline& baseline, const FindingCounts& used,
                                       const std::set<std::string>& checked);

}  // namespace domcheck

#endif  // CHECKER_SETTINGS_BASELINE_H_
