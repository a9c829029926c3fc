// A LiveGuest holds the definitions of a guest of a live host: the stored one and the running one.
// They may differ, because a definition that is edited while the guest runs takes effect at the
// next start.
#ifndef CHECKER_LIBVIRT_LIVE_GUEST_H_
#define CHECKER_LIBVIRT_LIVE_GUEST_H_

#include <optional>
#include <string>

namespace domcheck {

// Has at least one of the two texts.
struct LiveGuest {
  std::string host;  // as the user wrote it
  std::string name;
  std::optional<std::string> stored;   // for the next start; nullopt for a transient guest
  std::optional<std::string> running;  // with all that libvirt added at the start

  // Returns the text to check.
  const std::string& text() const { return stored ? *stored : *running; }
};

}  // namespace domcheck

#endif  // CHECKER_LIBVIRT_LIVE_GUEST_H_
