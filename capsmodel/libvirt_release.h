// Releases of libvirt, and when it came to know a word of a guest.
#ifndef CAPSMODEL_LIBVIRT_RELEASE_H_
#define CAPSMODEL_LIBVIRT_RELEASE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace domcheck {

// A release, such as 9.0; 0.0 stands for none.
struct LibvirtRelease {
  uint16_t major_number = 0;
  uint16_t minor_number = 0;

  explicit operator bool() const { return major_number != 0; }
  friend bool operator==(LibvirtRelease a, LibvirtRelease b) {
    return a.major_number == b.major_number && a.minor_number == b.minor_number;
  }
  friend bool operator<(LibvirtRelease a, LibvirtRelease b) {
    return a.major_number != b.major_number ? a.major_number < b.major_number
                                            : a.minor_number < b.minor_number;
  }
};

// Returns "9.0".
std::string ReleaseText(LibvirtRelease release);
// Parses "9.0" or "9.0.0"; none if `text` is neither.
LibvirtRelease ParseRelease(std::string_view text);

// When libvirt came to know a word: after release `after`, and in release `by` or before it. Both
// are none for a word that is as old as the oldest schema that was read.
struct Since {
  LibvirtRelease after;
  LibvirtRelease by;

  // Whether `by` is the first release that knows it: none is between.
  bool is_exact() const;
};

// Returns "with 9.1" if the release is known, or else "after 9.0".
// REQUIRES: the word is newer than the oldest schema
std::string ArrivalText(Since since);

// Returns the one that came later.
inline Since Later(Since a, Since b) { return a.by < b.by ? b : a; }

// What is known of the release of a host's libvirt: it is `at_least` or later, and before `before`.
// Each is none if nothing is known.
struct LibvirtBounds {
  LibvirtRelease at_least;
  LibvirtRelease before;

  // Whether it is certain that the host's libvirt does not know a word of that age.
  bool Lacks(Since since) const;
  // Whether the release is known: it is `at_least`.
  bool is_exact() const;
};

// Returns the bounds of a known release.
LibvirtBounds Exactly(LibvirtRelease release);

// Returns what the blocks of a domainCapabilities document show, given their paths, such as
// "devices/crypto". Only documents of QEMU's driver are bounded from above, and only those that
// have all blocks that older releases print: others may have been shortened.
LibvirtBounds BoundsShownBy(std::string_view domain_type,
                            const std::vector<std::string_view>& blocks);

}  // namespace domcheck

#endif  // CAPSMODEL_LIBVIRT_RELEASE_H_
