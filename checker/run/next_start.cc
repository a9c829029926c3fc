
#include "checker/run/next_start.h"

#include <algorithm>
#include <set>

#include "rules/wording.h"

namespace domcheck {
namespace {

// Adds a sentence for each finding of `result` that counts, is at least as severe as `least`, and
// is not in `other`.
void AddMissing(const CheckResult& result, Severity least, const CheckResult& other,
                std::string_view beginning, std::vector<std::string>* sentences) {
  std::set<FindingKey> told;
  for (const Finding& finding : other.findings) told.insert(KeyByCapability(finding));
  for (const Finding& finding : result.findings)
    if (Counts(finding) && finding.severity >= least &&
        told.insert(KeyByCapability(finding)).second)
      sentences->push_back(std::string(beginning) + ": " + finding.message + " [" +
                           std::string(finding.rule->id) + "]");
}

// Returns the rules of the result's errors, each once: "disk-bus, video-model"; empty if there are
// none.
std::string RulesOfErrors(const CheckResult& result) {
  std::vector<std::string_view> rules;
  for (const Finding& finding : result.findings)
    if (Counts(finding) && finding.severity == Severity::kError &&
        std::find(rules.begin(), rules.end(), finding.rule->id) == rules.end())
      rules.push_back(finding.rule->id);
  return Joined(rules);
}

}  // namespace

std::vector<std::string> DescribeRunning(const CheckResult* stored, const CheckResult& running) {
  std::vector<std::string> sentences;
  if (stored != nullptr) {
    AddMissing(*stored, Severity::kWarning, running,
               "comes with the next start (what runs now is without it)", &sentences);
    // Leave out warnings of what runs: libvirt adds to what it starts, such as the CPU model that
    // host-model stands for, and the guest did start.
    AddMissing(running, Severity::kError, *stored,
               "ends with the next start (the stored definition is without it)", &sentences);
  }
  if (const std::string rules = RulesOfErrors(running); !rules.empty())
    sentences.push_back("runs although domcheck says that it cannot (" + rules +
                        "): the host has changed since the guest started, or domcheck is wrong");
  return sentences;
}

}  // namespace domcheck
