// Joins the reports of shards (--format jsonl) into the report that one run would have written. It
// requires all shards: without one, an incomplete report would pass for the whole.
#ifndef CHECKER_FLEET_CHECK_MERGE_H_
#define CHECKER_FLEET_CHECK_MERGE_H_

#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "checker/fleet/check/fleet_report.h"
#include "checker/fleet/check/shard.h"
#include "checker/hosts/load_host.h"

namespace domcheck {

// Reads the guests of all shards in the order in which the user named them. Holds one guest of each
// shard at a time.
class ShardReader {
 public:
  // Opens the reports and reads their first lines. The hosts must be the same in all reports, and
  // each shard must occur once. If not, adds the reasons to `problems` and returns false.
  bool Open(const std::vector<std::string>& paths, std::vector<InputProblem>* problems);

  const HostClasses& classes() const { return classes_; }
  // Returns the next guest, valid until the next call; null after the last, and after a problem.
  const FleetGuest* Next(std::vector<InputProblem>* problems);
  // The number of XML files of all shards that were not guests. Valid after the last guest.
  size_t skipped() const { return skipped_; }
  // Whether any shard had an input that could not be read. Valid after the last guest.
  bool has_problems() const { return has_problems_; }

 private:
  struct Report {
    std::string path;
    std::ifstream file;
    size_t line = 0;
    Shard shard;
    std::optional<FleetGuest> guest;  // the next one; nothing after the last
  };

  // Opens the report and reads its first line. Returns an error, or nothing.
  std::optional<InputProblem> OpenReport(const std::string& path, Report* report);
  // Reads the next guest of the report. Returns false after a problem.
  bool Advance(Report* report, std::vector<InputProblem>* problems);

  HostClasses classes_;
  size_t shards_ = 0;  // their number, which the reports state
  std::vector<std::unique_ptr<Report>> reports_;
  std::map<size_t, std::string> paths_;  // of the reports, by their shard's number
  std::optional<FleetGuest> current_;
  size_t skipped_ = 0;
  bool has_problems_ = false;
};

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_MERGE_H_
