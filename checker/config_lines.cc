#include "checker/config_lines.h"

#include <boost/program_options.hpp>
#include <sstream>

#include "capsmodel/source_file.h"
#include "rules/suggestion.h"

namespace domcheck {
namespace {

namespace po = boost::program_options;

// The numbers, from 1, of the lines that set something, in their order: all but sections, comments
// and empty ones. The library that reads the file does not tell, but takes each of them or none.
std::vector<size_t> SettingLines(const std::string& text) {
  std::vector<size_t> numbers;
  std::istringstream lines(text);
  size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const std::string_view said = TrimXmlSpace(std::string_view(line).substr(0, line.find('#')));
    const bool is_section = !said.empty() && said.front() == '[' && said.back() == ']';
    if (!said.empty() && !is_section) numbers.push_back(number);
  }
  return numbers;
}

}  // namespace

std::vector<ConfigLine> ReadConfigLines(const std::string& text, const std::string& name,
                                        std::vector<InputProblem>* problems) {
  std::istringstream stream(text);
  std::vector<po::option> options;
  try {
    options = po::parse_config_file(stream, po::options_description(), true).options;
  } catch (const po::error& error) {
    problems->push_back({name, std::nullopt, error.what()});
    return {};
  }
  const std::vector<size_t> numbers = SettingLines(text);
  std::vector<ConfigLine> lines;
  for (const po::option& option : options) {
    // A section comes in front of the key: "legacy/*.disable"; no key has a dot.
    // With nothing before the dot ("[]" does that too) it is no section, and so no known key.
    const size_t last = option.string_key.rfind('.');
    const size_t dot = last == 0 ? std::string::npos : last;
    ConfigLine line;
    line.section = dot == std::string::npos ? "" : option.string_key.substr(0, dot);
    line.key = dot == std::string::npos ? option.string_key : option.string_key.substr(dot + 1);
    line.value = option.value.empty() ? "" : option.value.front();
    line.number = lines.size() < numbers.size() ? numbers[lines.size()] : 1;
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string DescribeUnknownKey(const std::string& name,
                               const std::vector<std::string_view>& known) {
  const std::string_view nearest = NearestSpelling(name, known);
  std::string message = "there is no setting '" + name + "'";
  if (!nearest.empty()) return message + "; did you mean '" + std::string(nearest) + "'?";
  message += " (";
  for (size_t i = 0; i < known.size(); ++i) message += (i == 0 ? "" : ", ") + std::string(known[i]);
  return message + ")";
}

}  // namespace domcheck
