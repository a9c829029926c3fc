#include "capsmodel/libvirt_release.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace domcheck {
namespace {

// The blocks that every document of QEMU's driver has since a release, whether supported or not.
// Real documents of 9.0, 10.7, 11.3 and 12.8 all do. Without those that shipped hosts leave out.
struct Block {
  std::string_view path;
  LibvirtRelease since;
};
constexpr Block kBlocks[] = {
    {"devices/rng", {5, 7}},        {"devices/filesystem", {7, 4}},
    {"devices/tpm", {8, 0}},        {"devices/channel", {8, 9}},
    {"devices/crypto", {9, 1}},     {"features/async-teardown", {9, 6}},
    {"devices/interface", {10, 6}}, {"features/ps2", {10, 7}},
    {"devices/panic", {10, 10}},    {"devices/console", {11, 5}},
    {"os/varstore", {12, 1}},
};

// The release after `release`, or a later one: a year's last is its tenth or eleventh.
LibvirtRelease Next(LibvirtRelease release) {
  if (release.minor_number >= 10) return {static_cast<uint16_t>(release.major_number + 1), 0};
  return {release.major_number, static_cast<uint16_t>(release.minor_number + 1)};
}

}  // namespace

std::string ReleaseText(LibvirtRelease release) {
  return std::to_string(release.major_number) + "." + std::to_string(release.minor_number);
}

LibvirtRelease ParseRelease(std::string_view text) {
  LibvirtRelease release;
  const char* const end = text.data() + text.size();
  const auto major = std::from_chars(text.data(), end, release.major_number);
  if (major.ec != std::errc() || major.ptr == end || *major.ptr != '.') return {};
  const auto minor = std::from_chars(major.ptr + 1, end, release.minor_number);
  if (minor.ec != std::errc() || (minor.ptr != end && *minor.ptr != '.')) return {};
  return release;
}

LibvirtBounds Exactly(LibvirtRelease release) { return {release, Next(release)}; }

bool Since::is_exact() const { return after && Next(after) == by; }

std::string ArrivalText(Since since) {
  return since.is_exact() ? "with " + ReleaseText(since.by) : "after " + ReleaseText(since.after);
}

bool LibvirtBounds::is_exact() const { return at_least && before && Next(at_least) == before; }

bool LibvirtBounds::Lacks(Since since) const {
  return since.after && before && !(Next(since.after) < before);
}

LibvirtBounds BoundsShownBy(std::string_view domain_type,
                            const std::vector<std::string_view>& blocks) {
  LibvirtBounds bounds;
  bool has_all = domain_type == "kvm" || domain_type == "qemu" || domain_type == "hvf";
  for (const Block& block : kBlocks) {
    if (std::find(blocks.begin(), blocks.end(), block.path) != blocks.end()) {
      bounds.at_least = block.since;
      if (bounds.before) has_all = false;  // an older block is missing
    } else if (!bounds.before) {
      bounds.before = block.since;
    }
  }
  if (!has_all || !bounds.at_least) bounds.before = {};
  return bounds;
}

}  // namespace domcheck
