#include "checker/config_lines.h"

#include <boost/program_options.hpp>
#include <sstream>

#include "capsmodel/source_file.h"
#include "rules/suggestion.h"

namespace domcheck {
namespace {

namespace po = boost::program_options;

// The line, from 1, that sets it. The library that reads the file does not tell.
size_t LineOf(const std::string& text, const ConfigLine& wanted) {
  std::istringstream lines(text);
  std::string section;
  size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const std::string_view trimmed = TrimXmlSpace(line);
    if (!trimmed.empty() && trimmed[0] == '[')
      section = trimmed.substr(1, trimmed.find(']') - 1);
    else if (section == wanted.section &&
             TrimXmlSpace(trimmed.substr(0, trimmed.find('='))) == wanted.key &&
             trimmed.find(wanted.value) != std::string_view::npos)
      return number;
  }
  return 1;
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
  std::vector<ConfigLine> lines;
  for (const po::option& option : options) {
    // A section comes in front of the key: "legacy/*.disable"; no key has a dot.
    const size_t dot = option.string_key.rfind('.');
    ConfigLine line;
    line.section = dot == std::string::npos ? "" : option.string_key.substr(0, dot);
    line.key = dot == std::string::npos ? option.string_key : option.string_key.substr(dot + 1);
    line.value = option.value.empty() ? "" : option.value.front();
    line.number = LineOf(text, line);
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
