#include "checker/cli/options.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <cstdio>
#include <cstring>
#include <sstream>
#include <utility>

#include "checker/base/visible_text.h"
#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/output.h"
#include "rules/suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

namespace po = boost::program_options;

// Returns the value of an option as the library reads it. options_description takes ownership.
po::value_semantic* ValueOf(const OptionRow& row) {
  if (row.value_name.empty()) return new po::untyped_value(/*zero_tokens=*/true);
  if (row.is_repeatable) return po::value<std::vector<std::string>>()->value_name(row.value_name);
  auto* const value = po::value<std::string>()->value_name(row.value_name);
  return row.default_value.empty() ? value : value->default_value(row.default_value);
}

// Returns the options as the library parses and prints them.
po::options_description Describe(const CommandOptions& options) {
  po::options_description all, limits("limits, above which an input is refused");
  for (const OptionRow& row : options.rows) {
    const std::string spellings = row.letter == 0 ? row.name : row.name + "," + row.letter;
    (row.is_limit ? limits : all)
        .add_options()(spellings.c_str(), ValueOf(row), row.description.c_str());
  }
  if (!limits.options().empty()) all.add(limits);
  return all;
}

std::string Help(const Command& command, const CommandOptions& options) {
  std::ostringstream text;
  text << "usage: domcheck " << command.name << " [OPTION...] " << command.arguments << "\n\n"
       << command.summary << "\n\noptions:\n"
       << Describe(options);
  if (!options.details.empty()) text << "\n" << options.details;
  return text.str();
}

std::string NearestOption(const std::string& typed, const CommandOptions& options) {
  std::vector<std::string> names;
  for (const OptionRow& row : options.rows) names.push_back("--" + row.name);
  return std::string(NearestSpelling(typed, {names.begin(), names.end()}));
}

std::string Explain(const po::error& error, const CommandOptions& options) {
  const auto* unknown = dynamic_cast<const po::unknown_option*>(&error);
  if (unknown == nullptr) return error.what();
  const std::string typed = unknown->get_option_name();
  return "there is no option '" + typed + "'" + DidYouMean(NearestOption(typed, options));
}

bool Has(const std::vector<Limit::Of>& kinds, Limit::Of kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// Sets the limits of the process. If a limit is wrong, prints an error, sets none and returns
// false.
bool ReadLimits(const Command& command, const CommandOptions& options, const OptionValues& values) {
  Limits limits;
  for (const Limit& limit : AllLimits()) {
    if (!Has(options.limits, limit.of)) continue;
    const std::string text = values.Value(limit.option);
    const auto value = ParseLimit(limit, text);
    if (!value) {
      UsageError(command.name, "--" + std::string(limit.option) + " takes a number from " +
                                   std::to_string(limit.least) + " to " + LimitText(limit.most) +
                                   ", as in 500, 64K or 16M, not '" + text + "'");
      return false;
    }
    limits.*limit.value = *value;
  }
  const bool ends = Has(options.limits, Limit::Of::kRun);
  if (!ends) limits.seconds = 0;
  if (!Has(options.limits, Limit::Of::kGuests)) limits.files = 0;
  SetLimits(limits);
  if (ends) EndSoonAfterTime(command.name);
  return true;
}

// Throws po::error if the arguments are wrong.
OptionValues Parse(const CommandOptions& options, const std::vector<std::string>& arguments) {
  const std::string positional_name(options.positional);
  po::options_description all = Describe(options);
  all.add_options()(positional_name.c_str(), po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add(positional_name.c_str(), -1);
  // An abbreviated option would change its meaning when a longer one is added.
  const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  po::variables_map parsed;
  po::store(
      po::command_line_parser(arguments).options(all).positional(positional).style(style).run(),
      parsed);
  OptionValues values;
  for (const auto& [name, value] : parsed) {
    const auto* const list = boost::any_cast<std::vector<std::string>>(&value.value());
    values.Set(name, list != nullptr ? *list : std::vector{value.as<std::string>()},
               /*is_given=*/!value.defaulted());
  }
  return values;
}

// The message of EndProcess, made beforehand because a signal handler must not.
char end_message[256];

extern "C" void EndProcess(int) {
  (void)!write(STDERR_FILENO, end_message, std::strlen(end_message));
  _exit(kExitBadInput);
}

}  // namespace

void AddLimitOptions(std::vector<Limit::Of> kinds, CommandOptions* options) {
  const Limits defaults;
  for (const Limit& limit : AllLimits()) {
    if (!Has(kinds, limit.of)) continue;
    OptionRow& row = options->Add(limit.option, limit.value_name, limit.summary);
    row.default_value = LimitText(defaults.*limit.value);
    row.is_limit = true;
  }
  options->limits = std::move(kinds);
}

void EndSoonAfterTime(std::string_view command) {
  constexpr size_t kGrace = 5;  // seconds, to write the results so far
  const size_t seconds = CurrentLimits().seconds;
  if (seconds == 0) return;
  std::snprintf(end_message, sizeof end_message,
                "domcheck %.*s: error: ended, since it hangs and its time (%zu s) is over; "
                "--timeout gives it longer\n",
                static_cast<int>(command.size()), command.data(), seconds);
  signal(SIGALRM, EndProcess);
  alarm(static_cast<unsigned>(seconds + kGrace));
}

int RunCommand(const Command& command, const std::vector<std::string>& arguments) {
  const CommandOptions options = command.options();
  OptionValues values;
  try {
    values = Parse(options, arguments);
  } catch (const po::error& error) {
    return UsageError(command.name, Explain(error, options));
  }
  if (values.Has("help")) return PrintAndFinish(Help(command, options));
  if (!ReadLimits(command, options, values)) return kExitBadInput;
  if (options.instead_of_arguments && !values.Values(options.positional).empty())
    return UsageError(command.name,
                      "it takes no arguments" + std::string(*options.instead_of_arguments));
  return command.run(command, values);
}

bool IsOneOf(std::string_view option, std::string_view value,
             const std::vector<std::string_view>& allowed) {
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return true;
  PrintError("domcheck: error: '" + VisibleText(value) + "' is not a value of " +
             std::string(option) + DidYouMean(NearestSpelling(value, allowed)) + " (" +
             Joined(allowed) + ")\n");
  return false;
}

int UsageError(std::string_view command, const std::string& message) {
  PrintError("domcheck " + std::string(command) + ": error: " + VisibleText(message) +
             "\n'domcheck " + std::string(command) + " --help' tells the options\n");
  return kExitBadInput;
}

}  // namespace domcheck
