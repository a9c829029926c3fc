// Where reports go: --format on standard output, and --output FORMAT=FILE for as many more.
#ifndef CHECKER_CLI_REPORT_OUTPUTS_H_
#define CHECKER_CLI_REPORT_OUTPUTS_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/base/write_file.h"

namespace boost::program_options {
class options_description;
class variables_map;
}  // namespace boost::program_options

namespace domcheck {

// A report: its form, by the place of its name among those that the command knows, and its file.
struct ReportOutput {
  size_t format = 0;
  std::string path;  // "-" is standard output
};

// The names of a table of formats.
template <typename Formats>
std::vector<std::string_view> NamesOf(const Formats& formats) {
  std::vector<std::string_view> names;
  for (const auto& format : formats) names.push_back(format.name);
  return names;
}

// `formats` are the names that may be given; the first is the default.
void AddOutputOptions(const std::vector<std::string_view>& formats,
                      boost::program_options::options_description* options);

// Reads the options. Returns nothing after it reported what is wrong.
std::optional<std::vector<ReportOutput>> ReadOutputs(
    std::string_view command, const boost::program_options::variables_map& values,
    const std::vector<std::string_view>& formats);

// The files behind the reports, whole or not at all.
class OutputFiles {
 public:
  using Write = std::function<bool(std::string_view)>;

  // Returns false when one cannot be written, and reports it.
  bool Open(const std::vector<ReportOutput>& outputs);
  // By output. They live as long as this.
  const std::vector<Write>& writes() const { return writes_; }
  // Puts the files in place. Returns false when one cannot be written, and reports it.
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
