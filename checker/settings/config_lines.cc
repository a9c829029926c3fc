#include "checker/settings/config_lines.h"

#include <boost/program_options.hpp>
#include <sstream>

#include "capsmodel/source_file.h"
#include "rules/suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

namespace po = boost::program_options;

struct SettingLines {
  std::vector<size_t> numbers;        // from 1, in their order
  std::optional<InputProblem> wrong;  // the first line that is neither setting nor section
};

// All lines but sections, comments and empty ones. The library that reads the file tells no lines;
// and where one is wrong and holds "%invalid_line%", its message replaces that without an end.
SettingLines FindSettingLines(const std::string& text, const std::string& name) {
  SettingLines found;
  std::istringstream lines(text);
  size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const std::string_view said = TrimXmlSpace(std::string_view(line).substr(0, line.find('#')));
    if (said.empty()) continue;
    if (said.size() > 2 && said.front() == '[' && said.back() == ']') continue;
    found.numbers.push_back(number);
    if (said == "[]" || said.find('=') == std::string_view::npos) {
      found.wrong = {name, Position{number, 1},
                     "'" + std::string(said) +
                         "' is neither a setting (name = value) nor a section ([pattern])"};
      break;
    }
  }
  return found;
}

}  // namespace

std::vector<ConfigLine> ReadConfigLines(const std::string& text, const std::string& name,
                                        std::vector<InputProblem>* problems) {
  const SettingLines found = FindSettingLines(text, name);
  if (found.wrong) {
    problems->push_back(*found.wrong);
    return {};
  }
  std::istringstream stream(text);
  std::vector<po::option> options;
  try {
    options = po::parse_config_file(stream, po::options_description(), true).options;
  } catch (const po::error& error) {
    problems->push_back({name, std::nullopt, error.what()});
    return {};
  }
  std::vector<ConfigLine> lines;
  for (const po::option& option : options) {
    // A section comes in front of the key: "legacy/*.disable"; no key has a dot. With nothing
    // before the dot ("[.]" does that too) there is no section, and the whole is no known key.
    const size_t last = option.string_key.rfind('.');
    const size_t dot = last == 0 ? std::string::npos : last;
    ConfigLine line;
    line.section = dot == std::string::npos ? "" : option.string_key.substr(0, dot);
    line.key = dot == std::string::npos ? option.string_key : option.string_key.substr(dot + 1);
    line.value = option.value.empty() ? "" : option.value.front();
    line.number = lines.size() < found.numbers.size() ? found.numbers[lines.size()] : 1;
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string DescribeUnknownKey(const std::string& name,
                               const std::vector<std::string_view>& known) {
  const std::string_view nearest = NearestSpelling(name, known);
  return "there is no setting '" + name + "'" +
         (nearest.empty() ? " (" + Joined(known) + ")" : DidYouMean(nearest));
}

}  // namespace domcheck
