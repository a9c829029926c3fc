// Ends the program where a promise is broken: libFuzzer and the replay keep the input that did it.
#ifndef CHECKER_FUZZ_INVARIANT_H_
#define CHECKER_FUZZ_INVARIANT_H_

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace domcheck {

// `promise` is told to the person in its negation: "broken: edits do not overlap".
inline void Invariant(bool holds, std::string_view promise, std::string_view detail = {}) {
  if (holds) return;
  std::fprintf(stderr, "broken: %.*s\n%.*s\n", static_cast<int>(promise.size()), promise.data(),
               static_cast<int>(detail.size()), detail.data());
  std::abort();
}

}  // namespace domcheck

#endif  // CHECKER_FUZZ_INVARIANT_H_
