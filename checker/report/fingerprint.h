// A fingerprint identifies a finding from one run to the next, even when lines move.
#ifndef CHECKER_REPORT_FINGERPRINT_H_
#define CHECKER_REPORT_FINGERPRINT_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "checker/engine/check_result.h"

namespace domcheck {

// Makes the fingerprints of one guest's findings, which must be passed in their order. A
// fingerprint is a hash of `about`, the rule, the element's path without its numbers, and the
// value; lines and messages do not matter. Findings that share all of these are numbered in their
// order.
class Fingerprints {
 public:
  // `about` distinguishes this guest's findings from those of other guests.
  explicit Fingerprints(const std::vector<std::string_view>& about);

  // Returns 16 hexadecimal digits: an FNV-1a of 64 bits, the same on every machine and in every
  // version.
  std::string Next(const Finding& finding);

 private:
  uint64_t about_;
  std::map<uint64_t, size_t> seen_;  // number of findings so far, by hash
};

}  // namespace domcheck

#endif  // CHECKER_REPORT_FINGERPRINT_H_
