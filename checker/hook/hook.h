// The hook that libvirt's QEMU driver runs around a guest's life (https://libvirt.org/hooks.html):
// checks the guest, before it starts, against what was stored of this host.
//
// libvirtd waits for its hooks, so that this must never ask libvirt. What it prints on standard
// output would replace the guest in some operations, so that it prints nothing there. And it exits
// with failure only to refuse a guest: libvirt ends a running guest whose `reconnect` fails.
#ifndef CHECKER_HOOK_HOOK_H_
#define CHECKER_HOOK_HOOK_H_

#include <string>
#include <string_view>
#include <vector>

#include "checker/hook/policy.h"

namespace domcheck {

// Whether libvirt is about to start or take over a guest: `prepare begin`, `migrate begin` and
// `restore begin`. Of everything else the hook has nothing to say.
bool IsBeforeStart(std::string_view operation, std::string_view suboperation);

struct HookAnswer {
  bool refuses = false;
  std::vector<std::string> lines;  // for a log, without line ends; safe for a terminal
};

// Checks the guest `name`, whose XML is `text` as libvirt expanded it.
HookAnswer CheckBeforeStart(const std::string& name, std::string text, const HookPolicy& policy);

}  // namespace domcheck

#endif  // CHECKER_HOOK_HOOK_H_
