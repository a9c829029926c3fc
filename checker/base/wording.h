// Pieces of sentences that reports and messages share.
#ifndef CHECKER_BASE_WORDING_H_
#define CHECKER_BASE_WORDING_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace domcheck {

// "1 guest", "2 guests".
std::string Count(size_t count, std::string_view noun);

}  // namespace domcheck

#endif  // CHECKER_BASE_WORDING_H_
