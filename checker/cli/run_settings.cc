#include "checker/cli/run_settings.h"

#include <algorithm>
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <iterator>
#include <string>
#include <thread>
#include <utility>

#include "capsmodel/whole_number.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/hosts/host_cache.h"
#include "checker/hosts/libvirt_uri.h"
#include "checker/libvirt/live_domains.h"
#include "checker/libvirt/live_host.h"

namespace domcheck {
namespace {

namespace po = boost::program_options;

constexpr char kDefaultUri[] = "qemu:///system";

// Reads the settings of the command line. If one is wrong, prints an error and returns false.
bool ReadSettings(std::string_view command, const po::variables_map& values, Settings* settings) {
  for (const SettingKey& key : AllSettingKeys()) {
    for (const std::string& value : Values(values, key.name)) {
      if (auto error = key.set(value, settings)) {
        UsageError(command, "--" + std::string(key.name) + ": " + *error);
        return false;
      }
    }
  }
  return true;
}

// Adds the names in the file of --files-from. If it cannot be read, prints an error, adds none and
// returns false.
bool AddFilesFrom(const po::variables_map& values, std::vector<std::string>* names) {
  if (values.count("files-from") == 0) return true;
  const auto& path = values["files-from"].as<std::string>();
  auto list = ReadSourceFile(path, path);
  if (const auto* error = std::get_if<ReadError>(&list)) {
    PrintError(DescribeProblem({path, std::nullopt, error->message}) + "\n");
    return false;
  }
  for (std::string& name : SplitFileList(std::get<SourceFile>(list).text()))
    names->push_back(std::move(name));
  return true;
}

// The values of --connect, --domain and --all.
struct LiveOptions {
  std::string uri;  // empty if no host is named
  std::vector<std::string> domains;
  bool all = false;

  bool name_guests() const { return all || !domains.empty(); }
};

// Reads these options. If one is wrong, prints an error and returns false.
bool ReadLiveOptions(std::string_view command, const po::variables_map& values, LiveOptions* live) {
  live->domains = Values(values, "domain");
  live->all = values.count("all") != 0;
  if (values.count("connect") != 0)
    live->uri = values["connect"].as<std::string>();
  else if (live->name_guests())
    live->uri = kDefaultUri;
  else
    return true;
  if (!IsLibvirtUri(live->uri)) {
    UsageError(command, "--connect takes the URI of a libvirt, such as qemu:///system, not '" +
                            live->uri + "'; a file or a folder is for --caps");
    return false;
  }
  if (live->all && !live->domains.empty()) {
    UsageError(command, "--all and --domain exclude each other");
    return false;
  }
  return true;
}

// Returns the guests of the live host that the options name. Adds a problem for each that cannot be
// fetched, and one if the host has no guest.
std::vector<ListedGuest> GuestsOfLiveHost(const LiveOptions& live,
                                          std::vector<InputProblem>* problems) {
  auto fetched = FetchDomains(live.uri, live.domains, kLiveHostLimit);
  if (const auto* error = std::get_if<FetchError>(&fetched)) {
    problems->push_back({live.uri, std::nullopt, error->message});
    return {};
  }
  auto& domains = std::get<FetchedDomains>(fetched);
  for (std::string& problem : domains.problems)
    problems->push_back({live.uri, std::nullopt, std::move(problem)});
  if (domains.guests.empty() && domains.problems.empty())
    problems->push_back({live.uri, std::nullopt, "has no guest"});
  return GuestsOfHost(std::move(domains.guests), /*are_named=*/!live.all);
}

}  // namespace

void AddSettingOptions(po::options_description* options,
                       const std::vector<std::string_view>& except) {
  for (const SettingKey& key : AllSettingKeys()) {
    if (std::find(except.begin(), except.end(), key.name) != except.end()) continue;
    options->add_options()(
        std::string(key.name).c_str(),
        po::value<std::vector<std::string>>()->value_name(std::string(key.value_name)),
        std::string(key.summary).c_str());
  }
  options->add_options()("config", po::value<std::string>()->value_name("FILE"),
                         "take the settings of FILE in place of .domcheck.cfg");
  options->add_options()("no-config", "take no settings from .domcheck.cfg");
}

void AddJobsOption(po::options_description* options) {
  options->add_options()("jobs,j", po::value<std::string>()->value_name("N"),
                         "threads (one a processor unless told otherwise)");
}

std::optional<size_t> ReadJobs(std::string_view command, const po::variables_map& values) {
  if (values.count("jobs") == 0) return std::max(1U, std::thread::hardware_concurrency());
  constexpr size_t kMost = 1024;
  const auto& text = values["jobs"].as<std::string>();
  const auto jobs = WholeNumber(text);
  if (jobs && *jobs > 0 && *jobs <= kMost) return *jobs;
  UsageError(command,
             "--jobs takes a number from 1 to " + std::to_string(kMost) + ", not '" + text + "'");
  return std::nullopt;
}

void AddInputOptions(po::options_description* options) {
  options->add_options()("files-from", po::value<std::string>()->value_name("FILE"),
                         "read the names of guests from FILE, one a line or divided by NUL ('-': "
                         "standard input)");
  options->add_options()("stdin-filename",
                         po::value<std::string>()->value_name("NAME")->default_value("-"),
                         "what reports call the guest on standard input");
}

void AddLiveOptions(po::options_description* options) {
  options->add_options()("connect", po::value<std::string>()->value_name("URI"),
                         "check against this live host, as virsh names it, without storing what "
                         "it offers: the same as --caps URI; with --caps, against both");
  options->add_options()("domain", po::value<std::vector<std::string>>()->value_name("NAME"),
                         "check this guest of the host that --connect names (qemu:///system unless "
                         "told otherwise), by its name or UUID; repeatable");
  options->add_options()("all", "check all guests of that host, less those that --exclude names");
}

std::optional<RunInputs> ReadRunInputs(std::string_view command, const po::variables_map& values,
                                       std::vector<std::string> names, HostCache* hosts) {
  Settings settings;
  LiveOptions live;
  if (!ReadSettings(command, values, &settings) || !ReadLiveOptions(command, values, &live) ||
      !AddFilesFrom(values, &names))
    return std::nullopt;
  if (!live.uri.empty()) settings.caps.push_back(live.uri);
  if (names.empty() && values.count("files-from") == 0 && !live.name_guests()) {
    UsageError(command,
               std::string("no guest given: name a file, a folder, or '-'") +
                   (live.uri.empty() ? "" : ", or guests of the host with --domain or --all"));
    return std::nullopt;
  }
  const bool has_config = values.count("config") != 0;
  if (has_config && values.count("no-config") != 0) {
    UsageError(command, "--config and --no-config exclude each other");
    return std::nullopt;
  }

  std::vector<InputProblem> config_problems, problems;
  RunInputs inputs;
  inputs.configs = std::make_unique<ConfigFinder>(
      values.count("no-config") != 0 ? ConfigFinder::Search::kNone : ConfigFinder::Search::kNearest,
      settings);
  if (has_config) inputs.configs->UseFile(values["config"].as<std::string>(), &config_problems);
  std::vector<ListedGuest> guests =
      GuestsInFiles(names, values["stdin-filename"].as<std::string>(), &problems);
  if (live.name_guests()) {
    std::vector<ListedGuest> more = GuestsOfLiveHost(live, &problems);
    guests.insert(guests.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
  }
  inputs.guests = AddSettingsAndHosts(std::move(guests), inputs.configs.get(), hosts,
                                      &config_problems, &problems);
  // If a configuration is wrong, no guest is checked, as its settings are unknown.
  const bool has_settings = config_problems.empty();
  for (const InputProblem& problem : has_settings ? problems : config_problems)
    PrintError(DescribeProblem(problem) + "\n");
  if (!has_settings) return std::nullopt;
  if (inputs.guests.empty() && !problems.empty()) return std::nullopt;
  inputs.has_problems = !problems.empty();
  return inputs;
}

}  // namespace domcheck
