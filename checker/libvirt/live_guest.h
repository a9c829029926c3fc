// A guest of a live host: its stored definition, and the guest as it runs now. The two may differ,
// because a definition that is edited while the guest runs counts from its next start.
#ifndef CHECKER_LIBVIRT_LIVE_GUEST_H_
#define CHECKER_LIBVIRT_LIVE_GUEST_H_

#include <optional>
#include <string>

namespace domcheck {

// Has at least one of the two texts.
struct LiveGuest {
  std::string host;  // as the user wrote it
  std::string name;
  std::optional<std::string> stored;   // used by its next start; a transient guest has none
  std::optional<std::string> running;  // what runs now, with all that its start added

  // Returns the text to check.
  const std::string& text() const { return stored ? *stored : *running; }
};

}  // namespace domcheck

#endif  // CHECKER_LIBVIRT_LIVE_GUEST_H_
