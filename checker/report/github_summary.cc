#include "checker/report/github_summary.h"

#include <vector>

#include "checker/report/summary_text.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

constexpr size_t kMostRules = 10;  // that the summary lists

using Cells = std::vector<std::string>;

std::string Row(const Cells& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += " " + cell + " |";
  return row + "\n";
}

// Returns a table of one row of numbers.
std::string NumberTable(const Cells& heads, const std::vector<size_t>& numbers) {
  Cells cells;
  for (const size_t number : numbers) cells.push_back(std::to_string(number));
  return Row(heads) + Row(Cells(heads.size(), "---:")) + Row(cells);
}

std::string Headline(const Summary& summary) {
  const size_t bad = summary.count(GuestVerdict::kIncompatible);
  const size_t unread = summary.count(GuestVerdict::kInvalid);
  if (summary.guests == 0) return "no guest was checked";
  std::string text;
  if (bad > 0)
    text = std::to_string(bad) + " of " + std::to_string(summary.guests) + " incompatible";
  if (unread > 0)
    text += (text.empty() ? "" : ", ") + std::to_string(unread) + " could not be read";
  return text.empty() ? "no incompatible guest" : text;
}

}  // namespace

std::string GithubJobSummary(const Summary& summary) {
  std::string text = "### domcheck: " + Headline(summary) + "\n\n";
  text +=
      NumberTable({"guests", "compatible", "incompatible", "unknown", "invalid"},
                  {summary.guests, summary.count(GuestVerdict::kCompatible),
                   summary.count(GuestVerdict::kIncompatible),
                   summary.count(GuestVerdict::kUnknown), summary.count(GuestVerdict::kInvalid)});
  text += "\n" + NumberTable({"errors", "warnings", "ignored or known", "asked", "unknown"},
                             {summary.errors, summary.warnings, summary.suppressed, summary.asked,
                              summary.unknown});
  if (summary.withheld > 0) text += "\n" + DescribeWithheld(summary.withheld) + "\n";
  const auto fired = MostFired(summary, kMostRules);
  if (fired.empty()) return text + "\n";
  text += "\n" + Row({"findings", "rule"}) + Row({"---:", "---"});
  for (const auto& [id, count] : fired)
    text += Row({std::to_string(count),
                 "[" + std::string(id) + "](" + std::string(FindRule(id)->link) + ")"});
  if (summary.fired.size() > fired.size())
    text += "\nand " + std::to_string(summary.fired.size() - fired.size()) + " more rules\n";
  return text + "\n";
}

}  // namespace domcheck
