// Fixes texts for hosts that are given as texts, for tests.
#ifndef CHECKER_FIX_FIX_TESTER_H_
#define CHECKER_FIX_FIX_TESTER_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "capsmodel/host.h"
#include "capsmodel/xml_reader.h"
#include "checker/engine/check.h"
#include "checker/fix/fix.h"
#include "checker/testing/made_host.h"

namespace domcheck {

// Fixes texts for one or several hosts.
class Bench {
 public:
  explicit Bench(const std::vector<std::string>& capabilities) {
    for (size_t i = 0; i < capabilities.size(); ++i) {
      hosts_.push_back(MakeHost("host" + std::to_string(i + 1) + ".xml", {capabilities[i]}));
    }
  }

  std::vector<CheckResult> Check(const SourceFile& source) {
    ++checks_;
    const ReadGuest guest(SourceFile(source.name(), std::string(source.text())), &reader_,
                          &document_);
    std::vector<CheckResult> results;
    for (const Host& host : hosts_) {
      results.push_back(CheckGuest(guest, host, Notes::kLeaveOut));
      for (Finding& finding : results.back().findings)
        if (finding.rule->id == suppressed_) finding.suppression = Suppression::kInSource;
    }
    return results;
  }

  FixResult Fix(const SourceFile& source) {
    return FindFixes(source, Check(source), [this](const SourceFile& text) { return Check(text); });
  }

  // The fixed text, with a line for each fix that was refused.
  std::string Fixed(const std::string& text, FileEncoding encoding = {}) {
    const SourceFile source("guest.xml", text, encoding);
    const FixResult found = Fix(source);
    std::string fixed = ReplaceAll(text, ReplacementsOf(found.fixes));
    const FixResult again = Fix(SourceFile("guest.xml", fixed, encoding));
    EXPECT_TRUE(again.fixes.empty()) << fixed;
    EXPECT_EQ(again.refused.size(), found.refused.size()) << fixed;
    EXPECT_EQ(again.others, found.others) << fixed;
    for (const RefusedFix& refused : found.refused)
      fixed += "\n" + refused.fix.value + " -> " + refused.fix.better + ": " + refused.reason;
    return fixed;
  }

  void set_suppressed(std::string_view rule) { suppressed_ = rule; }
  size_t checks() const { return checks_; }

 private:
  XmlReader reader_;
  Document document_;
  std::vector<Host> hosts_;
  std::string_view suppressed_;
  size_t checks_ = 0;
};

}  // namespace domcheck

#endif  // CHECKER_FIX_FIX_TESTER_H_
