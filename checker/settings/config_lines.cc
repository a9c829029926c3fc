#include "checker/settings/config_lines.h"

#include <algorithm>

#include "capsmodel/source_file.h"
#include "rules/suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

// Removes the comment and the white space around the line.
std::string_view Stated(std::string_view line) {
  return TrimXmlSpace(line.substr(0, line.find('#')));
}

}  // namespace

std::vector<ConfigLine> ReadConfigLines(const std::string& text, const std::string& name,
                                        std::vector<InputProblem>* problems) {
  std::vector<ConfigLine> found;
  std::string prefix;  // the section and a dot
  size_t number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    ++number;
    const std::string_view stated = Stated(line);
    if (stated.empty()) continue;
    if (stated.size() > 2 && stated.front() == '[' && stated.back() == ']') {
      prefix = stated.substr(1, stated.size() - 2);
      if (prefix.back() != '.') prefix += '.';
      continue;
    }
    const size_t equals = stated.find('=');
    if (equals == std::string_view::npos) {
      problems->push_back({name, Position{number, 1},
                           "'" + std::string(stated) +
                               "' is neither a setting (name = value) nor a section ([pattern])"});
      return {};
    }
    // "disable" below "[legacy/*]" may also be written "legacy/*.disable", because no key has a
    // dot. If nothing precedes the dot there is no section, and the whole is an unknown key.
    const std::string whole = prefix + std::string(TrimXmlSpace(stated.substr(0, equals)));
    const size_t dot = whole.rfind('.');
    const bool has_section = dot != std::string::npos && dot != 0;
    found.push_back({has_section ? whole.substr(0, dot) : "",
                     has_section ? whole.substr(dot + 1) : whole,
                     std::string(TrimXmlSpace(stated.substr(equals + 1))), number});
  }
  return found;
}

std::string DescribeUnknownKey(const std::string& name,
                               const std::vector<std::string_view>& known) {
  const std::string_view nearest = NearestSpelling(name, known);
  return "there is no setting '" + name + "'" +
         (nearest.empty() ? " (" + Joined(known) + ")" : DidYouMean(nearest));
}

}  // namespace domcheck
