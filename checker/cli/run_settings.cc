#include "checker/cli/run_settings.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <thread>
#include <utility>

#include "capsmodel/whole_number.h"
#include "checker/cli/command_options.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/hosts/host_cache.h"
#include "checker/hosts/libvirt_uri.h"
#include "checker/libvirt/live_domains.h"
#include "checker/libvirt/live_host.h"

namespace domcheck {
namespace {

constexpr char kDefaultUri[] = "qemu:///system";

// Reads the settings of the command line. If one is wrong, prints an error and returns false.
bool ReadSettings(std::string_view command, const OptionValues& values, Settings* settings) {
  for (const SettingKey& key : AllSettingKeys()) {
    for (const std::string& value : values.Values(key.name)) {
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
bool AddFilesFrom(const OptionValues& values, std::vector<std::string>* names) {
  if (!values.Has("files-from")) return true;
  const std::string path = values.Value("files-from");
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
bool ReadLiveOptions(std::string_view command, const OptionValues& values, LiveOptions* live) {
  live->domains = values.Values("domain");
  live->all = values.Has("all");
  if (values.Has("connect"))
    live->uri = values.Value("connect");
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

void AddSettingOptions(CommandOptions* options, const std::vector<std::string_view>& except) {
  for (const SettingKey& key : AllSettingKeys()) {
    if (std::find(except.begin(), except.end(), key.name) != except.end()) continue;
    options->AddRepeatable(key.name, key.value_name, key.summary);
  }
  options->Add("config", "FILE", "take the settings of FILE in place of .domcheck.cfg");
  options->AddSwitch("no-config", "take no settings from .domcheck.cfg");
}

void AddJobsOption(CommandOptions* options) {
  options->Add("jobs", "N", "threads (one a processor unless told otherwise)").letter = 'j';
}

std::optional<size_t> ReadJobs(std::string_view command, const OptionValues& values) {
  if (!values.Has("jobs")) return std::max(1U, std::thread::hardware_concurrency());
  constexpr size_t kMost = 1024;
  const std::string text = values.Value("jobs");
  const auto jobs = WholeNumber(text);
  if (jobs && *jobs > 0 && *jobs <= kMost) return *jobs;
  UsageError(command,
             "--jobs takes a number from 1 to " + std::to_string(kMost) + ", not '" + text + "'");
  return std::nullopt;
}

void AddInputOptions(CommandOptions* options) {
  options->Add(
      "files-from", "FILE",
      "read the names of guests from FILE, one a line or divided by NUL ('-': standard input)");
  options->Add("stdin-filename", "NAME", "what reports call the guest on standard input")
      .default_value = "-";
}

void AddLiveOptions(CommandOptions* options) {
  options->Add("connect", "URI",
               "check against this live host, as virsh names it, without storing what it offers: "
               "the same as --caps URI; with --caps, against both");
  options->AddRepeatable("domain", "NAME",
                         "check this guest of the host that --connect names (qemu:///system unless "
                         "told otherwise), by its name or UUID; repeatable");
  options->AddSwitch("all", "check all guests of that host, less those that --exclude names");
}

std::optional<RunInputs> ReadRunInputs(std::string_view command, const OptionValues& values,
                                       std::vector<std::string> names, HostCache* hosts) {
  Settings settings;
  LiveOptions live;
  if (!ReadSettings(command, values, &settings) || !ReadLiveOptions(command, values, &live) ||
      !AddFilesFrom(values, &names))
    return std::nullopt;
  if (!live.uri.empty()) settings.caps.push_back(live.uri);
  if (names.empty() && !values.Has("files-from") && !live.name_guests()) {
    UsageError(command,
               std::string("no guest given: name a file, a folder, or '-'") +
                   (live.uri.empty() ? "" : ", or guests of the host with --domain or --all"));
    return std::nullopt;
  }
  const bool has_config = values.Has("config");
  if (has_config && values.Has("no-config")) {
    UsageError(command, "--config and --no-config exclude each other");
    return std::nullopt;
  }

  std::vector<InputProblem> config_problems, problems;
  RunInputs inputs;
  inputs.configs = std::make_unique<ConfigFinder>(
      values.Has("no-config") ? ConfigFinder::Search::kNone : ConfigFinder::Search::kNearest,
      settings);
  if (has_config) inputs.configs->UseFile(values.Value("config"), &config_problems);
  std::vector<ListedGuest> guests = GuestsInFiles(names, values.Value("stdin-filename"), &problems);
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
