#include "checker/plan.h"

namespace domcheck {

const std::vector<const Host*>& HostCache::Load(const std::vector<std::string>& specs,
                                                std::vector<InputProblem>* problems) {
  const auto known = lists_.find(specs);
  if (known != lists_.end()) return known->second;
  std::vector<const Host*> list;
  for (const std::string& spec : specs) {
    if (use_ == Use::kNone) break;
    auto host = hosts_.find(spec);
    if (host == hosts_.end()) host = hosts_.emplace(spec, LoadHost(spec, reader_, problems)).first;
    if (host->second) list.push_back(&*host->second);
  }
  return lists_[specs] = std::move(list);
}

std::vector<PlannedGuest> PlanGuests(const std::vector<std::string>& names,
                                     const std::string& stdin_name, ConfigFinder* configs,
                                     HostCache* hosts, std::vector<InputProblem>* config_problems,
                                     std::vector<InputProblem>* problems) {
  std::vector<PlannedGuest> plan;
  bool is_told = false;
  std::vector<GuestFile> files = FindGuests(names, problems);
  plan.reserve(files.size());
  for (GuestFile& file : files) {
    if (file.in_folder && configs->IsExcluded(file.path, config_problems)) continue;
    PlannedGuest guest;
    guest.name = file.path == "-" ? stdin_name : file.path;
    guest.in_folder = file.in_folder;
    guest.settings = &configs->For(guest.name, config_problems);
    // Neighbours share their settings.
    guest.hosts = !plan.empty() && plan.back().settings == guest.settings
                      ? plan.back().hosts
                      : &hosts->Load(guest.settings->caps, problems);
    guest.path = std::move(file.path);
    if (!guest.hosts->empty() || hosts->use() == HostCache::Use::kNone) {
      plan.push_back(std::move(guest));
    } else if (guest.settings->caps.empty() && !is_told) {
      is_told = true;
      problems->push_back({guest.name, std::nullopt,
                           "no host given: name its capabilities with --caps, for example --caps "
                           "@debian-12 or the file that 'virsh domcapabilities' printed, or with "
                           "'caps = PATH' in " +
                               std::string(kConfigName)});
    }
  }
  return plan;
}

}  // namespace domcheck
