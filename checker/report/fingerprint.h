// What names a finding from one run to the next, though lines move.
#ifndef CHECKER_REPORT_FINGERPRINT_H_
#define CHECKER_REPORT_FINGERPRINT_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "checker/engine/check.h"

namespace domcheck {

// Makes the fingerprints of one guest's findings, in their order. A fingerprint is made of `about`,
// the rule, the element's path without its numbers and the value, and of nothing else: no line, no
// message. Findings alike in all of it are told apart by their order.
class Fingerprints {
 public:
  // `about` is what tells this guest's findings from those of others.
  explicit Fingerprints(const std::vector<std::string_view>& about);

  // 16 hexadecimal digits: FNV-1a of 64 bits, the same on every machine and in every version.
  std::string Next(const Finding& finding);

 private:
  uint64_t about_;
  std::map<uint64_t, size_t> seen_;  // how many, by hash
};

}  // namespace domcheck

#endif  // CHECKER_REPORT_FINGERPRINT_H_
