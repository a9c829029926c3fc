#include "checker/run/guest_list.h"

#include "checker/hosts/host_cache.h"
#include "checker/libvirt/live_guest.h"

namespace domcheck {

std::vector<ListedGuest> GuestsInFiles(const std::vector<std::string>& names,
                                       const std::string& stdin_name,
                                       std::vector<InputProblem>* problems) {
  std::vector<GuestFile> files = FindGuests(names, problems);
  std::vector<ListedGuest> guests(files.size());
  for (size_t i = 0; i < files.size(); ++i) {
    guests[i].name = files[i].path == "-" ? stdin_name : files[i].path;
    guests[i].in_folder = files[i].in_folder;
    guests[i].path = std::move(files[i].path);
  }
  return guests;
}

std::vector<ListedGuest> GuestsOfHost(std::vector<LiveGuest> guests, bool are_named) {
  std::vector<ListedGuest> listed(guests.size());
  for (size_t i = 0; i < guests.size(); ++i) {
    listed[i].path = guests[i].host + "#" + guests[i].name;
    listed[i].name = guests[i].name;
    listed[i].in_folder = !are_named;
    listed[i].on_host = std::make_shared<const LiveGuest>(std::move(guests[i]));
  }
  return listed;
}

std::vector<ListedGuest> AddSettingsAndHosts(std::vector<ListedGuest> guests, ConfigFinder* configs,
                                             HostCache* hosts,
                                             std::vector<InputProblem>* config_problems,
                                             std::vector<InputProblem>* problems) {
  size_t listed = 0;
  bool is_told = false;
  for (ListedGuest& guest : guests) {
    if (guest.in_folder && configs->IsExcluded(guest.name, config_problems)) continue;
    guest.settings = &configs->For(guest.name, config_problems);
    // Neighbours share their settings.
    guest.hosts =
        listed > 0 && guests[listed - 1].settings == guest.settings
            ? guests[listed - 1].hosts
            : &hosts->Load(guest.settings->caps, guest.settings->libvirt_version, problems);
    if (!guest.hosts->empty() || hosts->use() == HostCache::Use::kNone) {
      if (&guests[listed] != &guest) guests[listed] = std::move(guest);
      ++listed;
    } else if (guest.settings->caps.empty() && !is_told) {
      is_told = true;
      problems->push_back({guest.name, std::nullopt,
                           "no host given: name its capabilities with --caps, for example --caps "
                           "@debian-12 or the file that 'virsh domcapabilities' printed, or with "
                           "'caps = PATH' in " +
                               std::string(kConfigName)});
    }
  }
  guests.resize(listed);
  return guests;
}

}  // namespace domcheck
