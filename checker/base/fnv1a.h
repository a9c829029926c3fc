// 64-bit FNV-1a, a hash that is the same on every machine and in every version. It is not
// cryptographic: an attacker can make two contents collide.
#ifndef CHECKER_BASE_FNV1A_H_
#define CHECKER_BASE_FNV1A_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace domcheck {

constexpr uint64_t kFnv1aBasis = 0xcbf29ce484222325;

// Continues `hash` with `bytes`: Fnv1a(b, Fnv1a(a)) is the hash of a followed by b.
constexpr uint64_t Fnv1a(std::string_view bytes, uint64_t hash = kFnv1aBasis) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

constexpr size_t kHashDigits = 16;

// Returns kHashDigits hexadecimal digits, in lower case.
inline std::string HashDigits(uint64_t hash) {
  std::string digits(kHashDigits, '0');
  for (size_t i = kHashDigits; i > 0; hash >>= 4) digits[--i] = "0123456789abcdef"[hash & 15];
  return digits;
}

}  // namespace domcheck

#endif  // CHECKER_BASE_FNV1A_H_
