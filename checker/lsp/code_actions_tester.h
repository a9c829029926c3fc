// A host, guests and lists of actions for tests of code actions.
#ifndef CHECKER_LSP_CODE_ACTIONS_TESTER_H_
#define CHECKER_LSP_CODE_ACTIONS_TESTER_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "checker/lsp/code_actions.h"
#include "checker/lsp/viewed_guest.h"

namespace domcheck {

inline constexpr Span kEverywhere{0, ~size_t{0}};

inline const std::string kCaps =
    "<domainCapabilities><path>/usr/bin/kvm</path><domain>kvm</domain><arch>x86_64</arch>"
    "<vcpu max='8'/>"
    "<os supported='yes'><loader supported='yes'><value>/fw/a&amp;b.fd</value></loader></os>"
    "<cpu><mode name='custom' supported='yes'><model usable='yes'>EPYC</model></mode></cpu>"
    "<devices>"
    "<disk supported='yes'><enum name='bus'><value>virtio</value><value>sata</value></enum></disk>"
    "<video supported='yes'><enum name='modelType'><value>vga</value><value>it's</value></enum>"
    "</video><tpm supported='no'/>"
    "<graphics supported='yes'><enum name='type'><value>vnc</value></enum></graphics>"
    "</devices><features><hyperv supported='yes'><enum name='features'><value>relaxed</value>"
    "</enum></hyperv></features></domainCapabilities>";

// The action of that title, or null.
inline const CodeAction* FindAction(const std::vector<CodeAction>& actions,
                                    std::string_view title) {
  const auto found = std::find_if(actions.begin(), actions.end(),
                                  [title](const auto& action) { return action.title == title; });
  return found == actions.end() ? nullptr : &*found;
}

inline std::string TitlesOf(const std::vector<CodeAction>& actions) {
  std::string titles;
  for (const CodeAction& action : actions)
    titles += (action.is_preferred ? "* " : "") + action.title + "\n";
  return titles;
}

inline std::string InDomain(const std::string& inside) {
  return "<domain type='kvm'>\n" + inside + "</domain>\n";
}

inline std::string InDevices(const std::string& inside) {
  return InDomain("  <devices>\n" + inside + "  </devices>\n");
}

}  // namespace domcheck

#endif  // CHECKER_LSP_CODE_ACTIONS_TESTER_H_
