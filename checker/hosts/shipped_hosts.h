// The hosts that ship inside the program, behind @NAME.
//
// Each is what the software of a distribution offers. What depends on the machine is left out, and
// so is unknown: shipped/cut.py makes the hosts from captures and lists what it leaves out.
#ifndef CHECKER_HOSTS_SHIPPED_HOSTS_H_
#define CHECKER_HOSTS_SHIPPED_HOSTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "checker/base/embedded_file.h"
#include "checker/hosts/host_index.h"

namespace domcheck {

// The views live as long as the program.
struct ShippedHost {
  std::string_view name;                // "debian-13"
  std::string_view machines;            // its capabilities.xml
  std::string_view index_text;          // its index.json
  std::vector<EmbeddedFile> documents;  // sorted by path, "debian-13/FILE"

  HostIndex ReadIndex() const;
};

// Returns the hosts, sorted by name.
const std::vector<ShippedHost>& ShippedHosts();

// Returns the host that `spec` is or has its document of, "@NAME" or "@NAME/FILE"; else null.
const ShippedHost* FindShippedHost(std::string_view spec);

}  // namespace domcheck

#endif  // CHECKER_HOSTS_SHIPPED_HOSTS_H_
