#include "checker/report/fingerprint.h"

#include "capsmodel/document.h"
#include "capsmodel/element_paths.h"
#include "checker/base/fnv1a.h"

namespace domcheck {
namespace {

// Ends each part with a NUL, which no part can hold: "ab" + "c" differs from "a" + "bc".
uint64_t HashPart(uint64_t hash, std::string_view part) {
  return Fnv1a(std::string_view("", 1), Fnv1a(part, hash));
}

}  // namespace

Fingerprints::Fingerprints(const std::vector<std::string_view>& about) : about_(kFnv1aBasis) {
  for (const std::string_view part : about) about_ = HashPart(about_, part);
}

std::string Fingerprints::Next(const Finding& finding) {
  uint64_t hash = about_;
  hash = HashPart(hash, finding.rule->id);
  // Without numbers, a device that is added before others changes none of their fingerprints.
  hash = HashPart(hash, PathWithoutNumbers(finding.path));
  // A missing value differs from an empty one.
  if (finding.value) hash = HashPart(hash, *finding.value);
  if (const size_t before = seen_[hash]++; before > 0)
    hash = HashPart(hash, std::to_string(before));
  return HashDigits(hash);
}

}  // namespace domcheck
