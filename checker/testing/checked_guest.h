// The text of a guest, checked against the text of a capabilities document, for tests of rules.
// Owns everything that the findings point into.
#ifndef CHECKER_TESTING_CHECKED_GUEST_H_
#define CHECKER_TESTING_CHECKED_GUEST_H_

#include <string>
#include <vector>

#include "capsmodel/capabilities.h"
#include "checker/engine/check.h"
#include "rules/rule.h"

namespace domcheck {

class CheckedGuest {
 public:
  CheckedGuest(const std::string& capabilities, const std::string& guest, Notes notes);
  CheckedGuest(const CheckedGuest&) = delete;
  CheckedGuest& operator=(const CheckedGuest&) = delete;

  const CheckResult& result() const { return result_; }
  // Returns what the rule requires. The requirements point into this object.
  std::vector<Requirement> AskedBy(const Rule& rule) const;
  std::vector<Finding> FindingsOf(const Rule& rule) const;
  // Returns one line for each finding, for the message of a failing test.
  std::string Describe() const;

 private:
  XmlReader reader_;
  Document document_;
  Host host_;
  ReadGuest guest_;
  CheckResult result_;
};

}  // namespace domcheck

#endif  // CHECKER_TESTING_CHECKED_GUEST_H_
