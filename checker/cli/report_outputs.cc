#include "checker/cli/report_outputs.h"

#include <algorithm>

#include "checker/cli/command_options.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/hosts/load_host.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

size_t IndexOf(const std::vector<std::string_view>& names, std::string_view name) {
  return static_cast<size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

bool Tell(const std::string& path, const std::string& why) {
  PrintError(DescribeProblem({path, std::nullopt, why}) + "\n");
  return false;
}

}  // namespace

void AddOutputOptions(const std::vector<std::string_view>& formats, CommandOptions* options) {
  options->values["format"] = formats;
  options->Add("format", "FORMAT", "form of the report on standard output: " + Joined(formats))
      .default_value = formats.front();
  options->AddRepeatable("output", "FORMAT=FILE", "write a report to a file as well; repeatable");
}

std::optional<std::vector<ReportOutput>> ReadOutputs(std::string_view command,
                                                     const OptionValues& values,
                                                     const std::vector<std::string_view>& formats) {
  std::vector<ReportOutput> outputs;
  const std::vector<std::string> specs = values.Values("output");
  const bool goes_to_stdout = std::any_of(specs.begin(), specs.end(), [](const std::string& spec) {
    return spec.size() > 2 && spec.substr(spec.size() - 2) == "=-";
  });
  const std::string format = values.Value("format");
  if (!IsOneOf("--format", format, formats)) return std::nullopt;
  if (!goes_to_stdout || values.Has("format")) outputs.push_back({IndexOf(formats, format), "-"});
  for (const std::string& spec : specs) {
    const size_t equals = spec.find('=');
    const std::string name = spec.substr(0, equals);
    if (!IsOneOf("--output", name, formats)) return std::nullopt;
    if (equals == std::string::npos || equals + 1 == spec.size()) {
      UsageError(command, "--output takes FORMAT=FILE, such as " + std::string(formats.back()) +
                              "=report; the file of '" + spec + "' is missing");
      return std::nullopt;
    }
    outputs.push_back({IndexOf(formats, name), spec.substr(equals + 1)});
  }
  const auto to_stdout =
      std::count_if(outputs.begin(), outputs.end(),
                    [](const ReportOutput& output) { return output.path == "-"; });
  if (to_stdout > 1) {
    UsageError(command, "two reports would go to standard output; give one of them a file");
    return std::nullopt;
  }
  return outputs;
}

bool OutputFiles::Open(const std::vector<ReportOutput>& outputs) {
  for (const ReportOutput& output : outputs) {
    if (output.path == "-") {
      writes_.emplace_back(Print);
      continue;
    }
    files_.push_back({output.path, std::make_unique<AtomicFile>()});
    AtomicFile* file = files_.back().file.get();
    if (auto error = file->Open(output.path)) return Tell(output.path, *error);
    // A file that cannot be written must not stop other reports, so only Commit reports the
    // failure.
    writes_.emplace_back([file](std::string_view text) {
      file->Write(text);
      return true;
    });
  }
  return true;
}

bool OutputFiles::Commit() {
  bool is_written = true;
  for (File& file : files_)
    if (auto error = file.file->Commit()) is_written = Tell(file.path, *error);
  return is_written;
}

}  // namespace domcheck
