#include "checker/cli/run_settings.h"

#include <string>

#include "checker/cli/options.h"
#include "checker/cli/output.h"

namespace domcheck {
namespace {

namespace po = boost::program_options;

// The settings of the command line; false where what is wrong was told.
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

// The names of --files-from; false where they cannot be read, which was told.
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

}  // namespace

void AddSettingOptions(po::options_description* options, std::string_view except) {
  for (const SettingKey& key : AllSettingKeys()) {
    if (key.name == except) continue;
    options->add_options()(
        std::string(key.name).c_str(),
        po::value<std::vector<std::string>>()->value_name(std::string(key.value_name)),
        std::string(key.summary).c_str());
  }
  options->add_options()("config", po::value<std::string>()->value_name("FILE"),
                         "take the settings of FILE in place of .domcheck.cfg");
  options->add_options()("no-config", "take no settings from .domcheck.cfg");
}

void AddInputOptions(po::options_description* options) {
  options->add_options()("files-from", po::value<std::string>()->value_name("FILE"),
                         "read the names of guests from FILE, one a line or divided by NUL ('-': "
                         "standard input)");
  options->add_options()("stdin-filename",
                         po::value<std::string>()->value_name("NAME")->default_value("-"),
                         "what reports call the guest on standard input");
}

std::optional<RunPlan> ReadPlan(std::string_view command, const po::variables_map& values,
                                HostCache* hosts) {
  Settings settings;
  std::vector<std::string> names = Values(values, "guest");
  if (!ReadSettings(command, values, &settings) || !AddFilesFrom(values, &names))
    return std::nullopt;
  if (names.empty() && values.count("files-from") == 0) {
    UsageError(command, "no guest given: name a file, a folder, or '-'");
    return std::nullopt;
  }
  const bool has_config = values.count("config") != 0;
  if (has_config && values.count("no-config") != 0) {
    UsageError(command, "--config and --no-config exclude each other");
    return std::nullopt;
  }

  std::vector<InputProblem> config_problems, problems;
  RunPlan plan;
  plan.configs = std::make_unique<ConfigFinder>(
      values.count("no-config") != 0 ? ConfigFinder::Search::kNone : ConfigFinder::Search::kNearest,
      settings);
  if (has_config) plan.configs->UseFile(values["config"].as<std::string>(), &config_problems);
  plan.guests = PlanGuests(names, values["stdin-filename"].as<std::string>(), plan.configs.get(),
                           hosts, &config_problems, &problems);
  // Settings that are not understood must not be taken for others.
  const bool has_settings = config_problems.empty();
  for (const InputProblem& problem : has_settings ? problems : config_problems)
    PrintError(DescribeProblem(problem) + "\n");
  if (!has_settings) return std::nullopt;
  if (plan.guests.empty() && !problems.empty()) return std::nullopt;
  plan.has_problems = !problems.empty();
  return plan;
}

}  // namespace domcheck
