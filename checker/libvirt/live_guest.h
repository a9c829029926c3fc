// A guest that a live host has: its stored definition, and the guest as it runs now. The two may
// differ: a definition that is edited while the guest runs counts from its next start.
#ifndef CHECKER_LIBVIRT_LIVE_GUEST_H_
#define CHECKER_LIBVIRT_LIVE_GUEST_H_

#include <optional>
#include <string>

namespace domcheck {

// At least one of the two texts is there.
struct LiveGuest {
  std::string host;  // as the user called it
  std::string name;
  std::optional<std::string> stored;   // what its next start will use; a transient guest has none
  std::optional<std::string> running;  // what runs now, with all that its start added

  // What is to be checked.
  const std::string& text() const { return stored ? *stored : *running; }
};

}  // namespace domcheck

#endif  // CHECKER_LIBVIRT_LIVE_GUEST_H_
