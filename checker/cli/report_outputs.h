// Reports on standard output (--format) and in files (--output FORMAT=FILE, repeatable).
#ifndef CHECKER_CLI_REPORT_OUTPUTS_H_
#define CHECKER_CLI_REPORT_OUTPUTS_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/base/write_file.h"

namespace domcheck {

class OptionValues;
struct CommandOptions;

// A report that the command line asks for.
struct ReportOutput {
  size_t format = 0;  // index in the list of the command's formats
  std::string path;   // "-" is standard output
};

// Returns the names in a table of formats.
template <typename Formats>
std::vector<std::string_view> NamesOf(const Formats& formats) {
  std::vector<std::string_view> names;
  for (const auto& format : formats) names.push_back(format.name);
  return names;
}

// Adds --format and --output, which take the names in `formats`. The first is the default.
void AddOutputOptions(const std::vector<std::string_view>& formats, CommandOptions* options);

// Reads these options. If one is wrong, prints an error and returns nullopt.
std::optional<std::vector<ReportOutput>> ReadOutputs(std::string_view command,
                                                     const OptionValues& values,
                                                     const std::vector<std::string_view>& formats);

// The files of the reports. Each gets its whole report or stays as it was.
class OutputFiles {
 public:
  using Write = std::function<bool(std::string_view)>;

  // Opens the files, and must be called once. Returns false and prints the error if one cannot be
  // opened; all files then stay as they were.
  bool Open(const std::vector<ReportOutput>& outputs);
  // The functions that write the reports, in the order of the outputs. They are valid as long as
  // this object.
  const std::vector<Write>& writes() const { return writes_; }
  // Puts the files in place. Returns false and prints the errors if some cannot be written. These
  // stay as they were, and the other files are complete.
  bool Commit();

 private:
  struct File {
    std::string path;
    std::unique_ptr<AtomicFile> file;
  };

  std::vector<File> files_;
  std::vector<Write> writes_;
};

}  // namespace domcheck

#endif  // CHECKER_CLI_REPORT_OUTPUTS_H_
