#include "rules/wording.h"

namespace domcheck {

std::string Count(size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string DomcapabilitiesCommand(std::string_view type, std::string_view arch,
                                   std::string_view machine) {
  std::string command = "'virsh domcapabilities";
  if (!type.empty()) command.append(" --virttype ").append(type);
  if (!arch.empty()) command.append(" --arch ").append(arch);
  if (!machine.empty()) command.append(" --machine ").append(machine);
  return command + "'";
}

std::string DidYouMean(std::string_view nearest) {
  return nearest.empty() ? "" : "; did you mean '" + std::string(nearest) + "'?";
}

}  // namespace domcheck
