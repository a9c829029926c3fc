#include "checker/report/fingerprint.h"

#include <cinttypes>
#include <cstdio>

#include "capsmodel/document.h"

namespace domcheck {
namespace {

constexpr uint64_t kOffsetBasis = 14695981039346656037u;
constexpr uint64_t kPrime = 1099511628211u;

uint64_t HashByte(uint64_t hash, unsigned char byte) { return (hash ^ byte) * kPrime; }

// Ends each part with a NUL, which none can hold, so that "ab" + "c" is not "a" + "bc".
uint64_t HashPart(uint64_t hash, std::string_view part) {
  for (const char c : part) hash = HashByte(hash, static_cast<unsigned char>(c));
  return HashByte(hash, 0);
}

}  // namespace

Fingerprints::Fingerprints(const std::vector<std::string_view>& about) : about_(kOffsetBasis) {
  for (const std::string_view part : about) about_ = HashPart(about_, part);
}

std::string Fingerprints::Next(const Finding& finding) {
  uint64_t hash = about_;
  hash = HashPart(hash, finding.rule->id);
  // A device added before others makes none of them new.
  hash = HashPart(hash, PathWithoutNumbers(finding.path));
  // No value at all is not the empty value.
  if (finding.value) hash = HashPart(hash, *finding.value);
  if (const size_t before = seen_[hash]++; before > 0)
    hash = HashPart(hash, std::to_string(before));
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016" PRIx64, hash);
  return digits;
}

}  // namespace domcheck
