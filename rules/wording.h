// Parts of sentences that messages and reports share.
#ifndef RULES_WORDING_H_
#define RULES_WORDING_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace domcheck {

// Returns "1 guest", "2 guests".
std::string Count(size_t count, std::string_view noun);

// Returns all of `texts`, a container of strings or views: "fdc, scsi, virtio".
template <typename Texts>
std::string Joined(const Texts& texts, std::string_view separator = ", ") {
  std::string joined;
  for (const std::string_view text : texts) {
    if (!joined.empty()) joined += separator;
    joined += text;
  }
  return joined;
}

// Returns the first `most` of `texts` and the number of the others: "fdc, scsi and 3 more".
template <typename Texts>
std::string JoinedFirst(const Texts& texts, size_t most) {
  const size_t shown = texts.size() < most ? texts.size() : most;
  const Texts first(texts.begin(), texts.begin() + static_cast<ptrdiff_t>(shown));
  const size_t rest = texts.size() - first.size();
  return Joined(first) + (rest > 0 ? " and " + std::to_string(rest) + " more" : "");
}

// Returns "'virsh domcapabilities --virttype kvm --arch x86_64 --machine q35'", the command that
// prints the document for such guests. Leaves out the options whose value is empty.
std::string DomcapabilitiesCommand(std::string_view type, std::string_view arch,
                                   std::string_view machine);

// Returns "; did you mean 'sata'?", or an empty string if `nearest` is empty.
std::string DidYouMean(std::string_view nearest);

}  // namespace domcheck

#endif  // RULES_WORDING_H_
