// The hook that libvirt's QEMU driver runs at each stage of a guest's life
// (https://libvirt.org/hooks.html). It checks a guest that is about to start against the stored
// documents of this host.
//
// libvirtd waits for its hooks, so the hook must never ask libvirt. It prints nothing on standard
// output, which replaces the guest in some operations. It fails only to refuse a guest, because
// libvirt ends a running guest whose `reconnect` fails.
#ifndef CHECKER_HOOK_HOOK_H_
#define CHECKER_HOOK_HOOK_H_

#include <string>
#include <string_view>
#include <vector>

#include "checker/hook/policy.h"

namespace domcheck {

// Returns whether libvirt is about to start or take over a guest: at `prepare begin`, `migrate
// begin` and `restore begin`. The hook ignores all other stages.
bool IsBeforeStart(std::string_view operation, std::string_view suboperation);

struct HookAnswer {
  bool refuses = false;
  std::vector<std::string> lines;  // lines for a log, without line ends; safe for a terminal
};

// Checks the guest `name` by the rules of `policy`; `text` is its XML as libvirt expanded it. If
// the host or the guest cannot be read, a line reports that and the guest may start, unless the
// policy requires the host.
HookAnswer CheckBeforeStart(const std::string& name, std::string text, const HookPolicy& policy);

}  // namespace domcheck

#endif  // CHECKER_HOOK_HOOK_H_
